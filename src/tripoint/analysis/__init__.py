"""Pure calculations on columns; rules and vocabularies come in as arguments."""
