"""The six questions of `scale` on a hundred million figures: Spark local[2] beside DuckDB, same rows."""

from bench.scale import on_spark as main

__all__ = ["main"]
