"""The names that law texts print for what they list, in the groups in which they stand: one group, one thing."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tripoint.registry.names import normalise
from tripoint.registry.substance_forms import letters_only, sounded
from tripoint.registry.substance_published import item_names

LEGAL = Path("legal")
STEROIDS = LEGAL / "us" / "uscode-codexstanford" / "chunck-1803.md"
"""21 USC 802(41): anabolic steroids, one a line: '(vi) boldenone (17β-…);'."""


@dataclass(frozen=True)
class Entry:
    """One listed thing as one text prints it.

    place: text and list, for the coverage table ('CA', 'Schedule I').
    names: text and language, the main name first.
    kind: substance, precursor, class, preparation or plant as far as the compiled list knows; exclusion.
    cas: of the compiled list: secondary, a check only.
    """

    place: tuple[str, str]
    names: tuple[tuple[str, str], ...]
    kind: str
    cas: str = ""

    def of(self, *languages: str) -> tuple[str, ...]:
        return tuple(name for name, language in self.names if language in languages)


def entries(raw: Path) -> Iterator[Entry]:
    """Every entry and exclusion of the compiled lists but machines, then the steroids of 21 USC 802(41)."""
    for row in _rows(raw / LEGAL / "control_lists.csv"):
        if row["kind"] != "equipment":
            place = (row["jurisdiction"], f"{row['instrument']}, {row['list']}")
            texts = {language: row[f"entry_name_{language}"] for language in ("en", "es", "fr")}
            if row["kind"] == "class" and texts["en"].count("; ") > 2:  # many substances in one row
                for text in texts["en"].split("; "):
                    yield Entry(place, _named({"en": text}, "substance"), "substance")
            elif names := _named(texts, row["kind"]):
                yield Entry(place, names, row["kind"], row["cas"])
    for row in _rows(raw / LEGAL / "control_exclusions.csv"):
        place = (row["jurisdiction"], f"{row['list']}, not included")
        yield Entry(place, _named({"en": row["excluded_en"], "fr": row["excluded_fr"]}, "substance"), "exclusion")
    for text in re.findall(r"^\([ivxl]+\) (.+?)[;.]\s*$", (raw / STEROIDS).read_text(encoding="utf-8"), re.MULTILINE):
        if re.search(r"\d[αβ,-]|one\b|ol\b", text):
            yield Entry(("US", "21 U.S.C. 802(41)"), _named({"en": text.replace(",-", "-")}, "substance"), "substance")


def _named(texts: dict[str, str], kind: str) -> tuple[tuple[str, str], ...]:
    """The names of an entry. A French text that gives another number of a series than the English one is left out."""
    if _SERIES.findall(texts.get("en", "")) != _SERIES.findall(texts.get("fr", "")):
        texts = {language: text for language, text in texts.items() if language != "fr"}  # JWH-251 beside JWH-302
    return tuple((name, language) for language, text in texts.items() for name in printed_names(text, language, kind))


_SERIES = re.compile(r"\b[A-Z]{2,}-\d+")
_REPAIRS = (("\uf061", "α"), ("ß", "β"), ("{time}", ""))
"""A Greek letter in a font's private signs (the Mexican text), sharp s for beta (the Canadian one), a lost typesetter's word."""
_REMARK = re.compile(
    r"related acid|sic |hojas de|as defined|under the|non-dosage|of title|\+\) |in the form|i, 1-|except |ACIDO$|full text"
    r"|Los is[oó]meros de|Cualquier otro|is[oó]meros listados|sus |monoclorhidrato|el material|del? la?$"
)
"""What stands between names, or says which form is meant."""
_TAIL = re.compile(
    r"(?:,? except |,? y (?:sus|otros)|,? sus |,? as[ií] como sus|,? preparado |, bulk|, en cualquiera| preparations$).*$",
    re.IGNORECASE,
)
_JOINED = {
    "en": re.compile(
        r" and | or |, namely |(?<=[Ii]ntermediate), |(?<=Intermediate-[ABC]), |(?<=AKB48) (?=N-)|(?<=glycidate) \("
        r"|, (?=[A-Z]{2,5}$)|(?<=one)\((?=methoxetamine)|(?<=PMMA\)), | \((?=PMMA)"
    ),
    "es": re.compile(r",? [óoO] (?=\w)| denominada también "),
    "fr": re.compile(r"(?!)"),
}
_CODES = re.compile(r"(?:(?![\w–-]*[a-z]{4})[A-Zα0-9][\w–-]*[A-Z0-9][\w–-]*(?:, |$)){2,}")
_HEAD = re.compile(
    r"^(?:([A-ZÑ]{4}[A-ZÑ ]*?(?:, intermediario del?(?: la)?)?),? [(\[]|([A-Z][\w’' -]{2,40}?|.* and \w+) [(\[](?=.{12}))"
)


def printed_names(text: str, language: str = "en", kind: str = "substance") -> tuple[str, ...]:
    """The names in an entry's text, main name first, each as printed but for signs that a copy garbled."""
    for sign, right in _REPAIRS:
        text = text.replace(sign, right)
    whole = _TAIL.sub("", " ".join(text.split())) if language != "fr" and not text.startswith("Not more") else text
    found: list[str] = []
    for name in item_names(whole.strip(" .,;:")):
        for part in (name,) if kind == "class" else _parts(name, language):
            clean = _unbracketed(_LEADING.sub("", part))
            if len(clean) > 1 and clean not in found and not _REMARK.match(clean):
                found.append(clean)
    return tuple(name for at, name in enumerate(found) if at == 0 or name.count("(") == name.count(")"))


