"""Fuzz: broken, mutated and invented files for every reader. A reader may tell problems; a traceback is a failure of ours."""
