"""Sentences on the trace denominators, each with the base it refers to."""

from collections.abc import Iterable, Sequence

from tripoint.findings.question import N_, Fact
from tripoint.findings.stated import Stated
from tripoint.findings.stated_rows import period, quantity, stated_by, words
from tripoint.findings.trace_stages import STAGES, Publication, stage_of


def facts_of(country: str, found: Sequence[Publication], rows: Iterable[Stated]) -> list[Fact]:
    facts: list[Fact] = []
    if not found:
        return facts
    for number, publication in enumerate(p for p in found if all(p.of(s) for s in tuple(STAGES)[1:])):
        cells = {s: ("quantity", quantity(row.said)) for s in tuple(STAGES)[1:] if (row := publication.of(s))}
        said = publication.first.said
        message = N_(
            "{country}, {period}: submitted for tracing: {submitted}; US-sourced: {us_sourced}; purchaser or "
            "first sale identified: {purchaser_identified} ({body}; grade {grade})."
        )
        common = {"country": ("country", country), "period": period(said), **stated_by(said)}
        facts.append(Fact(message, {**common, **cells}, is_headline=number == 0))  # type: ignore[dict-item]
    for row in rows:
        if stage_of(row) == "purchaser_identified" and row.said.base:
            message = N_("{country}, {period}, purchaser or first sale identified: {share} ({body}; grade {grade}).")
            facts.append(
                Fact(
                    message,
                    {
                        "country": ("country", country),
                        "period": period(row.said),
                        "share": ("quantity", quantity(row.said)),
                        **stated_by(row.said),
                    },
                )
            )
    facts += _determined(country, rows)
    message = N_(
        "{country}: of {all} publications and periods held, the number for all firearms of the country is given for "
        "seized in {seized}, submitted in {submitted}, US-sourced in {us_sourced}, purchaser or first sale in "
        "{purchaser_identified}; parts of the country and other bases are in a table of their own."
    )
    number_of = {stage: ("number", sum(p.of(stage) is not None for p in found)) for stage in STAGES}
    parameters = {"country": ("country", country), "all": ("number", len(found)), **number_of}
    facts.append(Fact(message, parameters, is_headline=country == "CA"))  # type: ignore[arg-type]
    return facts


def _determined(country: str, rows: Iterable[Stated]) -> list[Fact]:
    """The newest result that determines an origin but no purchaser, in the words of its publication."""
    own = [r for r in rows if stage_of(r) == "identified" and r.said.unit != "percent" and r.said.period_end]
    newest = max(own, key=lambda r: (str(r.said.period_end), r.said.statement_id), default=None)
    if newest is None:
        return []
    said = newest.said
    return [
        Fact(
            N_(
                "{country}, {period}, origin determined, which is not a purchaser: {quantity}: {words} "
                "({body}; grade {grade})."
            ),
            {
                "country": ("country", country),
                "period": period(said),
                "quantity": ("quantity", quantity(said)),
                "words": words(lambda code: getattr(said, f"words_{code}")),
                **stated_by(said),
            },
        )
    ]
