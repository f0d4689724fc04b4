"""The origin of a snapshot, from the facts of its source."""

from datetime import date

import pyarrow as pa

from tripoint.harmonise.figures import shaped
from tripoint.harmonise.rows import Context
from tripoint.registry.words import agency
from tripoint.sources.catalogue import Source


def origin_batch(
    source: Source, context: Context, file: str, *, published: date | None, accessed: date | None
) -> pa.RecordBatch:
    """One origin for a whole file; sources that cite documents row by row yield their own."""
    producer = agency(source.text("publisher")).names["en"]
    when = f"published {published}" if published else f"accessed {accessed}"
    columns = {
        "origin": context.origin,
        "source": source.name,
        "snapshot": context.snapshot,
        "producer": producer,
        "title": source.text("title"),
        "title_es": source.text("title", "es"),
        "title_fr": source.text("title", "fr"),
        "citation": f"{source.text('citation')}. File {file}, {when}. {source.text('url')}",
        "url": source.text("url") or None,
        "licence": source.text("licence"),
        "published": published,
        "accessed": accessed,
    }
    return shaped("origins", {name: pa.array([value]) for name, value in columns.items() if value is not None}, 1)
