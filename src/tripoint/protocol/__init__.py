"""The records nodes speak; Arrow schema, JSON Schema and data dictionary come from here."""
