"""A merge that is killed leaves the ledger with all of a return or nothing of it."""

import random
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

from tests.returns.small import merged, small, written
from tripoint.store.ledger import open_reader

MERGE = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from tests.returns.small import merged
    print("ready", flush=True)
    merged(Path(sys.argv[1]), Path(sys.argv[2]))
    print("done", flush=True)
    """
)
ROOT = Path(__file__).parents[2]


def cells(ledger: Path) -> int:
    reader = open_reader(ledger)
    return reader.fetch(reader.returned()).num_rows


def start(path: Path, ledger: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", MERGE, str(path), str(ledger)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT)


def test_a_killed_merge_is_whole_or_nothing(tmp_path: Path) -> None:
    first, second = written(tmp_path, small()), written(tmp_path, small(version=2, level="records"))
    clean = tmp_path / "clean"
    merged(first, clean)
    before = cells(clean)
    with start(second, clean) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        begun = time.monotonic()
        assert process.stdout.readline() == "done\n"
        seconds = time.monotonic() - begun
    after = cells(clean)
    assert after != before
    drawn, seen = random.Random(3), set()
    for turn in range(8):
        ledger = tmp_path / str(turn)
        merged(first, ledger)
        with start(second, ledger) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(seconds * drawn.random() * 1.1)
            process.send_signal(signal.SIGKILL)
        seen.add(cells(ledger))
        merged(second, ledger)
        assert cells(ledger) == after
    assert seen <= {before, after}
