"""`make test`: makes sure that everything the tests need is there, then runs them all in one pytest.

Nothing is skipped in silence: tests against the publishers' raw files need TRIPOINT_RAW, and without it they
are left out by name here, and in CI their absence is a failure.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

NEEDED = {
    "chromium": ("the tests of the HTML report", "chromium"),
    "java": ("the tests of the Spark engine", "default-jre-headless"),
    "postgres": ("the tests of the desk", "postgresql"),
}
"""Program → what it is for, and Debian's package of it."""


def found(program: str) -> bool:
    """Is it on the path, or where Debian keeps the server of PostgreSQL?"""
    return bool(shutil.which(program) or list(Path("/usr/lib/postgresql").glob(f"*/bin/{program}")))


def need(program: str) -> None:
    """The program, installed as root where that is possible; otherwise the exact line to type."""
    purpose, package = NEEDED[program]
    if found(program):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {package} for {purpose} …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-qq", package], check=False, **quiet)  # type: ignore[call-overload]
    if not found(program):
        raise SystemExit(f"The tests need {program}. Type: sudo apt-get install -y {package}")


def main() -> int:
    for program in NEEDED:
        need(program)
    arguments = [sys.executable, "-m", "pytest", "tests", "--durations=10", "-n", "2", "--dist", "loadfile"]
    left_out = []
    if not os.environ.get("TRIPOINT_RAW"):
        if os.environ.get("CI"):
            print("TRIPOINT_RAW names no folder: in CI the publishers' raw files must be there.")
            return 1
        print(
            "No raw files of the publishers here: the tests marked 'raw' are left out (counted as deselected).\n"
            "To run them too: TRIPOINT_RAW=folder make test",
            flush=True,
        )
        left_out.append("not raw")
    if os.geteuid() != 0 and not os.environ.get("CI"):
        print("Not root: the tests marked 'root', a full disk on a file system of its own, are left out.", flush=True)
        left_out.append("not root")
    if left_out:
        arguments += ["-m", " and ".join(left_out)]
    return _shown(arguments)


def _shown(arguments: list[str]) -> int:
    """Runs the tests, shows what they print, and repeats their closing line, since libraries print after it."""
    closing = b""
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as tests:
        assert tests.stdout is not None
        while data := os.read(tests.stdout.fileno(), 1 << 16):
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
            closing = (closing + data)[-4000:]
    lines = [line for line in closing.decode(errors="replace").splitlines() if re.search(r"\d+ (passed|failed)", line)]
    print(*lines[-1:], flush=True)
    return tests.returncode


if __name__ == "__main__":
    sys.exit(main())
