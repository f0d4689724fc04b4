"""Side-by-side benchmarks by group; `make bench GROUP=ingest`."""
