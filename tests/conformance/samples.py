"""A source's sample becomes records; `python -m tests.conformance.samples SOURCE` writes expected.jsonl anew."""

import json
import sys
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.rows import Context
from tripoint.ingest.layout import Wholeness
from tripoint.pipeline.check import check_batch
from tripoint.pipeline.ingest import ingest_file
from tripoint.sources.catalogue import Source, source, sources
from tripoint.store.writer import writing

KNOWN_ON = date(2026, 1, 2)
LEFT_OUT = {"snapshot", "origin", "recorded_at", "version"}


def folder_of(member: Source) -> Path:
    return Path(str(files("tripoint.sources"))) / member.name


def sample_files(member: Source) -> list[Path]:
    """The files of `sample/` that a layout of the source names."""
    return [p for p in sorted((folder_of(member) / "sample").iterdir()) if member.layout_for(p)]


def read_file(member: Source, path: Path) -> Iterator[tuple[str, pa.RecordBatch]]:
    """Reads one file outside the ledger; raises BadInput with its problems."""
    layout = member.layout_for(path)
    assert layout is not None, f"no layout of {member.name} names {path.name}"
    problems = Problems(member.name, path.name)
    context = Context(
        member.name, layout.series, "0" * 64, KNOWN_ON, "0" * 16, member.lookups, " ".join(member.caveats) or None
    )
    batches = list(member.read(path, layout, context, problems))
    problems.raise_if_any()
    for kind, batch in batches:
        check_batch(kind, batch)
    yield from batches


def records_of_sample(member: Source) -> list[str]:
    """Every record of the sample as one JSON line, sorted; null fields and the snapshot's own fields left out."""
    lines = []
    for path in sample_files(member):
        for kind, batch in read_file(member, path):
            if kind == "origins":
                continue
            for row in batch.to_pylist():
                kept = {k: v for k, v in row.items() if v is not None and k not in LEFT_OUT}
                lines.append(
                    json.dumps({"kind_of_record": kind, "file": path.name} | kept, default=str, ensure_ascii=False)
                )
    return sorted(lines)


def ledger_of_samples(folder: Path, *, without: Collection[str] = ()) -> Path:
    """A ledger that holds the sample of every source, the national returns too, but for those named."""
    with writing(folder) as writer:
        for member in (member for member in sources().values() if member.name not in without):
            for day, path in enumerate(sample_files(member)):  # a day each, since none replaces another
                layout = member.layout_for(path)
                assert layout is not None
                small = replace(layout, least_records=0, whole=Wholeness())
                if member.text("merged_by"):
                    small = replace(small, series="2024")  # the year of the samples
                known = date(2026, 6, 1) + timedelta(day)
                ingest_file(writer, member, path, small, accessed=known, allow_fewer=True)
    return folder


if __name__ == "__main__":
    for name in sys.argv[1:]:
        target = folder_of(source(name)) / "expected.jsonl"
        target.write_text("\n".join(records_of_sample(source(name))) + "\n", encoding="utf-8")
        print(f"{target.name} of {name} written; review the diff")
