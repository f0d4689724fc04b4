"""Every publisher's file there is, from its bytes into an empty ledger, in one fresh process."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.child import run, table


def _files(raw: Path) -> Iterator[tuple[object, Path, object]]:
    from tripoint.errors import BadInput
    from tripoint.pipeline.ingest import find_files
    from tripoint.sources.catalogue import sources

    for member in sources().values():
        if not member.text("merged_by"):
            try:
                yield from ((member, path, layout) for path, layout in find_files(member, raw))
            except BadInput:  # a source of whose files none is here
                continue


def forget(raw: str) -> None:
    """Takes the files out of the system's cache, so that they are read from the disk."""
    for _, path, _ in _files(Path(raw)):
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def fill(raw: str, ledger: str) -> dict[str, int]:
    from tripoint.pipeline.ingest import ingest_file
    from tripoint.store.writer import writing

    names, files, size, records = set(), 0, 0, 0
    with writing(Path(ledger)) as writer:
        for member, path, layout in _files(Path(raw)):
            outcome = ingest_file(writer, member, path, layout, accessed=None)  # type: ignore[arg-type]
            names.add(member.name)  # type: ignore[attr-defined]
            files, size = files + 1, size + path.stat().st_size
            records += sum(rows for kind, rows in outcome.rows.items() if kind != "origins")
    return {"sources": len(names), "files": files, "bytes": size, "records": records}


def main() -> str:
    raw = os.environ.get("TRIPOINT_RAW")
    if not raw:
        raise SystemExit(
            "bench everything needs the publishers' files: TRIPOINT_RAW=folder make bench GROUP=everything"
        )
    run("bench.everything", "forget", raw)
    with tempfile.TemporaryDirectory() as folder:
        measured = run("bench.everything", "fill", raw, f"{folder}/ledger")
    found: dict[str, int] = measured.result  # type: ignore[assignment]
    return table(
        "everything",
        ("sources", "files", "size", "records", "seconds, cold (reach < 60)", "peak memory"),
        [
            [
                f"{found['sources']}", f"{found['files']}", f"{found['bytes'] / 2**20:,.0f} MiB", f"{found['records']:,}",
                f"{measured.seconds:.1f} s", f"{measured.peak_mib:,.0f} MiB",
            ]
        ],
    )  # fmt: skip
