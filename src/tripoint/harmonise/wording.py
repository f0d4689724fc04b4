"""What the English wording of a clause takes in beside the thing it names, as codes of registry/data/law_covers.csv."""

import re

from tripoint.registry.identities_names import printed_names

_PHRASES = (
    (
        "salts_of_isomers",
        r"\bsalts? of (?:such |its |their |these |an? |the )?(?:optical |geometric |positional )*isomers?\b",
    ),
    ("salts_of_derivatives", r"\bsalts? of (?:a |such |its |their )?derivatives?\b"),
    ("salts_of_analogues", r"\bsalts? of (?:an |such |its |their )?analog(?:ue)?s?\b"),
    ("optical_isomers stereoisomers", r"\boptical and geometric isomers\b"),
    ("optical_isomers", r"\boptical isomers?\b(?! of\b)"),
    ("stereoisomers", r"\bstereoisomers?\b"),
    ("isomers", r"\bisomers?\b"),
    ("esters", r"\besters?\b"),
    ("ethers", r"\bethers?\b"),
    ("derivatives", r"\bderivatives?\b"),
    ("analogues", r"\banalog(?:ue)?s?\b"),
    ("preparations", r"\bmaterial, compound, mixture,? or preparation\b"),
    ("salts", r"\bsalts?\b"),
)
"""In this order: what was found is taken out of the text before the next is looked for."""
_CONDITION = re.compile(r"whenever the existence.*?(?:designation|$)|except .*$", re.IGNORECASE)


def covers_of(text: str) -> tuple[str, ...]:
    """Codes in the order of law_covers.csv. text: the words beside the names, never a name ("ethyl ether" covers none).

    "Whenever the existence of such salts … is possible" is a condition, not a further thing; "except …" takes out.
    """
    rest, found = _CONDITION.sub(" ", text.lower()), []
    for codes, pattern in _PHRASES:
        rest, times = re.subn(pattern, " ", rest)
        if times:
            found += codes.split()
    return tuple(sorted(set(found), key=_ORDER.index))


_ORDER = (
    "salts", "isomers", "stereoisomers", "salts_of_isomers", "esters", "ethers", "derivatives", "salts_of_derivatives",
    "analogues", "salts_of_analogues", "preparations", "optical_isomers",
)  # fmt: skip


def joined(*codes: tuple[str, ...]) -> str | None:
    """Codes of a heading and of an entry as a cell of `covers`; None if there are none."""
    found = {code for group in codes for code in group}
    return " ".join(sorted(found, key=_ORDER.index)) or None


_TAIL = re.compile(
    r",? (?:and |or )?(?:any (?:of )?)?(?:its|their)\b|,? including\b|,? (?:other than|except)\b|,? and (?:any )?salts?\b|, (?:salts|optical)\b"
)


def names_and_tail(text: str) -> tuple[tuple[str, ...], str]:
    """'Ephedrine, its salts and optical isomers.' → ('Ephedrine',), ', its salts and optical isomers.'.

    The names are as printed, main name first; what stands in brackets behind a name is another name of it.
    """
    whole = _FOOTNOTE.sub("", text.strip())
    cut = _TAIL.search(whole)
    name, tail = (whole[: cut.start()], whole[cut.start() :]) if cut else (whole, "")
    after = re.search(r"\(([^()]*)\)$", tail.rstrip(" .;"))
    if after and not re.search(r"\b(?:salts?|isomers?|esters?|ethers?)\b", after[1]):
        name = f"{name} {after[0]}"  # "Ephedrine, its salts … (other name)"
    return printed_names(_OTHERS.sub("Other names: ", _AKA.sub(r"(\1)", name))), tail


_OTHERS = re.compile(r"Other names include: ")
_AKA = re.compile(r"\(a\.k\.a\. [“\"]([^”\"]+)[”\"]\)")

_FOOTNOTE = re.compile(r"(?<=\.)[\s\u202f]*\d$")
"""The number of a footnote that a copy left behind a full stop."""
