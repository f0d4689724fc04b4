"""One publisher's file: snapshot → read → check → keep."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tripoint.errors import BadInput, Problem, Problems
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.snapshot import hash_of
from tripoint.pipeline.check import check_batch
from tripoint.pipeline.origins import origin_batch
from tripoint.protocol.origin import release_key
from tripoint.sources.catalogue import Source
from tripoint.store.manifest import Snapshot
from tripoint.store.writer import Writer

Watch = Callable[[str, int], None]
"""Called with (kind, rows) while records are written; for a progress bar."""


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `is_new` is False where the same snapshot was kept before."""

    source: str
    file: str
    snapshot: str
    is_new: bool
    rows: dict[str, int]
    warnings: tuple[str, ...] = ()


def find_files(source: Source, folder: Path) -> tuple[tuple[Path, FileLayout], ...]:
    """The source's files below `folder`, or its own transcript, in the order of their paths. Raises BadInput if there is none."""
    found = []
    folder = source.transcript or folder
    for path in sorted(folder.rglob("*")):
        layout = source.layout_of(path.name) if path.is_file() and source.is_folder_of(path) else None
        if layout is not None:
            found.append((path, layout))
    if not found:
        patterns = ", ".join(layout.pattern for layout in source.layouts)
        raise BadInput((Problem("missing_file", source.name, str(folder), detail=patterns),))
    return tuple(found)


def ingest_file(
    writer: Writer, source: Source, path: Path, layout: FileLayout, *, accessed: date | None, watch: Watch | None = None
) -> Outcome:
    """Keeps the whole file or nothing. Raises BadInput with every problem of the file."""
    problems = Problems(source.name, path.name)
    snapshot = hash_of(path)
    if writer.has(source.name, layout.series, snapshot):
        return Outcome(source.name, path.name, snapshot, False, {})
    known = source.known_snapshots.get(snapshot)
    taken = accessed or (known.accessed if known else None)
    published = (known.published if known else None) or layout.date_of(path.name)
    recorded_at = published or taken
    if recorded_at is None:
        raise BadInput((Problem("date_unknown", source.name, path.name),))
    context = Context(
        source.name, layout.series, snapshot, recorded_at, release_key(source.name, snapshot), source.lookups,
        " ".join(source.caveats) or None,
    )  # fmt: skip
    parts = writer.begin(source.name, layout.series, snapshot)
    try:
        has_origins = False
        for kind, batch in source.read(path, layout, context, problems):
            if problems:
                continue  # go on reading, so that the error names everything, but write nothing more
            check_batch(kind, batch)
            parts.write(kind, batch)
            has_origins = has_origins or kind == "origins"
            if watch:
                watch(kind, batch.num_rows)
        records = sum(parts.rows.values())
        if not problems and records < layout.least_records:
            problems.add("too_few_records", value=str(layout.least_records), rows=records)
        problems.raise_if_any()
        if not has_origins:
            parts.write("origins", origin_batch(source, context, path.name, published=published, accessed=taken))
        parts.close()
        spans = parts.spans()
        counts = {kind: parts.rows.get(kind, 0) for kind in ("figures", "flows", "statements", "origins")}
        line = Snapshot(
            source.name, layout.series, snapshot, layout.supersedes, recorded_at, path.name, path.stat().st_size,
            tuple(s for s, _ in spans), tuple(e for _, e in spans), **counts,
        )  # fmt: skip
        writer.keep(parts, line)
    except BaseException:
        parts.discard()
        raise
    warnings = _warnings(layout, records)
    return Outcome(source.name, path.name, snapshot, True, dict(parts.rows), warnings)


def _warnings(layout: FileLayout, records: int) -> tuple[str, ...]:
    if layout.most_records is not None and records > layout.most_records:
        return (f"{records} records, more than the {layout.most_records} expected",)
    return ()
