"""The records of an SD file, one by one, however long the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tripoint.analysis.structures.reading import MOST_CHARACTERS

_END = "$$$$"


@dataclass(frozen=True)
class SdfRecord:
    """number: from 1, in file order. title: first line. molblock: up to `M  END`. fields: data items by name.

    A record longer than a MOL block may be is cut; its molblock is then too long to be read, and says so.
    """

    number: int
    title: str
    molblock: str
    fields: dict[str, str] = field(default_factory=dict)


def records(lines: Iterable[str]) -> Iterator[SdfRecord]:
    """Every record, also one that cannot be read; memory is that of one record. A last record needs no `$$$$`."""
    number, held, size = 0, list[str](), 0
    most = MOST_CHARACTERS["molblock"]
    for line in lines:
        text = line.rstrip("\r\n")
        if text.startswith(_END):
            number += 1
            yield _record(number, held)
            held, size = [], 0
        elif size <= most:
            held.append(text)
            size += len(text) + 1
    if any(line.strip() for line in held):
        yield _record(number + 1, held)


def _record(number: int, lines: list[str]) -> SdfRecord:
    end = next((at for at, line in enumerate(lines) if line.startswith("M  END")), len(lines) - 1)
    fields: dict[str, str] = {}
    name = ""
    for line in lines[end + 1 :]:
        if line.startswith(">"):
            name = line.partition("<")[2].partition(">")[0]
        elif name and line:
            fields[name] = f"{fields[name]}\n{line}" if name in fields else line
        else:
            name = ""
    return SdfRecord(
        number, lines[0].strip() if lines else "", "\n".join(lines[: end + 1]) + "\n" if lines else "", fields
    )
