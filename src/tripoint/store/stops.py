"""Named points of the program's work on a ledger, at which a test can end the process as `kill -9` does.

TRIPOINT_STOP_AT names one point; without it nothing here does anything.
"""

import os
import signal

from tripoint.protocol.kinds import KINDS

POINTS: tuple[str, ...] = (
    "ingest: file hashed",
    "ingest: first records written",
    "ingest: all records written",
    "ingest: bytes half kept",
    "ingest: bytes kept",
    "commit: begun",
    *(f"commit: {kind} added" for kind in KINDS),
    "commit: manifest written",
    "commit: manifest listed",
)
"""Where an ingest can be ended, in the order in which it comes by."""

UPKEEP_POINTS: tuple[str, ...] = (
    "sweep: rows taken out",
    "compact: file written",
    "compact: files replaced",
    "repair: files written",
    "repair: files replaced",
)
"""Where work on a ledger that stands can be ended."""


def stop(point: str) -> None:
    """Ends this process at once, without any clean-up, if TRIPOINT_STOP_AT names the point."""
    if os.environ.get("TRIPOINT_STOP_AT") == point:
        os.kill(os.getpid(), signal.SIGKILL)
