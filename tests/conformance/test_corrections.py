"""Errors that a publisher printed are guarded: a file that no longer has one stops the run until its row is deleted."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conformance.samples import folder_of
from tests.sources.atf_sheets import columns_are_source, name, write
from tests.sources.variants import changed, problems_of, swap
from tripoint.sources.catalogue import Source, sources

Row = Mapping[str, str]


def corrections(member: Source) -> list[Row]:
    path = folder_of(member) / "corrections.csv"
    return list(csv.DictReader(path.read_text("utf-8").splitlines())) if path.is_file() else []


def trace_repaired(folder: Path, row: Row) -> Path:
    return write(folder, columns_are_source(), file=name(int(row["year"])))


def commerce_repaired(folder: Path, row: Row) -> Path:
    sample = {"import_applications": "04-import-applications.csv"}[row["table"]]
    return changed("us_atf_commerce", sample, folder, swap("\n2001,", f"\n{row['row']},"))


def schedule_repaired(folder: Path, row: Row) -> Path:
    """The record without the error: another schedule, or another name."""
    old = f'"Name": "{row["entry"]}"'
    if row["printed"] == row["entry"]:
        return changed("us_opss_schedules", "data.json", folder, swap(old, f'"Name": "{row["parts"]}"'))

    def repaired(text: str) -> str:
        before, name, after = text.partition(old)
        return before + name + swap(row["printed"], row["parts"] or "Schedule V")(after)

    return changed("us_opss_schedules", "data.json", folder, repaired)


REPAIRED: Mapping[str, Callable[[Path, Row], Path]] = {
    "us_opss_schedules": schedule_repaired,
    "us_atf_trace": trace_repaired,
    "us_atf_commerce": commerce_repaired,
}
"""Source → what writes a file in which the error of a row is repaired: its totals are right."""

WITH_ERRORS = [member for member in sources().values() if corrections(member)]
EVERY_ROW = [(member.name, row) for member in WITH_ERRORS for row in corrections(member)]


def test_every_source_with_corrections_has_a_repaired_file_to_try_them_on() -> None:
    assert {member.name for member in WITH_ERRORS} == set(REPAIRED)


@pytest.mark.parametrize(("source_name", "row"), EVERY_ROW, ids=lambda value: str(value)[:60])
def test_the_guard_of_a_correction_fails_once_its_publisher_repairs_the_file(
    source_name: str, row: Row, tmp_path: Path
) -> None:
    found = problems_of(source_name, REPAIRED[source_name](tmp_path, row))
    outdated = {problem.value for problem in found if problem.code == "correction_outdated"}
    assert row["printed"] in outdated


@pytest.mark.parametrize(("source_name", "row"), EVERY_ROW, ids=lambda value: str(value)[:60])
def test_a_correction_says_what_is_printed_and_why_the_parts_are_kept(source_name: str, row: Row) -> None:
    assert row["printed"]
    assert row["printed"].replace(",", "") != row["parts"].replace(",", "")
    assert row["note"]
