"""A source's sample with one thing changed, and what reading it says."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.conformance.samples import folder_of, read_file
from tripoint.errors import BadInput, Problem
from tripoint.sources.catalogue import source


def changed(
    name: str,
    sample: str,
    folder: Path,
    change: Callable[[str], str],
    encoding: str = "utf-8",
    *,
    file: str | None = None,
) -> Path:
    """Writes the changed text of a sample into `folder`, under the sample's own name or as `file`."""
    text = (folder_of(source(name)) / "sample" / sample).read_bytes().decode(encoding)
    path = folder / (file or sample)
    path.write_bytes(change(text).encode(encoding))
    return path


def swap(old: str, new: str) -> Callable[[str], str]:
    """A change of the first place where `old` stands; it must stand there."""

    def change(text: str) -> str:
        assert old in text, f"the sample has no {old!r}"
        return text.replace(old, new, 1)

    return change


def problems_of(name: str, path: Path) -> tuple[Problem, ...]:
    """The problems of a file; none if it reads."""
    try:
        list(read_file(source(name), path))
    except BadInput as error:
        return error.problems
    return ()


def the_problem_of(name: str, path: Path) -> Problem:
    """The one problem of a file; several or none fail."""
    (problem,) = problems_of(name, path)
    return problem


def rows_of(name: str, path: Path) -> list[dict[str, Any]]:
    """Every record of a file but its origins, as a row."""
    return [row for kind, batch in read_file(source(name), path) if kind != "origins" for row in batch.to_pylist()]
