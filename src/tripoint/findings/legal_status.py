"""Legal status of the substances that the report's drug tables name, by jurisdiction, as the texts held have it."""

from collections.abc import Iterator, Mapping, Sequence

import ibis
import pyarrow as pa

from tripoint.controls.clause import Clause
from tripoint.controls.lawbook import BESIDE
from tripoint.controls.several import assess_with_structure
from tripoint.controls.status import Status
from tripoint.findings.law_clauses import CONFIDENCE, Row, book_of, clauses_of, law_finding, structures_of
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.registry.law import JURISDICTIONS, law_lists
from tripoint.registry.substances import Substance, substance
from tripoint.store.ledger import Reader

NAMED = frozenset({"controlled", "controlled_by_class"})
SAID = NAMED | {"needs_expert"}
SILENT = "no_answer_here"
"""Every other outcome, so that no row, filter or export of this answer tells what a text leaves out from what is not held."""
CAUTION = N_(
    "No answer here: the text that could answer is not held, or has no entry by name; class clauses and open terms may apply. "
    "Nothing is thereby uncontrolled; verify."
)
TITLES = {"US": N_("United States"), "CA": N_("Canada"), "MX": N_("Mexico"), "UN": N_("United Nations")}
BASIS = {
    "stated": N_("in force from this day"),
    "at_latest": N_("in this wording by this day at the latest"),
    "listed_on": N_("listed on the day of the text, since when is unknown"),
}
_ASKED = tuple[Substance, Mapping[str, Status]]


def answer(reader: Reader, filters: Filters) -> Finding:
    found = list(_asked(reader, filters))
    listed = {clause.list_id for _, statuses in found for status in statuses.values() for clause in _decisive(status)}
    used = [row for row in clauses_of(reader) if row["list_id"] in listed]
    tables = (_overview(found), _lists(found), _entries(found))
    return law_finding(QUESTION.name, reader, used, tables=tables, facts=_facts(found))


def _asked(reader: Reader, filters: Filters) -> Iterator[_ASKED]:
    """Substances of the report's tables that a text names, by name, with each text's answer.

    A precursor of any text is left out: where a text does not name it, that is for the regulator's desk alone.
    """
    book, structures = book_of(reader), structures_of(reader)
    for found in _substances(reader, filters):
        queries = [
            text
            for text in (found.inchikey, found.names["en"], found.names["es"], found.names["fr"], found.cas)
            if text
        ]
        answer = assess_with_structure(structures, book, queries)
        statuses = {s.jurisdiction: s for s in answer.statuses}
        entries = [
            entry.clause for s in statuses.values() for entry in s.entries if entry.how not in ("class", "nearest")
        ]
        if any(clause.kind == "precursor" or clause.text.law_list.kind == "precursor" for clause in entries):
            continue
        if any(s.outcome in NAMED and s.decides for s in statuses.values()):
            yield found, statuses


def _substances(reader: Reader, filters: Filters) -> Sequence[Substance]:
    """Single substances that figures are about; groups have no one status."""
    named = reader.figures().select("substance").filter(ibis._.substance.notnull()).distinct()
    ids = [row["substance"] for row in reader.fetch(named).to_pylist()]
    asked = [substance(one) for one in ids if filters.substance in (None, one)]
    return sorted((s for s in asked if s.kind != "group"), key=lambda s: (s.names["en"].casefold(), s.substance_id))


def _decisive(status: Status) -> list[Clause]:
    """The clauses that the outcome rests on, each once; none where nothing is said here."""
    return list(dict.fromkeys(entry.clause for entry in status.decides)) if status.outcome in SAID else []


def _clauses(status: Status) -> list[Clause]:
    """As _decisive, each list once, those that state quantities or numbers alone last."""
    first: dict[str, Clause] = {}
    for clause in _decisive(status):
        first.setdefault(clause.list_id, clause)
    listing = [clause for list_id, clause in first.items() if list_id not in BESIDE]
    return listing or list(first.values())


def _overview(found: Sequence[_ASKED]) -> Table:
    """One row a substance, by name, each with the same caution; a cell names the lists or gives no answer."""
    rows = []
    for one, statuses in found:
        row: Row = {"substance": one.substance_id, "caution": CAUTION}
        for code in JURISDICTIONS:
            status = statuses[code]
            row |= {
                code: " ".join(f"{c.list_id}@{c.valid_from if c.valid_from_basis == 'stated' else ''}@{c.confidence}" for c in _clauses(status)),
                f"{code}_outcome": status.outcome if status.outcome in SAID else SILENT,
            }  # fmt: skip
        rows.append(row)
    schema = [(name, pa.string()) for code in JURISDICTIONS for name in (code, f"{code}_outcome")]
    return Table(
        "overview", N_("Substances of this report that a law text names, and the list in each jurisdiction"), None,
        (
            Column("substance", N_("Substance"), "substance", width=2.6),
            *(Column(code, TITLES[code], "standing", width=width) for code, width in zip(JURISDICTIONS, (2.8, 3.6, 4, 3), strict=True)),
        ),
        pa.Table.from_pylist(rows, pa.schema([("substance", pa.string()), *schema, ("caution", pa.string())])),
        note=N_(
            "A day is given where the text states it. * Not verified against the primary text. No answer here: the text is not "
            "held, or has no entry by name; nothing is thereby uncontrolled."
        ),
    )  # fmt: skip


