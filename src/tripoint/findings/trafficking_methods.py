"""Methods and routes of trafficking as official documents state them, by topic."""

from collections.abc import Iterable, Mapping

from tripoint.findings.answer import finished
from tripoint.findings.firearm_topics import role_of
from tripoint.findings.question import N_, Column, ColumnKind, Fact, Filters, Finding, Question, Table
from tripoint.findings.stated import Stated, caveats_of, statements, used
from tripoint.findings.stated_rows import DOCUMENT, GRADE, GRADES, PERIOD, PLACES, QUANTITY, SAYS, data, words
from tripoint.protocol.statement import Statement
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
KIND = Column("sort", N_("Kind"), "message", width=1.6)
NAME = Column("name", N_("Method or route"), "words", width=3)


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = [r for r in statements(reader, filters, *KINDS) if r.said.topic in TITLES]
    tables = [_of_topic(topic, [r for r in rows if r.said.topic == topic]) for topic in TITLES]
    figures = [r for r in statements(reader, filters, "quantity") if _is_on_methods(r)]
    tables.append(_figures(figures))
    every = [*rows, *figures]
    return finished(
        QUESTION.name,
        reader,
        [used(reader, every)],
        tables=tables,
        facts=_facts(rows),
        caveats=caveats_of(every),
    )


def _of_topic(topic: str, rows: Iterable[Stated]) -> Table:
    """Routes before methods before the rest, each newest first."""
    order = ("route", "method", *KINDS)
    own = sorted(rows, key=lambda r: (order.index(r.said.kind), -r.day.toordinal(), r.said.statement_id))
    columns = (KIND, NAME, SAYS, PLACES, DOCUMENT, GRADE)
    return Table(topic, TITLES[topic], None, columns, data(own, sort=lambda r: KINDS[r.said.kind]), note=GRADES)


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
        (PLACES, SAYS, PERIOD, QUANTITY, DOCUMENT, GRADE),
        data(rows),
        note=GRADES,
    )


def _facts(rows: list[Stated]) -> list[Fact]:
    count = {topic: ("number", sum(r.said.topic == topic for r in rows)) for topic in TITLES}
    message = N_(
        "Official statements on methods and routes held: firearms {firearms}, drugs {drugs}, precursors "
        "{precursors}, finance {finance}; none of them counts how often a method is used."
    )
    facts = [Fact(message, count, is_headline=True)]  # type: ignore[arg-type]
    for topic in ("firearms", "drugs"):
        dated = [r for r in rows if r.said.topic == topic and r.said.stated and r.said.kind in ("method", "route")]
        if dated:
            said = dated[0].said
            message = N_("Newest dated statement on {topic}: {name}: {words} ({body}, {stated})")
            facts.append(
                Fact(
                    message,
                    {
                        "topic": ("message", _TOPIC_WORDS[topic]),
                        "name": _in_words(said, "name"),
                        "words": _in_words(said, "words"),
                        "body": ("message", said.body),
                        "stated": ("stated", said.stated),
                    },
                )
            )
    own = [r.said for r in rows]
    message = N_("Grade A, the body's own text: {a} statements; grade B, reported by others and not checked: {b}.")
    grades = {g.lower(): ("number", sum(s.grade == g for s in own)) for g in ("A", "B")}
    facts.append(Fact(message, grades))  # type: ignore[arg-type]
    return facts


def _in_words(said: Statement, column: str) -> tuple[ColumnKind, object]:
    return words(lambda code: getattr(said, f"{column}_{code}"))


_TOPIC_WORDS = {"firearms": N_("firearms"), "drugs": N_("drugs")}

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
