"""Every question, one catalogue."""
