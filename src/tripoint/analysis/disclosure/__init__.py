"""What may be shown of small counts: which cells are withheld, and a proof that none can be told."""
