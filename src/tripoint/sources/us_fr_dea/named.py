"""The substances that a document names in its title and in the brackets of its abstract."""

import re
from collections.abc import Iterator

from tripoint.harmonise.wording import names_and_tail

_TITLE = re.compile(
    r"(?:Placement of|Removal of|Designation of|Specific Listing for|Immediate Precursor)\s*"
    r"(.+?)(?: Substances)?(?:,? [Ii]n(?:to)? ?Schedule | From Control|,? as (?:a )?List | Used in |, a (?:Precursor|Currently)|, Precursor|;|$)"
)
_BETWEEN = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_NO_NAME = re.compile(r"Specific|Currently|Substances?\b|Products?\b|Halides of|^Three\b|-Related")
_OTHERS = re.compile(r"\((?:(?:trivial|other) names?:|also known as|commonly known as) ([^()]*(?:\([^()]*\)[^()]*)*)\)")
_CAS = re.compile(r"\bCAS Number: (\d{2,7}-\d{2}-\d)\b")


def names_in(title: str, abstract: str) -> tuple[str, ...]:
    """The names, those of the title first; none where the document speaks of "nine substances".

    Of the abstract only the first sentence is read: later ones name what a chemical is made into.
    """
    found: dict[str, str] = {}
    for name in _of_title(title):
        found.setdefault(name.casefold(), name)
    first_sentence = re.split(r"\. (?=[A-Z])", _unbroken(abstract))[0]
    for others in _OTHERS.findall(first_sentence):
        for part in re.split(r"; |, (?=[A-Z0-9][\w-]*[A-Z])| or | and ", others):
            name = re.sub(r"^and ", "", part.strip(" ,;"))
            if name and not name.startswith("CAS"):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def cas_in(abstract: str) -> str | None:
    """The CAS number that an abstract prints, if it is one."""
    found = set(_CAS.findall(_unbroken(abstract)))
    return found.pop() if len(found) == 1 else None


def _unbroken(text: str) -> str:
    """Without the blanks that stand behind a hyphen where a line of the printed page ended."""
    return " ".join(text.replace("- ", "-").split())


def _of_title(title: str) -> Iterator[str]:
    match = _TITLE.search(title)
    for part in _BETWEEN.split(match[1]) if match else ():
        if not _NO_NAME.search(part):
            yield from names_and_tail(part)[0]