def _lists(found: Sequence[_ASKED]) -> Table:
    """The lists of the overview with the duties that their texts attach."""
    duties: dict[str, dict[str, None]] = {}
    texts: dict[str, Clause] = {}
    for _, statuses in found:
        for status in statuses.values():
            for clause in _clauses(status):
                texts.setdefault(clause.list_id, clause)
                duties.setdefault(clause.list_id, {}).update(dict.fromkeys(clause.duties))
    rows = [
        {
            "jurisdiction": texts[list_id].jurisdiction, "list": list_id, "duties": " ".join(duties[list_id]) or None,
            "duties_missing": None if duties[list_id] else "not_available", "text_of": texts[list_id].text.text_to,
            "confidence": CONFIDENCE[texts[list_id].confidence],
        }
        for list_id in law_lists() if list_id in texts
    ]  # fmt: skip
    return Table(
        "lists", N_("What these lists ask of whoever handles what they name"), None,
        (
            Column("jurisdiction", N_("Law of"), "jurisdiction", width=2), Column("list", N_("List"), "law_list", width=4),
            Column("duties", N_("Duties"), "duties", missing="duties_missing", width=7),
            Column("text_of", N_("Text of"), "date", width=2.2), Column("confidence", N_("Read how"), "message", width=2.6),
        ),
        pa.Table.from_pylist(rows, _LISTS),
        note=N_("Not available: no text held attaches a duty to the list; it does not mean that there is none."),
    )  # fmt: skip


def _entries(found: Sequence[_ASKED]) -> Table:
    """One row a substance, jurisdiction and clause; for the rows, not for print. Where nothing is said there is no row."""
    rows: list[Row] = []
    for one, statuses in found:
        for code in JURISDICTIONS:
            status = statuses[code]
            rows += [
                {
                    "substance": one.substance_id, "jurisdiction": code, "outcome": status.outcome, "list": clause.list_id, "clause": clause.clause, "since": clause.valid_from,
                    "since_basis": BASIS[clause.valid_from_basis], "until": clause.valid_to, "duties": " ".join(clause.duties),
                    "text_of": clause.text.text_to, "confidence": CONFIDENCE[clause.confidence],
                }
                for clause in _decisive(status)
            ]  # fmt: skip
    return Table(
        "entries", N_("The clauses, one by one"), None,
        (
            Column("substance", N_("Substance"), "substance"), Column("jurisdiction", N_("Law of"), "jurisdiction"),
            Column("list", N_("List"), "law_list"), Column("clause", N_("Clause"), "clause"), Column("since", N_("Since when"), "date"),
            Column("since_basis", N_("As far as the text says"), "message"), Column("duties", N_("Duties"), "duties"),
            Column("text_of", N_("Text of"), "date"), Column("confidence", N_("Read how"), "message"),
        ),
        pa.Table.from_pylist(rows, _ENTRIES), in_report=0,
    )  # fmt: skip


def _facts(found: Sequence[_ASKED]) -> Iterator[Fact]:
    if found:
        in_all = sum(all(statuses[code].outcome in NAMED for code in ("US", "CA", "MX")) for _, statuses in found)
        yield Fact(
            N_(
                "Substances of this report that at least one law text held names: {all}; named by texts of all three countries: "
                "{in_all}. A text that does not name a substance may cover it by a class."
            ),
            {"all": ("number", len(found)), "in_all": ("number", in_all)},
        )


_LISTS = pa.schema(
    [
        ("jurisdiction", pa.string()), ("list", pa.string()), ("duties", pa.string()), ("duties_missing", pa.string()),
        ("text_of", pa.date32()), ("confidence", pa.string()),
    ]
)  # fmt: skip
_ENTRIES = pa.schema(
    [
        ("substance", pa.string()), ("jurisdiction", pa.string()), ("outcome", pa.string()), ("list", pa.string()),
        ("clause", pa.string()), ("since", pa.date32()), ("since_basis", pa.string()), ("until", pa.date32()),
        ("duties", pa.string()), ("text_of", pa.date32()), ("confidence", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="legal_status",
    title=N_("Legal status of the substances in this report"),
    asks=N_("In which lists of the law texts held does each substance of this report’s tables stand?"),
    how_to_read=N_(
        "Substances that figures of this report are about and that at least one law text names, by name. Groups are left out, "
        "and so is whatever a text lists as a precursor. One substance can stand at several levels. No answer here: the text that "
        "could answer is not held, or has no entry by name; which of the two, tripoint screen tells for one name."
    ),
    does_not_say=N_(
        "That a substance which a text does not name is not controlled there: class clauses and open terms may cover it, and later "
        "amendments are not in the texts. It is no legal advice, and no list of what is left uncontrolled."
    ),
    answer=answer,
    filters=("substance",),
)
