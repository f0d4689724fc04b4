"""An entry's words → its names and what its wording takes in."""

import re
from collections.abc import Mapping, Sequence

from tripoint.harmonise.controls import NAMES
from tripoint.harmonise.lookups import code_for

Lookups = Mapping[str, Mapping[str, str]]
COVERS = (
    ("salts", r"\bsales\b"),
    ("optical_isomers", r"\bisómeros ópticos\b"),
    ("isomers", r"\bisómeros\b(?! ópticos)"),
    ("stereoisomers", r"\bvariantes estereoquímicas\b"),
    ("esters", r"\bsus ésteres\b"),
    ("precursors", r"\bprecursores\b"),
    ("derivatives", r"\bderivad[oa]s?\b"),
    ("preparations", r"\bprepara(?:do|cione)s?\b"),
    ("analogues", r"\bnaturaleza análoga\b"),
)
"""Code of law_covers.csv → the words that mean it."""
ALPHA = "\uf061"
"""The Greek letter as the PDF's symbol font prints it."""
HEAD = re.compile(r"[^(]*?(?=\s*(?:\(|,? (?:así como |y )?(?:sus?|otros) |$))")
SYNONYM = re.compile(r"[),]?\s+(?:[óo]|denominad[ao] también)\s+(?![A-Z]\b)")


def covers_of(text: str) -> list[str]:
    """Codes of law_covers.csv in the order of the table above."""
    return [code for code, words in COVERS if re.search(words, text)]


def codes(*parts: Sequence[str]) -> str | None:
    """Codes separated by spaces, each once; None if there are none."""
    return " ".join(dict.fromkeys(code for part in parts for code in part)) or None


def tidy(name: str) -> str:
    """A name without the marks of the printed page: breaks after a hyphen, spaces in numbers, the end of the sentence."""
    name = re.sub(r"(?<=[-,]) (?=[-\d(])|(?<=-) |(?<=\d) (?=-)", "", name.replace(ALPHA, "alfa"))
    name = name.strip(" .;:,")
    while name.startswith("(") and name.count("(") > name.count(")"):
        name = name[1:].strip()
    while name.endswith(")") and name.count(")") > name.count("("):
        name = name[:-1].strip()
    return name[1:-1].strip() if _is_bracketed(name) else name


def _is_bracketed(name: str) -> bool:
    """Does the bracket that opens the name close at its end?"""
    depth = [name[: i + 1].count("(") - name[: i + 1].count(")") for i in range(len(name))]
    return name.startswith("(") and name.endswith(")") and 0 not in depth[:-1]


def head_of(text: str) -> str:
    """What an entry is called: its words up to a bracket or to what it takes in."""
    found = HEAD.match(text)
    return (found[0] if found else text).strip(" .;,")


def names_of(text: str, lookups: Lookups) -> str:
    """Names separated by `NAMES`: as printed first, then those in brackets and after “o”, then corrected forms.

    lookups: `cleaned` adds forms to a name as printed; `named` says all names of an entry whose brackets are no names.
    """
    head = head_of(text)
    if known := code_for(lookups["named"], head):
        return NAMES.join([head, *known.split(NAMES)])
    rest = re.sub(r"\s+y sus sales\b.*|; y$", "", text[len(head) :])
    others = [tidy(part) for part in SYNONYM.split(rest)] if rest.lstrip(" ,").startswith(("(", "ó ", "o ")) else []
    return listed([head, *others], lookups)


def listed(names: Sequence[str], lookups: Lookups) -> str:
    """The names, each once and without empty ones, and their corrected forms."""
    found = [name for name in names if name]
    for name in list(found):
        found += [tidy(name), *(code_for(lookups["cleaned"], name) or "").split(NAMES)]
    return NAMES.join(dict.fromkeys(name for name in found if name))
