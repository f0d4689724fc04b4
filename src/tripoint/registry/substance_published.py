"""Names of substances as four publishers give them: DrugBank, Canada's Act, NIEM's list of DEA numbers, DOPE's lexicon."""

import csv
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tripoint.registry.names import normalise

IDENTITY = Path("forensic/identity")
DRUGBANK = IDENTITY / "drugbank_vocabulary_cc0" / "drugbank_vocabulary.csv"
CDSA = IDENTITY / "cdsa_en_fr" / "cdsa_schedules_en_fr.csv"
NIEM = Path("legal/us/niem-dea-codes/dea.xsd")
DOPE = IDENTITY / "dope"


@dataclass(frozen=True)
class Published:
    """One name as printed.

    of: what the publisher says the name is of: its own number or heading (`DB00813`, `7392`, `Crack Cocaine`).
    matched: the text that is looked up; differs from `name` where a remark stands behind it in brackets.
    """

    name: str
    of: str
    kind: str
    source: str
    language: str = ""
    matched: str = ""


def drugbank(raw: Path) -> Iterator[tuple[Published, str]]:
    """Common names, synonyms and CAS numbers, each with the entry's InChIKey ('' if it has none)."""
    for row in _rows(raw / DRUGBANK):
        entry, key = row["DrugBank ID"], row["Standard InChI Key"]
        seen = {normalise(row["Common name"])}
        yield Published(row["Common name"], entry, "generic", "drugbank"), key
        for text in (part.strip() for part in row["Synonyms"].split(" | ")):
            if text and normalise(text) not in seen:
                seen.add(normalise(text))
                yield Published(text, entry, "systematic" if is_systematic(text) else "synonym", "drugbank"), key
        if row["CAS"]:
            yield Published(row["CAS"], entry, "number", "drugbank"), key


def cdsa(raw: Path) -> Iterator[Published]:
    """Names of the Act's items in English and French, `of` being the English main name.

    A French item that gives another number of a series than the English one beside it is left out.
    """
    for row in _rows(raw / CDSA):
        texts = {language: row[f"text_{language}"].replace("ß", "β") for language in ("en", "fr")}
        names = {language: item_names(text) for language, text in texts.items()}
        if row["schedule_en"] == "SCHEDULE IX" or row["label_match"] != "1" or not all(names.values()):
            continue  # devices; an item whose two texts are not sure to be the same; words between items
        if _SERIES.findall(texts["en"]) != _SERIES.findall(texts["fr"]):
            del names["fr"]  # JWH-251 beside JWH-302: each language has an order of its own
        for language, of_item in names.items():
            for name in of_item:
                kind = "systematic" if is_systematic(name) else "legal"
                yield Published(name, names["en"][0], kind, "ca_cdsa", language)


_SERIES = re.compile(r"\b[A-Z]{2,}-\d+")


def niem(raw: Path) -> Iterator[Published]:
    """Names and code numbers of DEA's list; `of` is the number. Codes that stand for many substances give no names."""
    tree = ElementTree.parse(raw / NIEM)
    space = "{http://www.w3.org/2001/XMLSchema}"
    for kind in tree.iter(f"{space}simpleType"):
        if kind.get("name") != "DrugCodeSimpleType":
            continue
        for value in kind.iter(f"{space}enumeration"):
            text = " ".join((value.findtext(f".//{space}documentation") or "").split()).replace("\u00ad", "-")
            code = value.get("value", "")
            if code in MANY or _DOSAGE.search(text):
                continue
            for name in item_names(text):
                yield Published(name, code, "systematic" if is_systematic(name) else "legal", "us_niem_dea", "en")
            yield Published(code, code, "number", "us_niem_dea")


MANY = frozenset({"2100", "4000", "9650"})
"""DEA numbers that list many substances (barbiturates, steroids, poppy) under one number."""
_DOSAGE = re.compile(r"/du|/\(|\bmg\b|dosage form|noncontrolled|[Cc]ombination|preparation|drug product| & ")


