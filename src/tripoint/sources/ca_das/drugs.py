"""Codes of drugs, by the workbook's own dictionary: English and French names, synonyms after semicolons."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tripoint.errors import Problems
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.lookups import code_for
from tripoint.harmonise.rows import Coder, Codes, Context, Rows
from tripoint.ingest.table import TextTable
from tripoint.registry.names import normalise
from tripoint.registry.substances import labels

CODE, ENGLISH, FRENCH = "Drug Id: Drug Code", "Drug Id: English Name", "Drug Id: French Name"
LABELS = "registry/data/substance_labels.csv"
NOT_LISTED = "not_in_registry"
"""The lookup of names that are known to have no substance in the registry, so that they are kept as written."""


@dataclass(frozen=True)
class Drug:
    """What the dictionary says of a code. names: as published, the main English name first, synonyms behind it."""

    names: tuple[str, ...]
    french: tuple[str, ...] = ()


Drugs = Mapping[str, Drug]


def drugs_of(table: TextTable, context: Context, problems: Problems) -> Drugs:
    """Every code of the sheet `Drug Id`, as look-ups see it. A code with two rows is a problem."""
    found: dict[str, Drug] = {}
    watch = KeyWatch((CODE,))
    for batch in table.batches():
        rows = Rows(batch, context, problems)
        watch.add(rows)
        cells = (rows.text(column).to_pylist() for column in (CODE, ENGLISH, FRENCH))
        for code, english, french in zip(*cells, strict=True):
            found[normalise(code)] = Drug(parts(english), parts(french))
    watch.report(table, problems)
    return found


def parts(text: str) -> tuple[str, ...]:
    """The names between semicolons, white space collapsed."""
    names = (" ".join(part.split()) for part in text.split(";"))
    return tuple(name for name in names if name)


def substance_coded(column: str, drugs: Drugs) -> Coder:
    """The substance of each code; none for a blank, and for a name that lookups.csv lists as not in the registry.

    A code without a name that the registry knows is an `unknown_value`, names that mean several substances are a
    `contradiction`; both show the code with its names.
    """

    def code(rows: Rows) -> Codes:
        indices, texts = rows.distinct(column)
        listed = rows.context.lookups[NOT_LISTED]
        found: list[str | None] = []
        unknown, several = [], []
        for at, text in enumerate(texts):
            meant = meanings(text, drugs, rows.context.source)
            found.append(next(iter(meant)) if len(meant) == 1 else None)
            if len(meant) > 1:
                several.append(at)
            elif not meant and text.strip() and not any(code_for(listed, name) for name in names_of(text, drugs)):
                unknown.append(at)
        shown = [" = ".join((text.strip(), *names_of(text, drugs)[1:])) for text in texts]
        rows.reject("unknown_value", column, shown, unknown, indices, LABELS)
        rows.reject("contradiction", f"{column} | {ENGLISH} | {FRENCH}", shown, several, indices, "")
        return Codes(indices, tuple(found) or (None,))

    return code


def name_coded(column: str, drugs: Drugs) -> Coder:
    """The main name of each code: English, else French, else the code itself; none for a blank."""

    def code(rows: Rows) -> Codes:
        indices, texts = rows.distinct(column)
        return Codes(indices, tuple((*names_of(text, drugs)[1:], text.strip())[0] or None for text in texts) or (None,))

    return code


def names_of(code: str, drugs: Drugs) -> tuple[str, ...]:
    """The code itself, then its names in English and French."""
    drug = drugs.get(normalise(code), Drug(()))
    return tuple(dict.fromkeys((code.strip(), *drug.names, *drug.french)))


def meanings(code: str, drugs: Drugs, source: str) -> set[str]:
    """The substances that the registry knows under a name of this code, or under the code itself."""
    known = labels(source)
    return {known[normalise(name)] for name in names_of(code, drugs) if normalise(name) in known}


def new_substance(drugs: Drugs, source: str) -> Callable[[tuple[str, ...]], str | None]:
    """Of (code, name, other names) of a new substance: what the registry knows, if it is one.

    New substances have names that no registry has yet, so that an unknown one is kept as written and stops nothing.
    """

    def find(texts: tuple[str, ...]) -> str | None:
        known, names = labels(source), (*parts(texts[1]), *parts(texts[2]))
        found = meanings(texts[0], drugs, source) if texts[0].strip() else set()
        found |= {known[normalise(name)] for name in names if normalise(name) in known}
        return next(iter(found)) if len(found) == 1 else None

    return find


def new_name(drugs: Drugs) -> Callable[[tuple[str, ...]], str | None]:
    """Of (code, name): the main name as published, else that of the code, else the code."""
    return lambda texts: (*parts(texts[1]), *names_of(texts[0], drugs)[1:], texts[0].strip())[0] or None
