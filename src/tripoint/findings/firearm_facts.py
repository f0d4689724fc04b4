"""Sentences on cross-border firearms, each made from the statements it speaks of."""

from collections.abc import Iterable, Sequence

from tripoint.findings.firearm_topics import DIFFER, firearms_first
from tripoint.findings.question import N_, ColumnKind, Fact
from tripoint.findings.stated import Stated
from tripoint.findings.stated_rows import period, quantity, words


def facts_of(rows: Sequence[Stated], countries: Sequence[str]) -> list[Fact]:
    facts = [
        Fact(
            N_(
                "No open, current series of cross-border firearms seizures was found for {countries} among "
                "the sources held; what exists are single official figures."
            ),
            {"countries": ("countries", " ".join(countries))},
            is_headline=True,
        )
    ]
    number = {c: sum(c in r.said.countries.split() for r in rows) for c in countries}
    if len(countries) == 3:
        message = N_(
            "Official figures on cross-border firearms held, each a cited statement of its own: United "
            "States {us}, Mexico {mx}, Canada {ca}."
        )
        facts.append(Fact(message, {c.lower(): ("number", n) for c, n in number.items()}, is_headline=True))
    for country in countries:
        facts += _newest(country, [r for r in rows if country in r.said.countries.split()])
    for direction in ("southbound", "northbound"):
        none = [
            c
            for c in countries
            if not any(c in r.said.countries.split() and r.said.direction == direction for r in rows)
        ]
        if none:
            message = N_("No figure held names the direction {direction} for: {countries}.")
            facts.append(
                Fact(
                    message,
                    {"direction": ("direction", direction), "countries": ("countries", " ".join(none))},
                )
            )
    return facts


def _newest(country: str, rows: Iterable[Stated]) -> list[Fact]:
    """The newest dated statement of a country; both ends if it gives a range."""
    dated = sorted((r for r in rows if r.said.stated), key=lambda r: (-r.day.toordinal(), firearms_first(r)))
    if not dated:
        return []
    first = dated[0]
    own = [r for r in dated if r.said.stated == first.said.stated and r.said.qualifier == "between"]
    return [
        Fact(
            N_("{country}, newest dated statement held: {words}: {quantity}; period: {period} ({body}, {stated})."),
            {
                "country": ("place", country),
                "words": _words(row),
                "quantity": ("quantity", quantity(row.said)),
                "period": period(row.said),
                "body": ("message", row.said.body),
                "stated": ("stated", row.said.stated),
            },
        )
        for row in (own if first in own else [first])
    ]


def differ_facts(rows: Sequence[Stated]) -> Iterable[Fact]:
    """A sentence for each pair of cross-border figures that differ."""
    for group, message in DIFFER.items():
        pair = [r for r in rows if r.said.contradicts == group]
        if len(pair) == 2 and all(r.said.is_cross_border_firearm for r in pair):
            yield Fact(
                N_(
                    "Official figures that differ: {group}: {first}, {first_period} ({first_body}); "
                    "{second}, {second_period} ({second_body})."
                ),
                {
                    "group": ("message", message),
                    "first": ("quantity", quantity(pair[0].said)),
                    "first_period": period(pair[0].said),
                    "first_body": ("message", pair[0].said.body),
                    "second": ("quantity", quantity(pair[1].said)),
                    "second_period": period(pair[1].said),
                    "second_body": ("message", pair[1].said.body),
                },
            )


def _words(row: Stated) -> tuple[ColumnKind, object]:
    return words(lambda code: getattr(row.said, f"words_{code}"))
