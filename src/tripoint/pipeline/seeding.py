"""The edition's snapshots into a ledger: as they are, without the publishers' bytes."""

from dataclasses import replace

import pyarrow as pa
import pyarrow.parquet as pq

from tripoint.store import manifest, tables
from tripoint.store.ledger import edition_path
from tripoint.store.writer import Parts, Writer


def seed(writer: Writer) -> None:
    """Brings snapshots of the edition that the ledger lacks into it, as they are: all of them or none."""
    lines = [line for line in edition_lines() if not writer.has(line.source, line.series, line.snapshot)]
    begun: list[tuple[Parts, manifest.Snapshot]] = []
    try:
        for line in lines:
            parts = writer.begin(line.source, line.series, line.snapshot)
            begun.append((parts, line))
            write_edition(line, parts)
        if begun:
            writer.keep_all(begun)
    except BaseException:
        for parts, _ in begun:
            parts.discard()
        raise


def edition_lines() -> tuple[manifest.Snapshot, ...]:
    """What the edition brings: lines for the manifest that say that no bytes are kept."""
    lines = manifest.from_arrow(pq.read_table(edition_path() / "snapshots.parquet"))
    return tuple(replace(line, came_from="edition") for line in lines)


def write_edition(line: manifest.Snapshot, parts: Parts) -> None:
    """The records of one of its lines."""
    for kind in tables.kinds():
        for file in sorted((edition_path() / kind / f"{tables.PARTITION}={line.source}").glob("*.parquet")):
            rows = pq.read_table(file, filters=[("snapshot", "=", line.snapshot)], partitioning=None)
            rows = rows.append_column(tables.PARTITION, pa.array([line.source] * len(rows), pa.string()))
            for batch in rows.combine_chunks().to_batches():
                parts.write(kind, batch)
