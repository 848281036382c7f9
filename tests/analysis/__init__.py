"""Tests of `generator.analysis`."""