def dope(raw: Path) -> Iterator[Published]:
    """The lexicon's street and brand names under its headings, and DEA's other names under DEA's.

    Rows of lookup_df.csv that repeat iqvia.csv are left out: they derive from a vendor's report.
    """
    folder = raw / DOPE
    for row in _rows(folder / "dea_street_names.csv"):
        yield _street(row["slang"], row["category"], "dope_dea_street")
        if row["brand"]:
            yield Published(row["brand"], row["category"], "brand", "dope_dea_street", "en")
    for row in _rows(folder / "dea_brands.csv"):
        for text in filter(None, (part.strip() for part in row["brands"].split("®"))):
            yield Published(text, row["category"], "brand", "dope_dea_brands", "en")
    for row in _rows(folder / "dea_controlled.csv"):
        for name in item_names(row["substance"]):
            kind = "systematic" if is_systematic(name) else "legal"
            yield Published(name, row["substance"], kind, "dope_dea_controlled", "en")
        if row["synonym"] not in ("", row["substance"]):
            yield Published(" ".join(row["synonym"].split()), row["substance"], "filed", "dope_dea_controlled", "en")
    vendor = {(row["category"], row["synonym"]) for row in _rows(folder / "iqvia.csv")}
    for row in _rows(folder / "lookup_df.csv"):
        if (row["category"], row["synonym"]) not in vendor and row["category"] != "Unknown":
            yield _street(row["synonym"], row["category"], "dope_lookup")


def _street(text: str, heading: str, source: str) -> Published:
    name = " ".join(text.split())
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", name)
    return Published(name, heading, "street", source, "en", matched=bare if bare != name else "")


_TAILS = re.compile(
    r"(,? (and )?(any|its|their)\b|,? and the salts|; and |, including|,? (ainsi que|et|y compris)? ?(ses|leurs|les) |,? notamment"
    r"| et les | and any |[,;:]$).*$"
)
_BETWEEN = re.compile(r"^(and|but|or|any|et|mais|les|toute?|ainsi|dont|that|which|except|ou)\b", re.IGNORECASE)


def item_names(text: str) -> tuple[str, ...]:
    """The names of one item of a list, main name first: 'X (a; also known as b), its salts' → X, a, b.

    Nothing for words that stand between items.
    """
    text = re.sub(r"(?<=[a-z])- (?=[a-z])", "", " ".join(text.split()).strip(" ;,"))  # hyphens of broken lines
    if not text or _BETWEEN.match(text):
        return ()
    main, inner = _bracketed(_TAILS.sub("", text))
    others: list[str] = []
    while inner and not re.match(r"exclud|includ|containing|in the form|other than|autre|sauf", inner):
        found = [part.removeprefix("also known as ") for part in re.split(r"; ?|,? (?=also known as )", inner)]
        others = [*found, *others]
        main, inner = _bracketed(main)
    names = (part.strip() for part in (*main.split("; "), *others))
    return tuple(dict.fromkeys(name for name in names if len(name) > 1))


def _bracketed(text: str) -> tuple[str, str]:
    """'name (other)' → name, other. Brackets inside a chemical name stay where they are."""
    text = text.strip(" ,;:")
    if text.endswith((")", "]")):
        depth = 0
        for at in range(len(text) - 1, -1, -1):
            depth += (text[at] in ")]") - (text[at] in "([")
            if depth == 0:
                before = text[:at].rstrip()
                is_apart = at == len(text) or text[at - 1] == " " or re.search(r"[a-z]{4}$", before)
                return (before, text[at + 1 : -1].strip()) if at and is_apart else (text, "")
        before, _, inner = text[:-1].partition(" (")  # more brackets are closed than opened
        return before, inner
    return text, ""


def is_systematic(text: str) -> bool:
    """Whether a name looks built by rule: locants, stereo descriptors, nested brackets. Our judgement, no publisher's."""
    return (
        bool(re.search(r"\d['′]?[,–-][ ]?\d*[a-zA-Zαβ(\[]{3}|\d,\d|\([RSEZ±+-]|\[.*[-–].*\]|\(\d?[RS]\)", text))
        and len(text) > 12
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
