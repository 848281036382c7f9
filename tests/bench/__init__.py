"""How long Beacon takes, and how much memory, beside Hugo and MkDocs on the same records: `python -m tests.bench`."""
