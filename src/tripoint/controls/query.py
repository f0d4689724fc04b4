"""What is asked: one name or identifier, its kind told from its form, and what is wrong with it."""

import re
from dataclasses import dataclass
from typing import Literal

from tripoint.controls.spelling import spelled
from tripoint.registry.cas import cas_check
from tripoint.registry.law_words import equipment_of

Kind = Literal["name", "cas", "inchikey", "number", "hs", "equipment", "structure"]
KINDS: tuple[Kind, ...] = ("name", "cas", "inchikey", "number", "hs", "equipment", "structure")

LONGEST = 400
"""Characters of the longest name that is asked; the longest name of a law text has fewer than 300."""

_PREFIX = re.compile(
    r"^(?:(cas(?: ?(?:no|rn|number))?)|(inchikey)|(dea(?: ?(?:no|number))?)|(hs(?: ?code)?))\.? ?[:#=]? ?(?=[A-Z0-9])",
    re.IGNORECASE,
)
_PREFIXED: tuple[Kind, ...] = ("cas", "inchikey", "number", "hs")
_CAS = re.compile(r"\d{2,7}-\d{2}-\d", re.ASCII)
_KEY = re.compile(r"[A-Z]{14}-[A-Z]{10}-[A-Z]")
_NUMBER = re.compile(r"\d{4}", re.ASCII)
_HS = re.compile(r"\d{4}\.?\d{2}(?:\.?\d{2}){0,2}", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_FORMULA = re.compile(r"^[=@]|^[+-](?=[A-Za-z]{1,20}\()")


@dataclass(frozen=True, slots=True)
class Query:
    """text: as asked. key: the form that is looked up. problem: why it cannot be looked up, a code; '' if it can.

    Problems: empty_query, name_too_long, formula_in_cell, unprintable, wrong_cas_form, wrong_cas_digit,
    wrong_inchikey_form, wrong_number_form, wrong_hs_form, unknown_hs.
    """

    text: str
    kind: Kind
    key: str
    problem: str = ""


def read_query(text: str, kind: Kind | None = None) -> Query:
    """kind: what the text is known to be; told from its form where it is not given.

    A CAS number, InChIKey, HS code or four digits of a DEA number have forms that no name has; the rest are words for
    equipment or names. A structure cannot be told from a name and is never guessed.
    """
    if kind == "structure":  # read elsewhere, with its line ends
        return Query(text.partition("\n")[0].strip()[:LONGEST], kind, text)
    plain = " ".join(text.split())
    if not plain:
        return Query(text, kind or "name", "", "empty_query")
    if len(plain) > LONGEST:
        return Query(plain[:LONGEST], kind or "name", "", "name_too_long")
    if _FORMULA.search(plain):
        return Query(plain, kind or "name", "", "formula_in_cell")
    if _CONTROL.search(plain):
        return Query(plain, kind or "name", "", "unprintable")
    if prefix := _PREFIX.match(plain):
        named = next(k for k, group in zip(_PREFIXED, prefix.groups(), strict=True) if group)
        rest = plain[prefix.end() :]
        if kind in (None, named) and (kind == named or _is_of(named, rest)):
            return _read(rest, named, plain)
    return _read(plain, kind or _told(plain), plain)


def _is_of(kind: Kind, text: str) -> bool:
    form = {"cas": _CAS, "inchikey": _KEY, "number": _NUMBER, "hs": _HS}[kind]
    return form.fullmatch(text.upper()) is not None


def _told(text: str) -> Kind:
    for kind in ("cas", "inchikey", "number", "hs"):
        if _is_of(kind, text):
            return kind
    return "equipment" if equipment_of(text) else "name"


def _read(text: str, kind: Kind, whole: str) -> Query:
    if kind == "name":
        return Query(whole, kind, spelled(text))
    if kind == "equipment":
        return Query(whole, kind, text)
    key = text.upper()
    if not _is_of(kind, key):
        return Query(whole, kind, "", f"wrong_{kind}_form")
    if kind == "cas":
        key = key.lstrip("0")
        if not cas_check(key):
            return Query(whole, kind, "", "wrong_cas_digit")
    if kind == "hs" and not _is_chapter(int(key[:2])):
        return Query(whole, kind, "", "unknown_hs")
    return Query(whole, kind, re.sub(r"\D", "", key) if kind == "hs" else key)


def _is_chapter(number: int) -> bool:
    """Chapters 1 to 97 of the Harmonised System; 77 is kept free."""
    return 1 <= number <= 97 and number != 77
