"""Real processes that ingest, so that they can be killed, starved of disk, or fed with wrong files."""

import os
import subprocess
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path

import pytest

from tripoint.cli.main import answer

INGEST = textwrap.dedent(
    """
    import sys
    from datetime import date
    from pathlib import Path
    from tripoint.pipeline.ingest import find_files, ingest_file
    from tripoint.sources.catalogue import source
    from tripoint.store.writer import writing

    member = source(sys.argv[4])
    member.read
    print("ready", flush=True)
    with writing(Path(sys.argv[1])) as writer:
        for path, layout in find_files(member, Path(sys.argv[2])):
            ingest_file(writer, member, path, layout, accessed=date.fromisoformat(sys.argv[3]))
    print("done", flush=True)
    """
)
LIMITED = textwrap.dedent(
    """
    import resource, sys
    limit = int(sys.argv.pop(1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))  # Python ignores SIGXFSZ: writing raises EFBIG
    from tripoint.cli.main import run
    run()
    """
)


def start_ingest(ledger: Path, folder: Path, accessed: str, *, member: str = "us_cbp_drugs") -> "subprocess.Popen[str]":
    """A process that says "ready", ingests a folder and says "done"."""
    command = [sys.executable, "-c", INGEST, str(ledger), str(folder), accessed, member]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@dataclass(frozen=True)
class Ended:
    """How a command ended; `error` is what it wrote to standard error."""

    code: int
    out: str
    error: str


def tripoint_here(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *arguments: str,
    ledger: Path,
    language: str = "en",
) -> Ended:
    """The same entry point in this process, which saves the second that a start takes."""
    monkeypatch.setenv("TRIPOINT_LEDGER", str(ledger))
    monkeypatch.setenv("TRIPOINT_LANG", language)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(sys, "argv", ["tripoint", *arguments])
    capsys.readouterr()
    code = answer()
    out, error = capsys.readouterr()
    return Ended(code, out, error)


def tripoint(*arguments: str, ledger: Path, file_limit_bytes: int | None = None, language: str = "en") -> Ended:
    """The command line as a user runs it."""
    limited = [] if file_limit_bytes is None else [str(file_limit_bytes)]
    program = ["-c", LIMITED, *limited] if limited else ["-m", "tripoint.cli.main"]
    environment = os.environ | {"TRIPOINT_LEDGER": str(ledger), "TRIPOINT_LANG": language, "COLUMNS": "200"}
    done = subprocess.run(
        [sys.executable, *program, *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
        timeout=120,
    )
    return Ended(done.returncode, done.stdout, done.stderr)
