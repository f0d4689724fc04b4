"""Bytes become columns of text, for every format; this room knows no country."""
