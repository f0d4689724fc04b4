"""A process that has read the program in and forks a child for each ingest, so that fifty of them can be killed quickly.

Nothing but imports happens in it, so that a child starts with no thread of another. Each child is a real process
with a lock, files and memory of its own.
"""

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NURSERY = textwrap.dedent(
    """
    import os, signal, sys, time
    from datetime import date
    from pathlib import Path
    from tripoint.pipeline.ingest import find_files, ingest_file
    from tripoint.sources.catalogue import source
    from tripoint.store.writer import writing

    member = source("us_cbp_drugs")
    member.read, member.lookups
    print("ready", flush=True)
    for order in sys.stdin:
        ledger, folder, accessed, seconds = order.rstrip("\\n").split("\\t")
        child = os.fork()
        if child == 0:
            with writing(Path(ledger)) as writer:
                for path, layout in find_files(member, Path(folder)):
                    ingest_file(writer, member, path, layout, accessed=date.fromisoformat(accessed))
            os._exit(0)
        time.sleep(float(seconds))
        os.kill(child, signal.SIGKILL)  # its id is its own until the next line
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    """
)


class Nursery:
    """Starts children and kills them."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def killed(self, ledger: Path, folder: Path, accessed: str, *, after_seconds: float) -> bool:
        """Starts an ingest and kills it after a time. False if it had ended before."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{ledger}\t{folder}\t{accessed}\t{after_seconds}\n")
        self.process.stdin.flush()
        code = int(self.process.stdout.readline())
        assert code in (0, -9)
        return code == -9


@contextmanager
def nursery() -> Iterator[Nursery]:
    command = [sys.executable, "-c", NURSERY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield Nursery(process)
        assert process.stdin is not None
        process.stdin.close()
        process.wait(timeout=30)
