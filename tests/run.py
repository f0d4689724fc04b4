"""`make test`: makes sure that everything the tests need is there, then runs them all in one pytest.

Nothing is skipped in silence: tests against the publishers' raw files need TRIPOINT_RAW, and without it they
are left out by name here, and in CI their absence is a failure.
"""

import os
import shutil
import subprocess
import sys


def need_browser() -> None:
    """Chromium, installed as root where that is possible; otherwise the exact line to type."""
    if shutil.which("chromium"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the tests of the HTML report …", flush=True)
        quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, **quiet)  # type: ignore[call-overload]
    if not shutil.which("chromium"):
        raise SystemExit("The tests need Chromium. Type: sudo apt-get install -y chromium")


def main() -> int:
    need_browser()
    arguments = [sys.executable, "-m", "pytest", "tests", "--durations=10"]
    if not os.environ.get("TRIPOINT_RAW"):
        if os.environ.get("CI"):
            print("TRIPOINT_RAW names no folder: in CI the publishers' raw files must be there.")
            return 1
        print(
            "No raw files of the publishers here: the tests marked 'raw' are left out (counted as deselected).\n"
            "To run them too: TRIPOINT_RAW=folder make test",
            flush=True,
        )
        arguments += ["-m", "not raw"]
    return subprocess.run(arguments, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
