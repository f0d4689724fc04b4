"""A file that the manifest lists already, read again: the same records, with the dates it was kept with."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tripoint.errors import Problem, Problems
from tripoint.ingest.layout import FileLayout
from tripoint.pipeline.writing import Dates, context_of, line_of, write_origin, write_records
from tripoint.sources.catalogue import Reader, Source
from tripoint.store import tables
from tripoint.store.manifest import Snapshot
from tripoint.store.writer import Parts


@dataclass(frozen=True)
class Again:
    """A publisher's file that the manifest lists already, with what reads it."""

    source: Source
    layout: FileLayout
    path: Path
    line: Snapshot
    read: Reader


def write_again(parts: Parts, again: Again) -> Snapshot:
    """Writes the records as they were kept: with the line's own dates, and without asking whether the file is whole.

    Gives the line that they make. Raises BadInput if the file cannot be read as it was.
    """
    line, member = again.line, again.source
    problems = Problems(member.name, line.file)
    dates = Dates(line.recorded_at, *_dates_of(again))
    layout = replace(again.layout, series=line.series, supersedes=line.supersedes)
    context = context_of(member, line.series, line.snapshot, dates)
    write_records(parts, again.read, again.path, layout, context, problems, None)
    problems.raise_if_any()
    write_origin(parts, member, context, line.file, dates)
    parts.close()
    made = line_of(parts, layout, again.path, dates, is_fewer_allowed=line.is_fewer_allowed)
    return replace(made, file=line.file)


def compared(line: Snapshot, made: Snapshot) -> tuple[Problem, ...]:
    """How a line that was made again differs from the one in the manifest; empty if it does not."""
    found = []
    for kind in tables.kinds():
        was, now = getattr(line, kind), getattr(made, kind)
        if was != now:
            found.append(Problem("ledger_rebuilt_differs", line.source, line.file, kind, detail=f"{was} → {now}"))
    if not found and line.periods != made.periods:
        found.append(Problem("ledger_rebuilt_differs", line.source, line.file, tables.SNAPSHOTS, detail="periods"))
    return tuple(found)


def _dates_of(again: Again) -> tuple[date | None, date | None]:
    """Published and accessed, as the line says; of a line of an earlier version as the source's facts say."""
    line, known = again.line, again.source.known_snapshots.get(again.line.snapshot)
    if line.came_from == "file" or line.published or line.accessed:
        return line.published, line.accessed
    published = (known.published if known else None) or again.layout.date_of(line.file)
    return published, (known.accessed if known else None) or (line.recorded_at if published is None else None)
