"""A document becomes PDF and HTML."""
