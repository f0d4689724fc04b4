"""Labels of a US statute or regulation, "(a)", "(1)", "(A)", "(i)", "(I)", as paths: (c)(2)(A)(i)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

LABEL = re.compile(r"^\((\d{1,3}|[A-Za-z]{1,8})\)(?:\s+|$)")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass
class Outline:
    """Where in the text one is. path: the labels from the outermost to the innermost, without brackets.

    A label goes on from the innermost level whose next label it is; else it opens a level below, if it is a first one
    ("a", "1", "A", "i", "I", "aa"). So "(i)" after "(h)" is a letter, and after "(B)" a number.
    """

    path: list[str] = field(default_factory=list)

    def step(self, label: str) -> str | None:
        """The path as text once the label is read; None if the label follows nothing, and the path stays."""
        for depth in range(len(self.path) - 1, -1, -1):
            if follows(self.path[depth], label):
                self.path[depth:] = [label]
                return self.where
        if any(place == 1 for place in places_of(label).values()):
            self.path.append(label)
            return self.where
        return None

    @property
    def where(self) -> str:
        return written(self.path)


def written(labels: Sequence[str]) -> str:
    """('c', '2') → '(c)(2)'."""
    return "".join(f"({label})" for label in labels)


def split_label(text: str) -> tuple[str | None, str]:
    """'(1) Acetylmethadol.' → '1', 'Acetylmethadol.'; None where a text has no label."""
    found = LABEL.match(text)
    return (found[1], text[found.end() :].strip()) if found and places_of(found[1]) else (None, text)


def follows(before: str, label: str) -> bool:
    """Is a label the next one after another of the same kind?"""
    old, new = places_of(before), places_of(label)
    return any(kind in new and new[kind] == place + 1 for kind, place in old.items())


def places_of(label: str) -> dict[str, int]:
    """Kind of label → its place in the row of labels of that kind; "i" is a roman one and a ninth letter."""
    if label.isdecimal():
        return {"number": int(label)}
    case = "upper" if label.isupper() else "lower"
    found = {}
    if len(set(label.lower())) == 1 and len(label) <= 3:
        found[f"{case} letter x{len(label)}"] = ord(label[0].lower()) - ord("a") + 1
    value = _roman(label.lower())
    if value:
        found[f"{case} roman"] = value
    return found


def _roman(text: str) -> int | None:
    """The value of a roman number in lower case, as far as laws need it (up to 399); None if it is none."""
    if not re.fullmatch(r"c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", text) or not text:
        return None
    values = [_ROMAN[letter] for letter in text]
    return sum(-v if v < max(values[at:]) else v for at, v in enumerate(values))
