"""The shape of every record: one module per kind, frozen pydantic models, each field described once."""
