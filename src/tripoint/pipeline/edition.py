"""The edition: harmonised figures of the sets that may ship, as Parquet with attribution.

`python -m tripoint.pipeline.edition --from DIR` rebuilds it from the publishers' files.
"""

import argparse
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tripoint.errors import TripointError
from tripoint.pipeline.ingest import find_files, ingest_file
from tripoint.sources.catalogue import sources
from tripoint.store import manifest, tables
from tripoint.store.ledger import edition_path
from tripoint.store.writer import writing


def build(raw: Path, target: Path) -> None:
    """Ingests every source that may ship into a ledger of its own and writes it to `target`."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder)
        with writing(ledger) as writer:
            for member in sources().values():
                if member.may_ship:
                    for path, layout in find_files(member, raw / member.text("raw_folder")):
                        ingest_file(writer, member, path, layout, accessed=None)
        _export(ledger, target)


def _export(ledger: Path, target: Path) -> None:
    """Writes the edition beside `target` and puts it in its place when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / "edition"
        _write(ledger, made)
        if target.exists():
            target.rename(Path(folder) / "before")
        made.rename(target)


def _write(ledger: Path, target: Path) -> None:
    target.mkdir()
    for kind in tables.kinds():
        by_source: dict[str, list[str]] = {}
        for file in tables.files(ledger, kind):
            by_source.setdefault(Path(file).parent.name, []).append(file)
        for folder, paths in by_source.items():
            # one file per source and kind, sorted, so that the edition does not depend on the order of ingest
            table = pa.concat_tables([_plain(pq.read_table(p, partitioning=None)) for p in paths])
            keys = [
                n for n in ("snapshot", "source_row", "source_column", "measure", "origin") if n in table.column_names
            ]
            table = table.sort_by([(name, "ascending") for name in keys])
            path = target / kind / folder / "part.parquet"
            path.parent.mkdir(parents=True)
            pq.write_table(table, path, compression="zstd", compression_level=19)
    lines = tables.read_manifest(ledger)
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
    chosen = arguments.parse_args()
    try:
        build(chosen.raw, chosen.target)
    except TripointError as error:
        raise SystemExit(str(error)) from None
    print(f"edition written to {chosen.target}")
