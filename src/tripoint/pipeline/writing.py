"""The records of one file into Parquet files that nobody sees yet, and the line that will show them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.pipeline.check import check_batch, check_known
from tripoint.pipeline.origins import origin_batch
from tripoint.protocol.origin import release_key
from tripoint.sources.catalogue import Reader, Source
from tripoint.store import tables
from tripoint.store.manifest import Snapshot
from tripoint.store.writer import Parts

Watch = Callable[[str, int], None]
"""Called with (kind, rows) while records are written; for a progress bar."""


@dataclass(frozen=True)
class Dates:
    """When a file was known, published and accessed."""

    recorded_at: date
    published: date | None
    accessed: date | None


def context_of(source: Source, series: str, snapshot: str, dates: Dates) -> Context:
    """What all records of a file share."""
    return Context(
        source.name, series, snapshot, dates.recorded_at, release_key(source.name, snapshot), source.lookups,
        " ".join(source.caveats) or None,
    )  # fmt: skip


def write_records(
    parts: Parts, read: Reader, path: Path, layout: FileLayout, context: Context, problems: Problems,
    watch: Watch | None,
) -> None:  # fmt: skip
    """Writes what the reader yields, and adds everything that is wrong with it."""
    for kind, batch in read(path, layout, context, problems):
        if not problems:
            check_batch(kind, batch)
        check_known(kind, batch, context.recorded_at, problems)
        if problems:
            continue  # go on reading, so that the error names everything, but write nothing more
        parts.write(kind, batch)
        if watch:
            watch(kind, batch.num_rows)


def write_origin(parts: Parts, source: Source, context: Context, file: str, dates: Dates) -> None:
    """One origin for the whole file, where its records do not bring their own."""
    if "origins" not in parts.rows:
        parts.write("origins", origin_batch(source, context, file, published=dates.published, accessed=dates.accessed))


def line_of(parts: Parts, layout: FileLayout, path: Path, dates: Dates, *, is_fewer_allowed: bool) -> Snapshot:
    """The manifest's line of parts that are closed."""
    spans = parts.spans()
    counts = {kind: parts.rows.get(kind, 0) for kind in tables.kinds()}
    return Snapshot(
        parts.source, parts.series, parts.snapshot, layout.supersedes, dates.recorded_at, path.name,
        path.stat().st_size, tuple(s for s, _ in spans), tuple(e for _, e in spans), **counts,
        published=dates.published, accessed=dates.accessed, is_fewer_allowed=is_fewer_allowed, came_from="file",
    )  # fmt: skip
