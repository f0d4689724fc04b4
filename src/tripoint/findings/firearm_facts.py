"""Sentences on cross-border firearms, each made from the statements it speaks of."""

from collections.abc import Iterable, Mapping, Sequence

from tripoint.findings.firearm_topics import DIFFER, firearms_first
from tripoint.findings.question import N_, ColumnKind, Fact
from tripoint.findings.stated import Stated
from tripoint.findings.stated_rows import period, quantity, stated_by, words

Parameters = dict[str, tuple[ColumnKind, object]]
NO_SERIES: Mapping[str, str] = {
    "US MX CA": N_(
        "No open, current series of cross-border firearms seizures is held. US Customs and Border Protection "
        "publishes one (weapons and ammunition, by month and area, inbound and outbound); its file is not in this "
        "edition. For Mexico and Canada none was found among the sources read."
    ),
    "US": N_(
        "United States: no open, current series of cross-border firearms seizures is held. US Customs and Border "
        "Protection publishes one (weapons and ammunition, by month and area, inbound and outbound); its file is not "
        "in this edition."
    ),
    "MX": N_("Mexico: no open, current series of cross-border firearms seizures was found among the sources read."),
    "CA": N_("Canada: no open, current series of cross-border firearms seizures was found among the sources read."),
}


def facts_of(rows: Sequence[Stated], countries: Sequence[str], *, is_of_all_time: bool) -> list[Fact]:
    """Nothing is said where nothing was known.

    is_of_all_time: no time is asked for; else nothing is called the newest, and nothing is said to be lacking.
    """
    if not rows:
        return []
    facts = [Fact(NO_SERIES[" ".join(countries)], is_headline=True)]
    if len(countries) == 3:
        number = {c.lower(): ("number", sum(c in r.said.countries.split() for r in rows)) for c in countries}
        message = N_(
            "Official figures shown here on cross-border firearms of each country, each a cited statement of its own: "
            "United States {us}, Mexico {mx}, Canada {ca}."
        )
        facts.append(Fact(message, number, is_headline=True))  # type: ignore[arg-type]
    if not is_of_all_time:
        return facts
    for country in countries:
        facts += _newest(country, [r for r in rows if country in r.said.countries.split()])
    for direction in ("southbound", "northbound"):
        named = {c for r in rows if r.said.direction == direction for c in r.said.countries.split()}
        none = [c for c in countries if c not in named]
        if none:
            message = N_("No figure held on firearms names the direction {direction} for: {countries}.")
            parameters: Parameters = {"direction": ("direction", direction), "countries": ("countries", " ".join(none))}
            facts.append(Fact(message, parameters))
    return facts


def _newest(country: str, rows: Iterable[Stated]) -> list[Fact]:
    """The newest dated statement of a country that gives a number; both ends if it gives a range."""
    given = (r for r in rows if r.said.stated and r.said.value is not None)
    dated = sorted(given, key=lambda r: (-r.day.toordinal(), firearms_first(r)))
    if not dated:
        return []
    first = dated[0]
    own = [r for r in dated if r.said.stated == first.said.stated and r.said.qualifier == "between"]
    return [
        Fact(
            N_(
                "{country}, newest dated statement on cross-border firearms: {words}: {quantity}; period: {period} "
                "({body}, {stated}; grade {grade})."
            ),
            {
                "country": ("place", country),
                "words": words(lambda code, row=row: getattr(row.said, f"words_{code}")),  # type: ignore[misc]
                "quantity": ("quantity", quantity(row.said)),
                "period": period(row.said),
                "stated": ("stated", row.said.stated),
                **stated_by(row.said),
            },
        )
        for row in (own if first in own else [first])
    ]


def differ_facts(
    rows: Sequence[Stated], groups: Mapping[str, str] = DIFFER, headlines: Iterable[str] = ()
) -> Iterable[Fact]:
    """A sentence for each pair of `rows` that differ, by the groups of statements on the same thing."""
    for group, message in groups.items():
        pair = [r for r in rows if r.said.contradicts == group]
        if len(pair) == 2 and all(r.said.value is not None for r in pair):
            parameters: Parameters = {"group": ("message", message)}
            for name, row in zip(("first", "second"), pair, strict=True):
                parameters[name] = ("quantity", quantity(row.said))
                parameters[f"{name}_period"] = period(row.said)
                parameters |= {f"{name}_{part}": value for part, value in stated_by(row.said).items()}
            yield Fact(
                N_(
                    "Official figures that differ: {group}: {first}, {first_period} ({first_body}; grade "
                    "{first_grade}); {second}, {second_period} ({second_body}; grade {second_grade})."
                ),
                parameters,
                is_headline=group in headlines,
            )
