"""One folder each: a publisher's release and how it is read."""
