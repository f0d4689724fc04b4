"""Methods and routes of trafficking as official documents state them, by topic."""

from collections.abc import Iterable, Mapping

from tripoint.findings.answer import finished
from tripoint.findings.firearm_topics import role_of
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.stated import Stated, caveats_of, statements, used
from tripoint.findings.stated_rows import DOCUMENT, GRADE, GRADES, PERIOD, PLACES, QUANTITY, ROW, SAYS, data
from tripoint.store.ledger import Reader

TITLES: Mapping[str, str] = {
    "firearms": N_("Firearms: methods and routes as officially stated"),
    "drugs": N_("Drugs: methods and routes as officially stated"),
    "precursors": N_("Precursors and equipment: methods and routes as officially stated"),
    "finance": N_("Finance: methods as officially stated"),
}
KINDS: Mapping[str, str] = {
    "method": N_("method"),
    "route": N_("route"),
    "link": N_("link"),
    "definition": N_("definition"),
    "caution": N_("caution"),
    "remark": N_("remark"),
}
NOT_METHODS = ("M-053", "M-060", "M-062")
"""Transcribed as methods, but about what is found in deaths, and about tools and charges of authorities."""
KIND = Column("sort", N_("Kind"), "message", width=1.6)
NAME = Column("name", N_("Subject"), "words", width=3)


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = rows_of(reader, filters)
    tables = [_of_topic(topic, [r for r in rows if r.said.topic == topic]) for topic in TITLES]
    figures = figures_of(reader, filters)
    tables.append(_figures(figures))
    every = [*rows, *figures]
    return finished(
        QUESTION.name,
        reader,
        [used(reader, every)],
        tables=tables,
        facts=_facts(rows),
        caveats=caveats_of(every),
        has_period=False,
    )


def rows_of(reader: Reader, filters: Filters) -> list[Stated]:
    """Statements in words on methods and routes."""
    return [r for r in statements(reader, filters, *KINDS) if r.said.topic in TITLES]


def figures_of(reader: Reader, filters: Filters) -> list[Stated]:
    """Figures on channels and investigations of firearms trafficking."""
    return [r for r in statements(reader, filters, "quantity") if _is_on_methods(r)]


def kind_of(row: Stated) -> str:
    """A key of KINDS."""
    return "remark" if row.said.statement_id in NOT_METHODS else row.said.kind


def _of_topic(topic: str, rows: Iterable[Stated]) -> Table:
    """Routes before methods before the rest, each newest first."""
    order = ("route", "method", *KINDS)
    own = sorted(rows, key=lambda r: (order.index(kind_of(r)), -r.day.toordinal(), r.said.statement_id))
    columns = (KIND, NAME, SAYS, PLACES, DOCUMENT, ROW, GRADE)
    return Table(topic, TITLES[topic], None, columns, data(own, sort=lambda r: KINDS[kind_of(r)]), note=GRADES)


def _is_on_methods(row: Stated) -> bool:
    """Figures on channels and investigations: neither seized, nor traced, nor at the border."""
    said = row.said
    is_arms = said.topic == "firearms_other" and not said.body.startswith("CBSA")
    return is_arms and not said.is_cross_border_firearm and role_of(row) == "other"


def _figures(rows: Iterable[Stated]) -> Table:
    return Table(
        "figures",
        N_("Figures that official documents give on channels and investigations of firearms trafficking"),
        None,
        (PLACES, SAYS, PERIOD, QUANTITY, DOCUMENT, ROW, GRADE),
        data(rows),
        note=GRADES,
    )


def _facts(rows: list[Stated]) -> list[Fact]:
    if not rows:
        return []
    count = {topic: ("number", sum(r.said.topic == topic for r in rows)) for topic in TITLES}
    message = N_(
        "Official statements on methods and routes shown here: firearms {firearms}, drugs {drugs}, precursors "
        "{precursors}, finance {finance}; none of them counts how often a method is used."
    )
    facts = [Fact(message, count, is_headline=True)]  # type: ignore[arg-type]
    kinds = {kind: ("number", sum(kind_of(r) == kind for r in rows)) for kind in KINDS}
    message = N_(
        "By kind: methods {method}, routes {route}, links {link}, definitions {definition}, cautions {caution}, "
        "remarks {remark}; a remark can be on a plan, a result or a tool of authorities."
    )
    facts.append(Fact(message, kinds))  # type: ignore[arg-type]
    own = [r.said for r in rows]
    message = N_(
        "Grade A, the body's own text: {a} statements; grade B, quoted or reported by others, not checked against the body's own text: {b}."
    )
    grades = {g.lower(): ("number", sum(s.grade == g for s in own)) for g in ("A", "B")}
    facts.append(Fact(message, grades))  # type: ignore[arg-type]
    return facts


QUESTION = Question(
    name="trafficking_methods",
    title=N_("Methods and routes, as officially stated"),
    asks=N_("Which methods and routes of trafficking do official documents of the three countries name?"),
    how_to_read=N_(
        "Each row is one official statement in our own neutral words, with the body that made it, the date "
        "and the grade. Statements on what is planned against a method stand beside statements on the method "
        "itself. The same method can be named by several bodies."
    ),
    does_not_say=N_(
        "How often a method is used, or which one matters most: no open source held counts that. Court "
        "records with the means of acquisition and the route, and national returns of seizures with method, "
        "route and concealment, would answer it; none is held here. What a government states of another "
        "country is its own statement."
    ),
    answer=answer,
    filters=("country", "since", "until"),
)
