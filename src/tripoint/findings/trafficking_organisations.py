"""Organisations, only as an official body of one of the three countries named them."""

from collections.abc import Sequence

from tripoint.findings.answer import finished
from tripoint.findings.bodies import countries_of, is_of
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.stated import COUNTRIES, Stated, caveats_of, statements, used
from tripoint.findings.stated_rows import DOCUMENT, GRADE, GRADES, PLACES, ROW, SAYS, data
from tripoint.store.ledger import Reader

NAME = Column("name", N_("Organisation, as stated"), "words", width=3)
NAMED_BY = Column("named_by", N_("Stated by a body of"), "countries", missing="named_by_missing", width=1.9)


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = rows_of(reader, filters)
    table = data(
        rows,
        named_by=lambda r: countries_of(r.said.body),
        named_by_missing=lambda r: None if countries_of(r.said.body) else "not_recorded",
    )
    title = N_("Official statements on organisations, newest first")
    columns = (NAME, SAYS, NAMED_BY, PLACES, DOCUMENT, ROW, GRADE)
    return finished(
        QUESTION.name,
        reader,
        [used(reader, rows)],
        tables=[Table("organisations", title, None, columns, table, note=GRADES)],
        facts=_facts(rows),
        caveats=caveats_of(rows),
        has_period=False,
    )


def rows_of(reader: Reader, filters: Filters) -> list[Stated]:
    """Statements on organisations."""
    return statements(reader, filters, "organisation")


def _facts(rows: Sequence[Stated]) -> list[Fact]:
    if not rows:
        return []
    number = {c.lower(): ("number", sum(is_of(r.said.body, c) for r in rows)) for c in COUNTRIES}
    message = N_(
        "Official statements on organisations shown here: {all}; by bodies of the United States {us}, of "
        "Mexico {mx}, of Canada {ca} (a joint statement counts for each)."
    )
    parameters = {"all": ("number", len(rows)), **number}
    return [
        Fact(message, parameters, is_headline=True),  # type: ignore[arg-type]
        Fact(
            N_(
                "No figure by organisation was found among the sources held: court records and national "
                "returns would be the sources that answer."
            )
        ),
    ]


QUESTION = Question(
    name="trafficking_organisations",
    title=N_("Organisations, as officially named"),
    asks=N_("Which organisations do official bodies of the three countries name, and what do they state of them?"),
    how_to_read=N_(
        "Each row is what an official body of Mexico, Canada or the United States stated on organisations in a "
        "document; the body, its country and the date are given. Some statements name none. An organisation that "
        "is named here was named by that body. A designation or listing is a "
        "legal act of one country and holds for that country. No natural person, dealer, shop or pending "
        "case is named."
    ),
    does_not_say=N_(
        "How large an organisation is, or its share of any traffic: the statements are assertions of the "
        "bodies named, not measurements. Few statements link an organisation to firearms. Court records of "
        "concluded cases and national returns of seizures that record the organisation would answer more; "
        "none is held here."
    ),
    answer=answer,
    filters=("country", "since", "until"),
)
