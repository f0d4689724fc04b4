"""The publishers' bytes, kept untouched beside the tables: kept/<sha256>.zst, packed with Zstandard.

A copy is known by the hash of what it unpacks to, so no other word is needed to check it.
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.store.stops import stop

FOLDER = "kept"
ENDING = ".zst"
BLOCK = 4 << 20


def path_of(ledger: Path, snapshot: str) -> Path:
    return ledger / FOLDER / f"{snapshot}{ENDING}"


def keep(ledger: Path, file: Path, snapshot: str) -> Path | None:
    """Packs the bytes of `file` beside the tables, safe against power loss; None if they are not of that hash.

    Raises OSError if the disk is full; nothing is left then.
    """
    target = path_of(ledger, snapshot)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    try:
        if _pack(file, part) != snapshot:
            return None
        with part.open("rb") as written:
            os.fsync(written.fileno())
        part.replace(target)
        _sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return target


def _pack(file: Path, part: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as source, pa.OSFile(str(part), "wb") as sink, pa.CompressedOutputStream(sink, "zstd") as out:
        while block := source.read(BLOCK):
            digest.update(block)
            out.write(block)
            stop("ingest: bytes half kept")
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def is_whole(ledger: Path, snapshot: str) -> bool:
    """Does the copy unpack to bytes of its hash? Raises FileNotFoundError if there is none."""
    digest = hashlib.sha256()
    try:
        for block in _unpacked(path_of(ledger, snapshot)):
            digest.update(block)
    except FileNotFoundError:
        raise
    except (OSError, pa.ArrowException):  # what Zstandard says of altered bytes
        return False
    return digest.hexdigest() == snapshot


def restore(ledger: Path, snapshot: str, target: Path) -> None:
    """Writes the publisher's file to `target`. Raises OSError if there is no whole copy."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        try:
            for block in _unpacked(path_of(ledger, snapshot)):
                digest.update(block)
                file.write(block)
        except pa.ArrowException as error:
            raise OSError(str(error)) from error
    if digest.hexdigest() != snapshot:
        raise OSError("the kept copy was altered")


def copies(ledger: Path) -> tuple[str, ...]:
    """The hashes of all copies, sorted."""
    return tuple(sorted(path.name.removesuffix(ENDING) for path in (ledger / FOLDER).glob(f"*{ENDING}")))


def remove_halves(ledger: Path) -> None:
    """Deletes copies that were never finished; only the writer may."""
    for part in (ledger / FOLDER).glob("*.part"):
        part.unlink()


def _unpacked(path: Path) -> Iterator[bytes]:
    with pa.OSFile(str(path), "rb") as file, pa.CompressedInputStream(file, "zstd") as source:
        while block := source.read(BLOCK):
            yield block
