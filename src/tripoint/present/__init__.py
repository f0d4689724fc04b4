"""Words, tables and charts in English, Spanish and French."""
