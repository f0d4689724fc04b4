"""The desk: what people enter and decide, in SQLite or PostgreSQL, in one transaction with its audit line."""
