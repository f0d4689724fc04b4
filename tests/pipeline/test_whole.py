"""A file that has lost a part is refused, by itself or beside the file that it would replace."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.builders import cbp_file, cbp_row, cbp_rows, figures_in, ingested
from tests.conformance.samples import folder_of, sample_files
from tripoint.errors import BadInput, LedgerError, Problem
from tripoint.ingest.layout import Wholeness
from tripoint.pipeline.ingest import ingest_file
from tripoint.pipeline.whole import holes, span_text
from tripoint.sources.catalogue import Source, source, sources
from tripoint.store.writer import writing

LATER = date(2026, 2, 1)
MONTHS = ("JAN", "FEB", "MAR")


def refused(
    ledger: Path, path: Path, *, accessed: date = LATER, member: str = "us_cbp_drugs", whole: Wholeness | None = None
) -> list[Problem]:
    """The problems of a file that is not kept. whole: what is asked of it, if not what its layout asks."""
    found = source(member)
    layout = found.layout_of(path.name)
    assert layout is not None
    asked = replace(layout, least_records=1, whole=layout.whole if whole is None else whole)
    with writing(ledger) as writer, pytest.raises(BadInput) as caught:
        ingest_file(writer, found, path, asked, accessed=accessed)
    return list(caught.value.problems)


def told(problems: Sequence[Problem]) -> list[tuple[str, str, int, str]]:
    return [(p.code, p.value, p.rows, p.detail) for p in problems]


# beside the file that it would replace


def test_a_file_with_nine_of_ten_records_is_kept_and_one_with_fewer_is_not(tmp_path: Path) -> None:
    rows = list(cbp_rows(20))
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "old", rows))
    fewer = cbp_file(tmp_path / "fewer", rows[:17])
    assert told(refused(tmp_path / "ledger", fewer)) == [("fewer_than_before", "1949-10", 34, "40")]
    assert ingested(tmp_path / "ledger", cbp_file(tmp_path / "new", rows[:18]), accessed=LATER).is_new


def test_a_cut_at_a_line_end_in_the_last_month_is_found_among_many_months(tmp_path: Path) -> None:
    rows = list(cbp_rows(5000))
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "old", rows))
    (problem,) = refused(tmp_path / "ledger", cbp_file(tmp_path / "new", rows[:-100]))
    assert (problem.code, problem.value) == ("fewer_than_before", "1950-10")


def test_a_place_that_is_gone_is_named(tmp_path: Path) -> None:
    rows = [cbp_row(month=month, drug=drug) for month in MONTHS for drug in ("Heroin", "Fentanyl", "Cocaine", "Lsd")]
    ingested(tmp_path / "ledger", cbp_file(tmp_path / "old", [*rows, cbp_row(month="FEB", area="LAREDO FIELD OFFICE")]))
    new = cbp_file(tmp_path / "new", [*rows, cbp_row(month="FEB", drug="Ketamine")])
    assert told(refused(tmp_path / "ledger", new)) == [("place_gone", "US-CBP-LAREDO-FO", 2, "")]


def test_what_the_publisher_took_out_is_kept_out_when_a_reviewer_says_so(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "old", cbp_rows(20)))
    ingested(ledger, cbp_file(tmp_path / "new", cbp_rows(5)), accessed=LATER, allow_fewer=True)
    assert figures_in(ledger).num_rows == 10


def test_months_that_it_does_not_replace_are_not_asked_of_it(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "old", [cbp_row(month="JAN"), cbp_row(month="FEB")]))
    outcome = ingested(ledger, cbp_file(tmp_path / "new", [cbp_row(month="FEB", events="2")]), accessed=LATER)
    assert outcome.current_periods == 1


def test_an_older_file_is_not_compared_with_a_newer_one(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "new", cbp_rows(20)), accessed=LATER)
    assert ingested(ledger, cbp_file(tmp_path / "old", cbp_rows(2))).current_periods == 0


def test_statements_lost_from_a_transcript_are_found(tmp_path: Path) -> None:
    sample = folder_of(source("ca_cbsa_published")) / "sample" / "cbsa_seizures_transcribed.csv"
    ingested(tmp_path / "ledger", sample, member="ca_cbsa_published")
    cut = tmp_path / sample.name
    cut.write_text("".join(sample.read_text("utf-8").splitlines(keepends=True)[:-3]), encoding="utf-8")
    (problem,) = refused(tmp_path / "ledger", cut, member="ca_cbsa_published")
    assert (problem.code, problem.rows, problem.detail) == ("fewer_than_before", 5, "8")


# two files of one day


def test_two_files_of_one_day_that_share_a_month_are_refused(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "a", [cbp_row(events="1")], name="nationwide-drugs-a.csv"), accessed=LATER)
    other = cbp_file(tmp_path / "b", [cbp_row(events="2")])
    assert told(refused(ledger, other)) == [("same_day", "nationwide-drugs-a.csv", 0, "2026-02-01")]
    assert ingested(ledger, other, accessed=date(2026, 2, 2)).current_periods == 1


def test_two_files_of_one_day_for_different_months_are_both_kept(tmp_path: Path) -> None:
    for month in MONTHS:
        path = cbp_file(tmp_path / month, [cbp_row(month=month)])
        assert ingested(tmp_path / "ledger", path, accessed=LATER).current_periods == 1


def test_the_date_given_tells_two_exports_of_one_day_apart(tmp_path: Path) -> None:
    sample = folder_of(source("us_nflis_drug")) / "sample" / "NFLIS_Drug_DQS_2024_08_15_09_30_00.csv"
    ledger, later = tmp_path / "ledger", tmp_path / "NFLIS_Drug_DQS_2024_08_15_17_00_00.csv"
    ingested(ledger, sample, member="us_nflis_drug", accessed=date(2024, 8, 15))
    later.write_text(sample.read_text("utf-8").replace("09:30:00", "17:00:00"), encoding="utf-8")
    (problem,) = refused(ledger, later, member="us_nflis_drug", accessed=date(2024, 8, 15), whole=Wholeness())
    assert problem.code == "same_day"
    assert ingested(ledger, later, member="us_nflis_drug", accessed=date(2024, 8, 16)).current_periods


def test_a_file_that_a_newer_one_replaces_says_so(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "new", [cbp_row(month=month) for month in MONTHS[:2]]), accessed=LATER)
    outcome = ingested(ledger, cbp_file(tmp_path / "old", [cbp_row(month=month, events="2") for month in MONTHS]))
    assert (outcome.periods, outcome.current_periods, outcome.newer_known_since) == (3, 1, LATER)


# by itself


def test_a_month_lost_between_others_is_named(tmp_path: Path) -> None:
    path = cbp_file(tmp_path, [cbp_row(month="JAN"), cbp_row(month="APR")])
    assert told(refused(tmp_path / "ledger", path)) == [("period_missing", "2025-02-01/2025-03-31", 0, "")]


def test_a_value_for_a_month_that_had_not_begun_is_refused(tmp_path: Path) -> None:
    path = cbp_file(tmp_path, [cbp_row(year="2026", month="MAR"), cbp_row(year="2026", month="FEB")])
    found = refused(tmp_path / "ledger", path)
    assert told(found) == [("period_after_known", "2026-03-01", 2, "2026-02-01")]


def test_a_month_that_begins_on_the_day_is_kept(tmp_path: Path) -> None:
    path = cbp_file(tmp_path, [cbp_row(year="2026", month="FEB")])
    assert ingested(tmp_path / "ledger", path, accessed=LATER).is_new


@pytest.mark.parametrize(
    ("months", "length", "expected"),
    [
        ((0, 1, 2), 1, []),
        ((0, 2, 3, 6), 1, ["2020-02", "2020-05-01/2020-06-30"]),
        ((0, 6, 18), 6, ["2021-01-01/2021-06-30"]),
        ((0, 1, 2, 4), 12, ["2020-04-01/2021-03-31"]),
        ((0, 24), 12, ["2021"]),
        ((5,), 1, []),
        ((), 1, []),
    ],
)
def test_holes_are_found_among_periods_apart_and_overlapping(
    months: tuple[int, ...], length: int, expected: list[str]
) -> None:
    def day(month: int) -> date:
        return date(2020 + month // 12, month % 12 + 1, 1)

    spans = [(day(m), date.fromordinal(day(m + length).toordinal() - 1)) for m in months]
    assert [span_text((first[0], last[1])) for first, last in holes(spans)] == expected


HEADED = [
    (member, path)
    for member in sources().values()
    for path in sample_files(member)
    # a Table 3 has a title, blocks and notes; an export of the MUCD portal has its header in the third line
    if path.suffix == ".csv" and "Table3" not in path.name and "DataDASAACSV" not in path.name
]


@pytest.mark.parametrize(("member", "path"), HEADED, ids=lambda part: getattr(part, "name", ""))
def test_a_header_alone_has_too_few_records(tmp_path: Path, member: Source, path: Path) -> None:
    alone = tmp_path / path.name
    alone.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    (problem,) = refused(tmp_path / "ledger", alone, member=member.name)
    assert (problem.code, problem.rows) == ("too_few_records", 0)


def test_a_file_that_is_broken_in_the_ledger_is_a_ledger_error(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger"
    ingested(ledger, cbp_file(tmp_path / "old", cbp_rows(20)))
    next(ledger.glob("figures/*/*.parquet")).write_bytes(b"PAR1")
    with pytest.raises(LedgerError, match="missing or broken"):
        ingested(ledger, cbp_file(tmp_path / "new", cbp_rows(19)), accessed=LATER)


# the publishers' own files with a part taken out

Keep = Callable[[dict[str, str]], bool]
SESNSP = ("mx_sesnsp_federal", "mx/sesnsp_fuero_federal/Fuero_federal_2012-2026_abr2026.csv", "latin-1")
INFOBASE = ("ca_infobase_harms", "ca/health_infobase_substance_harms/SubstanceHarmsData_2026-04.csv", "utf-8")
T40_4 = ("us_cdc_overdose", "us/cdc_vsrr_overdose/cdc_api_provisional_overdose_counts.csv", "utf-8")
ALL = ("us_cdc_overdose", "us/cdc_vsrr_overdose/VSRR_Provisional_Drug_Overdose_Death_Counts.csv", "utf-8-sig")
DQS = ("us_nflis_drug", "us/dea_nflis_drug/NFLIS_Drug_DQS_2026_03_03_13_26_55.csv", "utf-8")
CBP = ("us_cbp_drugs", "us/cbp_nationwide_drug_seizures/nationwide-drugs-fy23-fy26-dec.csv", "utf-8")
SHORT = {"AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL"}


def without(folder: Path, path: Path, encoding: str, keep: Keep) -> Path:
    """A copy of a file with only the rows that `keep` accepts, under the same name."""
    with path.open(encoding=encoding, newline="") as lines:
        reader = csv.DictReader(lines)
        rows = list(reader)
    kept = [row for row in rows if keep(row)]
    assert 0 < len(kept) < len(rows)
    with (folder / path.name).open("w", encoding=encoding, newline="") as target:
        writer = csv.DictWriter(target, reader.fieldnames or [])
        writer.writeheader()
        writer.writerows(kept)
    return folder / path.name


PARTS: dict[str, tuple[tuple[str, str, str], Keep, str, str]] = {
    "a state": (SESNSP, lambda r: r["ENTIDAD"] != "SONORA", "place_missing", "MX-SON"),
    "a state in one year": (
        SESNSP, lambda r: (r["ENTIDAD"], r["AÑO"]) != ("SONORA", "2020"), "place_missing", "MX-SON"
    ),
    "abroad": (SESNSP, lambda r: r["ENTIDAD"] != "EXTRANJERO", "place_missing", "MX-EXTRANJERO"),
    "an offence": (SESNSP, lambda r: "L.F.A.F.E." not in r["TIPO"], "category_missing", "firearms_law"),
    "an offence in one year": (
        SESNSP, lambda r: r["AÑO"] != "2020" or r["TIPO"] != "TRAFICO", "category_missing", "drugs/trafficking"
    ),
    "a year": (SESNSP, lambda r: r["AÑO"] != "2020", "period_missing", "2020"),
    "Canada": (
        INFOBASE, lambda r: r["Region"] != "Canada" or r["Source"] != "Deaths" or r["Unit"] != "Number",
        "place_missing", "CA (deaths)",
    ),
    "the nation": (T40_4, lambda r: r["state"] != "US", "place_missing", "US (deaths_12_months)"),
    "the nation in one month": (
        ALL, lambda r: r["State"] != "US" or (r["Year"], r["Month"]) != ("2016", "May"),
        "place_missing", "US (deaths_12_months)",
    ),
    "a month of twelve": (
        T40_4, lambda r: (r["year"], r["month"]) != ("2020", "May"), "period_missing", "2019-06-01/2020-05-31"
    ),
    "a half-year": (
        DQS, lambda r: (r["YYYY"], r["PERIOD"][:3]) != ("2020", "SA1"), "period_missing", "2020-01-01/2020-06-30"
    ),
    "ten states of a half-year": (
        DQS, lambda r: r["YYYY"] != "2020" or r["STATE"] not in SHORT, "few_places", "2020-01-01/2020-06-30"
    ),
    "a month": (CBP, lambda r: (r["FY"], r["Month (abbv)"]) != ("2024", "MAY"), "period_missing", "2024-05"),
}  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
def test_a_part_taken_out_of_the_real_file_is_named(raw: Path, tmp_path: Path, part: str) -> None:
    (member, file, encoding), keep, code, value = PARTS[part]
    path = without(tmp_path, raw / file, encoding, keep)
    found = {p.value: p.code for p in refused(tmp_path / "ledger", path, accessed=date(2026, 7, 1), member=member)}
    assert found.get(value) == code


def test_rows_cut_off_the_real_file_are_missed_beside_the_whole_one(raw: Path, tmp_path: Path) -> None:
    ledger, old = tmp_path / "ledger", raw / CBP[1]
    ingested(ledger, old, accessed=date(2026, 3, 11))
    rows = iter(range(10**6))
    path = without(tmp_path, old, "utf-8", lambda _: next(rows) < 7500)  # not in the order of months
    found = refused(ledger, path, accessed=date(2026, 4, 1), whole=Wholeness())
    assert {p.code for p in found} == {"fewer_than_before"}


def test_a_file_without_the_last_year_leaves_that_year_as_it_was(raw: Path, tmp_path: Path) -> None:
    ledger, old = tmp_path / "ledger", raw / CBP[1]
    ingested(ledger, old, accessed=date(2026, 3, 11))
    path = without(tmp_path, old, "utf-8", lambda r: r["FY"] != "2026 (FYTD)")
    assert ingested(ledger, path, accessed=date(2026, 4, 1)).periods == 36
    assert {str(d)[:4] for d in figures_in(ledger)["period_start"].to_pylist()} >= {"2025"}


def test_a_year_cut_off_a_file_that_replaces_the_whole_series_is_found(raw: Path, tmp_path: Path) -> None:
    ledger, old = tmp_path / "ledger", raw / SESNSP[1]
    ingested(ledger, old, accessed=date(2026, 6, 6), member=SESNSP[0])
    path = without(tmp_path, old, "latin-1", lambda r: r["AÑO"] != "2026")
    found = refused(ledger, path, accessed=date(2026, 7, 1), member=SESNSP[0])
    assert {p.code for p in found} == {"period_gone"}
    assert [p.value for p in found][:2] == ["2026-01", "2026-02"]
