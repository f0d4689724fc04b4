"""One command, verbs people say."""
