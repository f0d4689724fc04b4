"""What every test of a transfer needs: a file wanted, what came of it, and what was left."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ingest.publisher import CSV
from tripoint.errors import NotFetched
from tripoint.ingest.line import Line, Patience
from tripoint.ingest.wanted import Wanted
from tripoint.pipeline.fetch import Brought, fetch_file

DAY = datetime(2026, 5, 4, 10, 30, tzinfo=UTC)
HASTY = Patience(
    connect_seconds=2, stall_seconds=0.4, least_rate=1000, calls=2, tries=4, first_wait_seconds=0.01,
    longest_wait_seconds=2, between_seconds=0, most_redirects=3,
)  # fmt: skip
BODY = b"Year,Month,Count\n" + b"".join(b"2025,OCT,%07d\n" % i for i in range(40_000))
OTHER = BODY.replace(b"OCT", b"NOV")


def wanted(url: str, **changed: object) -> Wanted:
    made = Wanted("made_source", "made.csv", url, (CSV,), 1000, 5_000_000, ("127.0.0.1",))
    return replace(made, **changed)  # type: ignore[arg-type]


def brought(tmp_path: Path, file: Wanted, *, patience: Patience = HASTY, day: datetime = DAY) -> Brought:
    return fetch_file(Line(patience), file, tmp_path, now=lambda: day, watch=lambda *_: None)


def refused(tmp_path: Path, file: Wanted, *, patience: Patience = HASTY) -> tuple[str, str]:
    """Code and value of the problem; the file is not there afterwards."""
    with pytest.raises(NotFetched) as raised:
        brought(tmp_path, file, patience=patience)
    assert not (tmp_path / file.source / file.file).exists()
    (problem,) = raised.value.problems
    return problem.code, problem.value


def parts(tmp_path: Path) -> list[str]:
    return sorted(p.name for p in tmp_path.rglob("*") if p.is_file() and not p.name.endswith(".lock"))


def archive(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr(name, "made " * 500)
    return made.getvalue()