def _unbracketed(name: str) -> str:
    clean = name.strip(" .,;:“”")
    while clean.endswith((")", "]")) and clean.count("(") + clean.count("[") < clean.count(")") + clean.count("]"):
        clean = clean[:-1].strip(" .,;:")
    return clean


_LEADING = re.compile(
    r"^(?:or |[óo] |Other names?: |a\.k\.a\. |namely |denominada también |[(\[]+(?=PEYOTE|PMMA))", re.IGNORECASE
)


def _parts(name: str, language: str) -> Iterator[str]:
    """'JWH-018 and AM678' is two names; so is 'Etizolam (4-…' whose closing bracket the copy lost, and 'X [BZP], namely Y'."""
    opened = name.count("(") + name.count("[") - name.count(")") - name.count("]")
    head = _HEAD.match(name)
    if head and (opened > 0 or (head[1] and language == "es") or " [" in name[: head.end()]):
        rest = name[head.end() :]
        yield from _parts(head[1] or head[2], language)
        yield from _parts(rest if opened > 0 else re.sub(r"[)\]]$|[)\]](?=,)", "", rest), language)
    elif _CODES.fullmatch(name):
        yield from name.split(", ")
    elif (
        (re.search(r"\d|[A-Z]{3}", name) or language == "es") and not name.startswith("Not more") and " mg" not in name
    ):
        yield from _JOINED[language].split(name)
    else:
        yield name


def keys(name: str) -> tuple[str, ...]:
    """The normalised forms under which a printed name is found: as printed, and as other copies of the text print it.

    Copies differ in soft hyphens at line ends and in the blank behind a hyphen or comma.
    """
    forms = (name, name.replace("\u00ad", ""), re.sub(r"(?<=[-–,]) (?=\S)", "", name))
    return tuple(dict.fromkeys(normalise(form) for form in forms))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)


def crosswalk(raw: Path, log: list[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    """Spanish name → English name and what vouches for the pair.

    Pairs made by hand count; an automatic pair counts if both names sound alike by the rule of substance_forms.sounded,
    and is left to the log if not.
    """
    for row in _rows(raw / LEGAL / "name_crosswalk.csv"):
        if not row["name_es"]:
            continue
        english, spanish = row["name_en"], printed_names(row["name_es"], "es")[0]
        if row["method"].startswith("hand"):
            yield normalise(spanish), (english, "pair made by hand (LFCPQ art. 4)")
        elif _sound(english) == _sound(spanish):
            yield normalise(spanish), (english, "spelled alike by rule")
        else:
            log.append(f"pair left out: {spanish} = {english}")


def _sound(name: str) -> bytes:
    return sounded(letters_only([normalise(name)])).tobytes()
