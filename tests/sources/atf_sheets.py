"""Small matrices in ATF's layout, with numbers of our own.

`python -m tests.sources.atf_sheets` writes the samples of us_atf_trace.

SOURCES lists, for each source, the firearms recovered in PLACES. They are drawn so that the District of
Columbia and New York recover far more than their dealers sold, and West Virginia far fewer.
"""

from collections.abc import Sequence
from pathlib import Path

from tests.conformance.samples import folder_of
from tests.workbooks import Cell, write_workbook
from tripoint.sources.catalogue import source

SHEET = "SOURCE AND RECOVERY STATES"
PLACES = ("DISTRICT OF COLUMBIA", "GEORGIA", "GUAM", "NEW YORK", "WEST VIRGINIA")
SOURCES = ((4, 0, 0, 1, 0), (9, 90, 1, 33, 2), (0, 0, 5, 0, 0), (1, 2, 0, 40, 0), (30, 3, 0, 12, 50))

Sheet = list[list[Cell]]


def notes(year: int) -> Sheet:
    return [
        [],
        [
            "",
            f"- Includes Firearms Recovered and Traced between 1/1/{year} - 12/31/{year}, or traced then.",
        ],
        ["", "- Duplicate traces, Firearms Not Recovered and others are not included."],
        ["", "- Traces must identify a purchaser and the state of the final dealer."],
        ["", f"- Statistics are based on a query of the Firearms Tracing System (FTS) on May 1, {year + 1}."],
        ["", "- All traces may not have been completed."],
    ]


def with_totals(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    full = [[*row, sum(row)] for row in rows]
    return [*full, [sum(column) for column in zip(*full, strict=True)]]


def rows_are_source(places: Sequence[str] = PLACES, counts: Sequence[Sequence[int]] = SOURCES) -> Sheet:
    """Laid out as 2010, 2011 and 2014 to 2017, without the notes."""
    names = [*places, "TOTALS"]
    body: Sheet = [["", name, *row] for name, row in zip(names, with_totals(counts), strict=True)]
    return [["Recovery State"], ["Source State", "", *names], *body]


def columns_are_source(
    places: Sequence[str] = PLACES, counts: Sequence[Sequence[int]] = SOURCES, extra: Sequence[str] = ()
) -> Sheet:
    """Laid out as 2012 and 2013. extra: names of sources that stand on this axis only, last in `counts`."""
    down, across = [*places, "TOTAL"], [*places, *extra, "TOTAL"]
    turned = with_totals(list(zip(*counts, strict=True)))
    body: Sheet = [["", name, *row] for name, row in zip(down, turned, strict=True)]
    body[0][0] = "Recovery State"
    return [["", "", "Source State"], ["", "", *across], *body]


def write_samples() -> None:
    folder = folder_of(source("us_atf_trace")) / "sample"
    together = [p if p != "GUAM" else "GUAM & NORTHERN MARIANA ISLANDS" for p in PLACES]
    short = [p if p != "DISTRICT OF COLUMBIA" else "DST OF COLUMBIA" for p in PLACES]
    stray = columns_are_source(short, [*SOURCES, (0, 0, 0, 2, 0)], extra=["CANADA"])
    write_workbook(folder / name(2014), {SHEET: [*rows_are_source(together), *notes(2014)]})
    write_workbook(folder / name(2013), {SHEET: stray})


def name(year: int) -> str:
    return f"sample_source_recovery_by_state-cy_{year}.xlsx"


def write(folder: Path, sheet: Sheet, *, file: str = "sample_source_recovery_by_state-cy_2014.xlsx") -> Path:
    return write_workbook(folder / file, {SHEET: sheet})


if __name__ == "__main__":
    write_samples()
