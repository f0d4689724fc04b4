"""The method chapter: how figures became records, and what is never done with them."""

from tripoint.findings.question import N_
from tripoint.present.document import Block, Bullets, Heading, Paragraph
from tripoint.present.words import Words

PARTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "method-records",
        N_("From the publisher's file to a record"),
        (
            N_("Each file is kept by the SHA-256 of its bytes and read strictly: an unknown drug, place, month or column stops the run."),
            N_("Each record names its file, row and column, so that every number can be found again where it was published."),
            N_("Periods are first and last days, never a bare year: fiscal years of the United States begin in October, those of Canada in April."),
            N_("Pounds become kilograms by the factor 0.45359237; the number as written is kept. No pill, ampoule or currency is converted."),
        ),
    ),
    (
        "method-never",
        N_("What is never done"),
        (
            N_("Measures are never added to or compared with one another: events, mass, reports, investigations and deaths stay apart."),
            N_("Rolling twelve-month counts and rates are never summed; events are never summed over drugs."),
            N_("Figures quoted one by one from releases are never joined into a series, and running totals are never differenced."),
            N_("A missing value is never zero: suppressed, not available, not yet reported and true zero look different everywhere."),
            N_("Areas of US Customs and Border Protection are not states and are not drawn as states."),
        ),
    ),
    (
        "method-clocks",
        N_("Two clocks"),
        (
            N_("Every record knows the period it is about and the date on which it was known: the date of publication or, without one, of access."),
            N_("A newer file replaces older ones of its series for the periods it covers; the older state is still answered with --as-of."),
        ),
    ),
    (
        "method-grades",
        N_("Grades of evidence"),
        (
            N_("Grade A is the body's own text. Grade B is somebody else's page that quotes or reports it and was not checked against the body's own publication."),
            N_("Organisations are named only as an official body named them; persons, dealers and pending cases are never named."),
        ),
    ),
)  # fmt: skip


def method_blocks(words: Words) -> list[Block]:
    """The chapter as blocks."""
    blocks: list[Block] = [
        Heading(1, words(N_("Method")), "method"),
        Paragraph(
            words(N_("How the figures of three countries were brought side by side without changing what they mean.")),
            "lead",
        ),
    ]
    for anchor, title, items in PARTS:
        blocks += [Heading(2, words(title), anchor), Bullets(tuple(words(item) for item in items))]
    return blocks
