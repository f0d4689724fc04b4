"""Files of a verb: a list is a file, and a result never stands over the desk, the ledger or what is read."""

from collections.abc import Iterator
from pathlib import Path

from tripoint.errors import BadEntry, DeskError, Problem

_BESIDE_SQLITE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside its file, there or not yet."""


def asked_file(path: Path) -> Path:
    """`path`, if it is a regular file that may be read: a pipe would be waited for, a device has no end.

    Raises BadEntry: input_missing, input_no_file.
    """
    try:
        if path.exists() and not path.is_file():
            raise BadEntry((Problem("input_no_file", "desk", path.name or str(path)),))
        path.open("rb").close()
    except OSError as error:
        raise BadEntry((Problem("input_missing", "desk", path.name, detail=error.strerror or ""),)) from None
    return path


def spared(out: Path, *read: Path) -> Path:
    """`out`, if writing a file there harms nothing. read: the files that the verb reads.

    Raises BadEntry: output_folder, output_no_file, output_desk, output_ledger, output_overwrites. The same file is
    known by another name, too: through links, hard or symbolic.
    """
    if out.is_dir() or not out.name:
        raise _refused("output_folder", out)
    if out.exists() and not out.is_file():  # a device or pipe would be replaced by a file
        raise _refused("output_no_file", out)
    _spare(out, read)
    return out


def spared_folder(out: Path, names: tuple[str, ...], *read: Path) -> Path:
    """The same of files of these names in a folder."""
    if out.exists() and not out.is_dir():
        raise _refused("output_is_file", out)
    for name in names:
        spared(out / name, *read)
    return out


def spared_place(out: Path) -> Path:
    """A folder that gets files of its own, if nothing of the ledger lies there.

    Raises BadEntry: output_is_file, output_place_ledger.
    """
    from tripoint.settings import read_settings

    if out.exists() and not out.is_dir():
        raise _refused("output_is_file", out)
    settings = read_settings()
    if not settings.is_remote and _is_within(out, settings.ledger):
        raise _refused("output_place_ledger", out)
    return out


def _spare(out: Path, read: tuple[Path, ...]) -> None:
    from tripoint.settings import read_settings

    settings = read_settings()
    for place in (out, out.with_name(f".{out.name}.part")):  # the second while it is written: report/whole_file.py
        if any(_is_same(place, file) for file in _desk_files(settings.desk)):
            raise _refused("output_desk", out)
        if not settings.is_remote and _is_within(place, settings.ledger):
            raise _refused("output_ledger", out)
        if any(_is_same(place, file) for file in read):
            raise _refused("output_overwrites", out)


def _desk_files(address: str) -> Iterator[Path]:
    if "://" in address and not address.startswith("sqlite"):
        return
    from tripoint.store.desk.opening import url_of

    try:
        file = str(url_of(address).database)
    except DeskError:  # no desk can be opened there
        return
    for end in _BESIDE_SQLITE:
        yield Path(file + end)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of the two is not there
        return one.resolve() == other.resolve()


def _is_within(place: Path, folder: Path) -> bool:
    return any(
        _is_same(each, folder) for each in (place.absolute(), *place.absolute().parents, *place.resolve().parents)
    )


def _refused(code: str, out: Path) -> BadEntry:
    return BadEntry((Problem(code, "desk", "--out", value=str(out)),))
