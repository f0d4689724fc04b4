"""Organisations as the national returns name them: what is claimed, on what basis, in which public document."""

import pyarrow as pa

from tripoint.findings.question import N_, Column, Filters, Question, Table
from tripoint.findings.returned import Returns, asked
from tripoint.findings.returned_answer import Answer, Told
from tripoint.findings.returned_rows import coded, place_in_list
from tripoint.findings.returned_tables import COUNTRY, YEAR, with_printed
from tripoint.store.ledger import Reader

SHEETS = ("organisations",)
_COLUMNS = (
    COUNTRY,
    YEAR,
    Column("organisation", N_("Organisation, as named"), width=4),
    Column("claim", N_("What is stated"), "term", width=4),
    Column("basis", N_("Basis"), "term", width=3),
    Column("document", N_("Public document"), "own_words", width=5),
)
_SCHEMA = pa.schema(
    [(c, pa.string()) for c in ("country", "year", "organisation", "claim", "basis", "document", "document_language")]
)


def _told(reader: Reader, filters: Filters, returns: Returns) -> Told:
    return Told((_named(reader, filters, returns),))


def _named(reader: Reader, filters: Filters, returns: Returns) -> Table:
    """Every claim, newest year first; in a country the best established first."""
    records = asked(reader, filters)
    own = records.filter(records.sheet == "organisations", records.claim.notnull()).select(
        "country",
        "claim",
        "basis",
        "document",
        year=records.series,
        organisation=records.text,
        document_language=records.language,
    )
    entries = [
        {**row, "claim": coded(row["claim"], "claim"), "basis": coded(row["basis"], "basis")}
        for row in (reader.fetch(own).to_pylist() if returns.held else ())
    ]
    entries.sort(
        key=lambda e: (
            -int(e["year"]), returns.countries.index(e["country"]), place_in_list(e["basis"]), e["organisation"], e["claim"],
        )
    )  # fmt: skip
    title = N_("Organisations as officially named, the best established first")
    table = Table("organisations", title, None, _COLUMNS, pa.Table.from_pylist(entries, _SCHEMA), note=_BASES)
    return with_printed(table, returns)


_BASES = N_(
    "Basis, from the strongest: finding of a court; formal charge; official statement; assessment by the authority. Two "
    "claims that contradict each other both stand."
)

QUESTION = Question(
    name="returned_organisations",
    title=N_("Organisations in the national returns"),
    asks=N_(
        "Which organisations does each government officially connect with firearms or drugs it seized, and on what basis?"
    ),
    how_to_read=N_(
        "Each row is what one authority has stated in a public document, with the basis as its grade. Names stand as "
        "returned. No person is named."
    ),
    does_not_say=N_(
        "That a claim is proven, unless a court has found it. How often an organisation is named is not a measure of its "
        "size or activity. An organisation that is not named here may be involved as well."
    ),
    answer=Answer("returned_organisations", SHEETS, tells=_told),
    filters=("country", "since", "until"),
    is_from_returns=True,
)
