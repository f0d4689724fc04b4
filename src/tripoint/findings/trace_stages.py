"""The four denominators of tracing: which one a quantity counts, and what one publication gives."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tripoint.findings.bodies import body_of
from tripoint.findings.firearm_topics import TRACE_TOPICS, role_of
from tripoint.findings.question import N_
from tripoint.findings.stated import TRACES, Stated

STAGES: Mapping[str, str] = {
    "seized": N_("seized"),
    "submitted": N_("submitted for tracing"),
    "us_sourced": N_("US-sourced"),
    "purchaser_identified": N_("purchaser or first sale"),
}
SHOWN: Mapping[str, str] = {
    **STAGES,
    "identified": N_("origin determined"),
    "change": N_("change over time"),
    "other": N_("another result"),
}
_BY_TOPIC = {
    "firearms_seized": "seized",
    "trace_requests": "submitted",
    "firearms_us_sourced": "us_sourced",
    "share_us_sourced": "us_sourced",
    "purchaser_identified": "purchaser_identified",
}


@dataclass(frozen=True)
class Publication:
    """What one document gives for one country and period."""

    country: str
    rows: Sequence[Stated]

    @property
    def first(self) -> Stated:
        return self.rows[0]

    def of(self, stage: str) -> Stated | None:
        """The count of a stage or, without one, a share of one of the four; of a range the lower end.

        Left out: changes over time, parts of a country, and shares of a base that is none of the four.
        """
        own = [r for r in self.rows if stage_of(r) == stage and r.said.value is not None and not _is_part(r)]
        counts = [r for r in own if r.said.unit != "percent"]
        shares = [r for r in own if r.said.unit == "percent" and r.said.base in STAGES]
        return next(iter([*counts, *shares]), None)

    def whole(self, row: Stated) -> float | None:
        """The count identified that a count of US-sourced firearms is a part of, where its words say so."""
        if row.said.unit == "percent" or not row.said.words_en.startswith("of the firearms identified"):
            return None
        return next((r.said.value for r in self.rows if stage_of(r) == "identified" and r.said.unit != "percent"), None)

    def count(self, stage: str) -> Stated | None:
        """The count of a stage in firearms."""
        row = self.of(stage)
        return row if row is not None and row.said.unit == "firearms" else None


def stage_of(row: Stated) -> str:
    """A key of SHOWN. In Mexico a firearm "traced" is one submitted; "successfully traced" is a result.

    "identified" is neither of the four: the origin was determined, domestic or foreign, not the purchaser.
    """
    said = row.said
    if said.denominator in SHOWN:
        return str(said.denominator)
    if said.unit == "percent" and said.base is None:
        return "change"
    if said.topic in _BY_TOPIC:
        return _BY_TOPIC[said.topic]
    if said.topic == "firearms_traced" and said.base is None:
        return "identified" if "successfully" in said.words_en else "submitted"
    return "identified" if "those identified" in said.words_en else "other"


def about_tracing(rows: Iterable[Stated]) -> list[Stated]:
    """Every trace quantity, and the firearms seized that the same document gives for the same period."""
    every = list(rows)
    own = [r for r in every if r.said.source == TRACES or r.said.topic in TRACE_TOPICS or role_of(r) == "traced"]
    beside = {_key(r) for r in own if r.url}
    return own + [
        r
        for r in every
        if r not in own and role_of(r) == "inside" and _key(r) in beside and r.said.topic != "ammunition"
    ]


def publications(rows: Iterable[Stated], country: str) -> list[Publication]:
    """The rows of one country by document and period, newest period first; those with one of the four."""
    groups: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    for row in rows:
        if row.said.countries == country:
            groups[_key(row)].append(row)
    found = [Publication(country, group) for group in groups.values()]
    held = [p for p in found if any(p.of(stage) for stage in STAGES)]
    return sorted(held, key=lambda p: (-_end(p.first), p.first.said.statement_id))


def _key(row: Stated) -> tuple[object, ...]:
    said = row.said
    agency = body_of(said.body).split(",")[0]  # "RCMP, CNFTC" and "RCMP" speak for one body
    return (row.url or row.title, agency, said.countries, said.period_start, said.period_end, said.period_en)


def _end(row: Stated) -> int:
    return (row.said.period_end or row.day).toordinal()


def _is_part(row: Stated) -> bool:
    """Is it of a part of the country, or of the seizures at its border alone?"""
    is_of_border = row.said.is_cross_border_firearm and stage_of(row) == "seized"
    return is_of_border or (row.said.place is not None and row.said.place != row.said.countries)
