"""The forms in which an indicator's figures can be taken away: one module for each, a dataset to bytes."""
