"""Single official figures on drugs, deaths, laboratories and people that stand in no other section."""

from collections.abc import Iterable, Mapping, Sequence

from tripoint.findings import canada_border_seizures, firearm_topics
from tripoint.findings.answer import finished
from tripoint.findings.bodies import body_of
from tripoint.findings.cross_border_firearms import contradictions, differing
from tripoint.findings.firearm_facts import differ_facts
from tripoint.findings.question import N_, Column, Fact, Filters, Finding, Question, Table
from tripoint.findings.stated import CBSA, COUNTRIES, OFFICIAL, Stated, caveats_of, statements, used, within_time
from tripoint.findings.stated_rows import (
    DOCUMENT,
    GRADE,
    GRADES,
    PERIOD,
    PLACES,
    QUANTITY,
    ROW,
    SAYS,
    data,
    period,
    quantity,
)
from tripoint.store.ledger import Reader

TITLES: Mapping[str, str] = {
    "fentanyl": N_("Fentanyl: single figures by country"),
    "other_drugs": N_("Other drugs and drugs together: single figures by country"),
    "precursors": N_("Precursors: single figures by country"),
    "laboratories": N_("Laboratories and equipment: single figures by country"),
    "deaths": N_("Deaths: single figures by country"),
    "people": N_("Arrests, charges and sanctions: single figures by country"),
    "capacity": N_("Training, scanners and other means of authorities: single figures by country"),
}
_TABLE_OF = {"drugs": "other_drugs", "other": "capacity"}
NORTHERN_BORDER, DEATHS_2025 = "us_northern_border_fentanyl", "us_overdose_deaths_2025"
DIFFER: Mapping[str, str] = {
    NORTHERN_BORDER: N_("Fentanyl at the northern border of the United States"),
    DEATHS_2025: N_("Overdose deaths in the United States in 2025"),
    "cbp_fentanyl_monthly_average_2021": N_(
        "Fentanyl seized by CBP in a month of 2021, on average; whether the year is fiscal"
    ),
    "cbsa_drugs_2025": N_("Drugs seized by the CBSA in 2025, for ten months and for the year"),
    "us_cargo_scanning_share": N_("Share of commercial vehicles scanned at the southwest border of the United States"),
    "us_sanctions_eo_14059": N_(
        "Persons and entities sanctioned by the United States under its order of December 2021"
    ),
}
RUNNING, SINGLE = N_("running total"), N_("single figure")
SORT = Column("sort", N_("Kind"), "message", width=2)
_COLUMNS = (PLACES, SORT, SAYS, PERIOD, QUANTITY, DOCUMENT, ROW, GRADE)


def answer(reader: Reader, filters: Filters) -> Finding:
    rows = rows_of(reader, filters)
    held = statements(reader, Filters(), "quantity", sources=(OFFICIAL, CBSA))
    wanted = statements(reader, filters, "quantity", sources=(OFFICIAL, CBSA))
    differ = differing(held, {r.said.contradicts for r in wanted}, DIFFER)
    asked = within_time(differ, filters)
    tables = [contradictions(differ, DIFFER), *(_table(topic, rows) for topic in TITLES)]
    every = list({r.said.statement_id: r for r in (*rows, *differ)}.values())
    return finished(
        QUESTION.name,
        reader,
        [used(reader, every)],
        tables=tables,
        facts=[*_northern_border(asked), *differ_facts(asked, DIFFER, headlines=(DEATHS_2025,)), *_counts(rows)],
        caveats=caveats_of(every, "overlapping_figures"),
        has_period=False,
    )


def rows_of(reader: Reader, filters: Filters) -> list[Stated]:
    """Every figure of these topics that no other finding prints, by country, each newest first; twins once."""
    elsewhere = {r.said.statement_id for r in canada_border_seizures.rows_of(reader, filters)}
    held = statements(reader, filters, "quantity", sources=(OFFICIAL, CBSA))
    own = [
        r
        for r in held
        if topic_of(r) in TITLES
        and r.said.statement_id not in elsewhere
        and r.said.contradicts not in firearm_topics.DIFFER
    ]
    return sorted(own, key=lambda r: (_countries(r), -r.day.toordinal(), r.said.statement_id))


