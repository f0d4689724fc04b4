"""The edition: harmonised figures of the sets that may ship, as Parquet with attribution.

`python -m tripoint.pipeline.edition --from DIR` rebuilds it from the publishers' files. What it held before and those
files no longer have stays in it, so that its history grows with every edition.
"""

import argparse
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tripoint.errors import LedgerError, TripointError
from tripoint.pipeline.ingest import find_files, ingest_file
from tripoint.sources.catalogue import sources
from tripoint.store import manifest, tables
from tripoint.store.before import replace_each_other
from tripoint.store.ledger import edition_path
from tripoint.store.writer import writing


def build(raw: Path, target: Path, *, before: Path | None = None, drop: Collection[str] = ()) -> None:
    """Ingests every source that may ship into a ledger of its own and writes it to `target`.

    before, drop: as in `export`; without `before`, the edition that stands at `target`.
    """
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder)
        with writing(ledger) as writer:
            for member in sources().values():
                if member.may_ship:
                    for path, layout in find_files(member, raw / member.text("raw_folder")):
                        ingest_file(writer, member, path, layout, accessed=None)
        export(ledger, target, before=before or target, drop=drop)


def export(ledger: Path, target: Path, *, before: Path, drop: Collection[str] = ()) -> None:
    """Writes the edition beside `target` and puts it in its place when it is whole.

    before: the edition whose snapshots are kept where the ledger lacks them. drop: sources whose earlier snapshots
    are left out. Raises LedgerError if a snapshot of a source not named there would be lost, or if the ledger holds a
    source that may not ship.
    """
    made = tables.read_manifest(ledger)
    _check_ships(ledger, made)
    kept = _kept(before, made, drop)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        written = Path(folder) / "edition"
        _write(ledger, written, before, kept)
        if target.exists():
            target.rename(Path(folder) / "before")
        written.rename(target)


def _ships() -> set[str]:
    return {name for name, member in sources().items() if member.may_ship and not member.is_own_copy}


def _check_ships(ledger: Path, made: Sequence[manifest.Snapshot]) -> None:
    of_a_desk = {line.source for line in made if line.is_of_a_desk}
    never = sorted(({line.source for line in made} & (sources().keys() - _ships())) | of_a_desk)
    if never:
        raise LedgerError(
            f"the ledger holds {', '.join(never)}, which may not ship",
            where=str(ledger),
            cure="Make the edition from a ledger of the sources that may ship: make edition does.",
        )


def _kept(before: Path, made: Sequence[manifest.Snapshot], drop: Collection[str]) -> tuple[manifest.Snapshot, ...]:
    """Snapshots of the edition before that the new one is not made from, oldest first.

    One that a snapshot of the same day takes the place of is no vintage: it is our own transcript, written anew.
    """
    path = before / "snapshots.parquet"
    held = manifest.from_arrow(pq.read_table(path)) if path.is_file() else ()
    new = {(line.source, line.series, line.snapshot) for line in made}
    older = [line for line in held if (line.source, line.series, line.snapshot) not in new and line.source not in drop]
    older = [line for line in older if not any(_is_written_anew(line, other) for other in made)]
    lost = sorted({line.source for line in older} - _ships())
    if lost:
        raise LedgerError(
            f"the edition would lose every snapshot of {', '.join(lost)}, which may not ship any more",
            where=str(before),
            cure=f"If that is meant, say it: {' '.join(f'--drop {name}' for name in lost)}.",
        )
    return tuple(older)


def _is_written_anew(line: manifest.Snapshot, other: manifest.Snapshot) -> bool:
    same = (line.source, line.series, line.recorded_at) == (other.source, other.series, other.recorded_at)
    return same and replace_each_other(line, other)


def _rows_kept(before: Path, kind: str, kept: Sequence[manifest.Snapshot]) -> Iterator[tuple[str, pa.Table]]:
    """(folder of the source, records of its snapshots that are kept)."""
    for source in sorted({line.source for line in kept}):
        folder = f"{tables.PARTITION}={source}"
        own = {(line.series, line.snapshot) for line in kept if line.source == source}
        for file in sorted((before / kind / folder).glob("*.parquet")):
            table = pq.read_table(file, filters=[("snapshot", "in", sorted({s for _, s in own}))], partitioning=None)
            if "series" in table.column_names:  # two series of a source may be read from the same bytes
                pairs = zip(table["series"].to_pylist(), table["snapshot"].to_pylist(), strict=True)
                table = table.filter(pa.array([pair in own for pair in pairs], pa.bool_()))
            if len(table):
                yield folder, _plain(table)


def _write(ledger: Path, target: Path, before: Path, kept: Sequence[manifest.Snapshot]) -> None:
    target.mkdir()
    for kind in tables.kinds():
        by_source: dict[str, list[pa.Table]] = {}
        for file in tables.files(ledger, kind):
            table = _plain(pq.read_table(file, partitioning=None))
            by_source.setdefault(Path(file).parent.name, []).append(table)
        for folder, table in _rows_kept(before, kind, kept):
            by_source.setdefault(folder, []).append(table)
        for folder, parts in by_source.items():
            # one file per source and kind, sorted, so that the edition does not depend on the order of ingest
            table = pa.concat_tables(parts, promote_options="default")
            keys = [
                n for n in ("snapshot", "source_row", "source_column", "measure", "origin") if n in table.column_names
            ]
            table = table.sort_by([(name, "ascending") for name in keys])
            path = target / kind / folder / "part.parquet"
            path.parent.mkdir(parents=True)
            pq.write_table(table, path, compression="zstd", compression_level=19)
    lines = (*tables.read_manifest(ledger), *kept)
    lines = tuple(sorted(lines, key=lambda s: (s.recorded_at, s.source, s.series, s.snapshot)))
    pq.write_table(manifest.to_arrow(lines), target / "snapshots.parquet", compression="zstd")
    (target / "ATTRIBUTION.md").write_text(_attribution(lines), encoding="utf-8")


def _plain(table: pa.Table) -> pa.Table:
    """Dictionary columns as text."""
    for index, field in enumerate(table.schema):
        if pa.types.is_dictionary(field.type):
            decoded = pc.cast(table.column(index), pa.string())
            table = table.set_column(index, pa.field(field.name, pa.string(), field.nullable), decoded)
    return table


def _attribution(lines: tuple[manifest.Snapshot, ...]) -> str:
    text = [
        "# Attribution of the shipped edition",
        "",
        "Harmonised figures derived from these releases. The publishers' files themselves are not shipped.",
        "The publishers have not checked or endorsed this edition.",
        "",
    ]
    for member in sources().values():
        own = [line for line in lines if line.source == member.name]
        if own:
            text += [f"## {member.name}", "", f"{member.text('citation')}. {member.text('url')}", ""]
            text += [f"Licence: {member.text('licence')}", ""]
            text += [f"- {line.file} (SHA-256 {line.snapshot}), known since {line.recorded_at}" for line in own]
            text += [""]
    return "\n".join(text)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Rebuild the edition from the publishers' files.")
    arguments.add_argument("--from", dest="raw", type=Path, required=True)
    arguments.add_argument("--to", dest="target", type=Path, default=edition_path())
    arguments.add_argument("--before", type=Path, help="the edition whose snapshots are kept; the one at --to")
    arguments.add_argument("--drop", action="append", default=[], metavar="SOURCE", help="forget its earlier snapshots")
    chosen = arguments.parse_args()
    try:
        build(chosen.raw, chosen.target, before=chosen.before, drop=chosen.drop)
    except TripointError as error:
        raise SystemExit(str(error)) from None
    print(f"edition written to {chosen.target}")
