"""One publisher's file: snapshot → read → check → keep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from tripoint.errors import BadInput, Problem, Problems
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.size import check_size
from tripoint.ingest.snapshot import check_opens, hash_of
from tripoint.pipeline.mend import mend
from tripoint.pipeline.whole import check_before, check_periods, check_whole
from tripoint.pipeline.withheld import without_withheld
from tripoint.pipeline.writing import Dates, Watch, context_of, line_of, write_origin, write_records
from tripoint.sources.catalogue import Reader, Source
from tripoint.store import tables
from tripoint.store.before import cells_of_parts, current_periods, replace_each_other, replaced
from tripoint.store.manifest import Snapshot
from tripoint.store.stops import stop
from tripoint.store.writer import Parts, Writer


@dataclass(frozen=True)
class Outcome:
    """What became of one file. `is_new` is False where the same snapshot was kept before.

    is_mended: was it kept before, but not whole any more, so that its records or its copy were written anew?

    periods: how many it covers. current_periods: for how many of them it is current, a newer file for the rest.
    newer_known_since: the day since which the newest file of the series is known, where that is a newer one.
    """

    source: str
    file: str
    snapshot: str
    is_new: bool
    rows: dict[str, int]
    warnings: tuple[str, ...] = ()
    periods: int = 0
    current_periods: int = 0
    newer_known_since: date | None = None
    is_mended: bool = False


def find_files(source: Source, folder: Path) -> tuple[tuple[Path, FileLayout], ...]:
    """The source's files below `folder`, or its own transcript, in the order of their paths. Raises BadInput if there is none."""
    found = []
    folder = source.transcript or folder
    for path in sorted(folder.rglob("*")):
        layout = source.layout_for(path) if path.is_file() and source.is_folder_of(path) else None
        if layout is not None:
            found.append((path, layout))
    if not found:
        patterns = ", ".join(layout.pattern for layout in source.layouts)
        raise BadInput((Problem("missing_file", source.name, str(folder), detail=patterns),))
    return tuple(found)


def ingest_file(
    writer: Writer,
    source: Source,
    path: Path,
    layout: FileLayout,
    *,
    accessed: date | None,
    watch: Watch | None = None,
    allow_fewer: bool = False,
    read: Reader | None = None,
) -> Outcome:
    """Keeps the whole file or nothing. Raises BadInput with every problem of the file.

    allow_fewer: keep it although it has less than the file that it replaces. read: what reads it, where that is not
    the source's read.py because the file was read before.
    """
    problems = Problems(source.name, path.name)
    check_opens(path, problems)
    check_size(path, layout.most_bytes, problems)
    with without_withheld(path, layout, problems, work=writer.ledger) as file:
        return _ingest(
            writer, source, file, layout, problems, accessed=accessed, watch=watch, allow_fewer=allow_fewer, read=read
        )


def _ingest(
    writer: Writer, source: Source, path: Path, layout: FileLayout, problems: Problems, *, accessed: date | None,
    watch: Watch | None, allow_fewer: bool, read: Reader | None,
) -> Outcome:  # fmt: skip
    snapshot = hash_of(path)
    kept = [s for s in tables.read_manifest(writer.ledger) if (s.source, s.series) == (source.name, layout.series)]
    stop("ingest: file hashed")
    for line in kept:
        if line.snapshot == snapshot:
            is_mended = mend(writer, path, line)
            remarks = tuple(problems.remarks)
            return Outcome(source.name, path.name, snapshot, False, {}, remarks, is_mended=is_mended)
    dates = _dates(source, layout, path.name, snapshot, accessed=accessed, kept=kept)
    context = context_of(source, layout.series, snapshot, dates)
    parts = writer.begin(source.name, layout.series, snapshot)
    try:
        write_records(parts, read or source.read, path, layout, context, problems, watch)
        problems.raise_if_any()
        write_origin(parts, source, context, path.name, dates)
        parts.close()
        records = sum(n for kind, n in parts.rows.items() if kind != "origins")
        if records < layout.least_records:
            problems.add("too_few_records", value=str(layout.least_records), rows=records)
        problems.raise_if_any()
        line = line_of(parts, layout, path, dates, is_fewer_allowed=allow_fewer)
        _check(writer, source, line, layout, kept, parts, problems, allow_fewer=allow_fewer)
        problems.raise_if_any()
        if not parts.keep_bytes(path):
            problems.add("file_changed")
        problems.raise_if_any()
        writer.keep(parts, line)
    except BaseException:
        parts.discard()
        raise
    outcome = _outcome(line, dict(parts.rows), layout, kept)
    return replace(outcome, warnings=(*outcome.warnings, *problems.remarks))


def _dates(
    source: Source, layout: FileLayout, file: str, snapshot: str, *, accessed: date | None, kept: Sequence[Snapshot]
) -> Dates:
    """Known since its publication, else since access; since the access given if a file of that day is kept already."""
    known = source.known_snapshots.get(snapshot)
    taken = accessed or (known.accessed if known else None)
    published = (known.published if known else None) or layout.date_of(file)
    recorded_at = published or taken
    if recorded_at is None:
        raise BadInput((Problem("date_unknown", source.name, file),))
    if accessed and accessed > recorded_at and any(line.recorded_at == recorded_at for line in kept):
        recorded_at = accessed
    return Dates(recorded_at, published, taken)


def _check(
    writer: Writer, source: Source, line: Snapshot, layout: FileLayout, kept: Sequence[Snapshot], parts: Parts,
    problems: Problems, *, allow_fewer: bool,
) -> None:  # fmt: skip
    """What can only be asked of the whole file: is it whole, is it the only one of its day, has it less than before?"""
    for other in kept:
        if other.recorded_at == line.recorded_at and replace_each_other(line, other):
            problems.add("same_day", value=other.file, detail=str(line.recorded_at))
    takes_over = () if allow_fewer else replaced(kept, line)
    cells = cells_of_parts(parts) if takes_over or layout.whole.asks_for_records else ()
    check_periods(line.periods, layout.whole, problems)
    check_whole(cells, layout.whole, source, problems)
    if not problems:
        check_before(writer.ledger, takes_over, line, cells, problems)


def _outcome(line: Snapshot, rows: dict[str, int], layout: FileLayout, kept: Sequence[Snapshot]) -> Outcome:
    newest = max((other.recorded_at for other in kept), default=None)
    return Outcome(
        line.source,
        line.file,
        line.snapshot,
        True,
        rows,
        _warnings(layout, sum(rows.values()) - rows.get("origins", 0)),
        periods=len(line.periods),
        current_periods=current_periods([*kept, line], line),
        newer_known_since=newest if newest is not None and newest > line.recorded_at else None,
    )


def _warnings(layout: FileLayout, records: int) -> tuple[str, ...]:
    if layout.most_records is not None and records > layout.most_records:
        return (f"{records} records, more than the {layout.most_records} expected",)
    return ()