def topic_of(row: Stated) -> str:
    """A key of TITLES, or a topic of another finding."""
    return _TABLE_OF.get(row.said.topic, row.said.topic)


def is_precursor_seizure(row: Stated) -> bool:
    """Is it a quantity of precursors or tablet presses seized? Watch lists and claimed outputs are not."""
    words = row.said.words_en
    return ("seized" in words and row.said.topic == "precursors") or "presses" in words


def _countries(row: Stated) -> tuple[int, ...]:
    codes = row.said.countries.split()
    return len(codes), *(COUNTRIES.index(c) if c in COUNTRIES else len(COUNTRIES) for c in codes)


def _table(topic: str, rows: Iterable[Stated]) -> Table:
    own = [r for r in rows if topic_of(r) == topic]
    shown = data(own, sort=lambda r: RUNNING if r.said.is_running_total else SINGLE)
    return Table(topic, TITLES[topic], None, _COLUMNS, shown, note=GRADES)


def _northern_border(differ: Sequence[Stated]) -> list[Fact]:
    """Pills and powder of one body beside two periods of another; nothing if one of the four is not held."""
    own = [r for r in differ if r.said.contradicts == NORTHERN_BORDER and r.said.unit == "kilograms"]
    pills = [r for r in own if "pills" in r.said.words_en]
    powder = [r for r in own if "powder" in r.said.words_en]
    others = [r for r in own if r not in pills and r not in powder]
    newest = sorted(others, key=lambda r: str(r.said.period_end), reverse=True)
    if len(pills) != 1 or len(powder) != 1 or len(newest) != 2:
        return []
    message = N_(
        "Official figures that differ: fentanyl seized at the northern border of the United States: {first_body} "
        "(grade {first_grade}), {first_period}: {pills} of pills, {powder} of powder; {second_body} (grade "
        "{second_grade}), {new_period}: {new}; {old_period}: {old}."
    )
    first, new, old = pills[0].said, newest[0].said, newest[1].said
    return [
        Fact(
            message,
            {
                "first_body": ("message", body_of(first.body)),
                "first_grade": ("text", first.grade),
                "first_period": period(first),
                "pills": ("quantity", quantity(first)),
                "powder": ("quantity", quantity(powder[0].said)),
                "second_body": ("message", body_of(new.body)),
                "second_grade": ("text", new.grade),
                "new_period": period(new),
                "new": ("quantity", quantity(new)),
                "old_period": period(old),
                "old": ("quantity", quantity(old)),
            },
            is_headline=True,
        )
    ]


def _counts(rows: Sequence[Stated]) -> list[Fact]:
    if not rows:
        return []
    number = {topic: ("number", sum(topic_of(r) == topic for r in rows)) for topic in TITLES}
    message = N_(
        "Figures shown here, each a cited statement of its own: fentanyl {fentanyl}, other drugs {other_drugs}, "
        "precursors {precursors}, laboratories {laboratories}, deaths {deaths}, arrests, charges and sanctions "
        "{people}, means of authorities {capacity}; {running} of them are running totals."
    )
    running = ("number", sum(r.said.is_running_total for r in rows))
    return [Fact(message, {**number, "running": running})]  # type: ignore[dict-item]


QUESTION = Question(
    name="stated_drug_figures",
    title=N_("Single official figures on drugs"),
    asks=N_(
        "What else have the three governments stated in figures about drugs, precursors, laboratories, deaths and "
        "people, and where do they differ?"
    ),
    how_to_read=N_(
        "Each row is one official figure with its period, its qualifier and its document, as stated. Figures that "
        "differ on the same thing come first, side by side; none is merged or corrected. The first column names "
        "the countries that a figure is about, which need not be those that state it. A running total includes "
        "everything since its start. Units are as stated: pounds, kilograms, tonnes, pills and doses are not "
        "converted. Series of seizures and of deaths stand in sections of their own and can count differently."
    ),
    does_not_say=N_(
        "Rows overlap and may not be added, and no two rows form a series. More seized can mean more traffic, more "
        "inspection or a wider count. A number of possible deaths or of deadly doses is a statement on potency, not "
        "a quantity. Targets are not results. Where a figure names no period, none is known."
    ),
    answer=answer,
    filters=("country", "since", "until"),
)
