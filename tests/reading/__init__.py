"""Tests of `generator.reading`."""
