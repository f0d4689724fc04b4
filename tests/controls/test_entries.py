"""What a person enters: one writing for one meaning, one reason for each fault, all faults at once."""

from datetime import date

import pytest

from tests.controls.notices_made import INCIDENT, NOTICE, pairs
from tripoint.controls.entries import check_whole, countries, read_pairs
from tripoint.errors import BadEntry
from tripoint.registry.notice_form import Record, fields_of, notice_terms

TODAY = date(2026, 3, 11)


def codes(record: Record, *given: str) -> list[tuple[str, str]]:
    with pytest.raises(BadEntry) as refused:
        read_pairs(record, given, today=TODAY)
    return [(p.file, p.code) for p in refused.value.problems]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("quantity=25.50 KG", "25.5 kg"),
        ("quantity=1000l", "1000 L"),
        ("quantity= 0.000001  mL ", "0.000001 mL"),
        ("quantity=12 pieces", "12 pieces"),
        ("importing_country=mx", "MX"),
        ("transit_countries=us, gt", "US, GT"),
        ("dispatch_date=2026-04-15", "2026-04-15"),
        ("substance=  acetic \n anhydride ", "acetic anhydride"),
        ("exporter_name=Drogas y Químicos = S.A.", "Drogas y Químicos = S.A."),
        ("exporter_name=Missouri Chemicals", "Missouri Chemicals"),
        ("consignee_name=", ""),
    ],
)
def test_a_text_is_brought_to_one_writing(given: str, kept: str) -> None:
    (value,) = read_pairs("notice", [given], today=TODAY).values()
    assert value == kept


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("quantity=25", "entry_quantity"),
        ("quantity=25,5 kg", "entry_quantity"),
        ("quantity=1,000 kg", "entry_quantity"),
        ("quantity=0 kg", "entry_quantity"),
        ("quantity=0.0 kg", "entry_quantity"),
        ("quantity=25 stone", "entry_quantity"),
        ("quantity=1e9 kg", "entry_quantity"),
        ("quantity=nan kg", "entry_quantity"),
        ("quantity=٢٥ kg", "entry_quantity"),
        ("dispatch_date=2026-02-30", "entry_date"),
        ("dispatch_date=15/04/2026", "entry_date"),
        ("dispatch_date=0001-01-01", "entry_date_impossible"),
        ("dispatch_date=2099-01-01", "entry_date_impossible"),
        ("importing_country=Mexico", "entry_country"),
        ("importing_country=ZZ", "entry_country"),
        ("importing_country=EU", "entry_country"),
        ("transit_countries=US, XX", "entry_country"),
        ("substance=" + "x" * 201, "entry_too_long"),
        ("substance=" + "x" * 10_000, "entry_too_long"),
        ("substance=a\x00b", "entry_unreadable"),
        ("substance=\u202eedirhydna", "entry_unreadable"),
        ('substance==HYPERLINK("x")', "entry_formula"),
        ("substance=@SUM(1)", "entry_formula"),
        ("exporter_name=Mr. Example Person", "entry_person"),
        ("importer_name=Sra. Ejemplo", "entry_person"),
        ("exporter_address=someone@example.org", "entry_person"),
        ("no_such_field=x", "entry_field_unknown"),
        ("just words", "entry_not_a_pair"),
    ],
)
def test_a_fault_has_one_reason(given: str, code: str) -> None:
    assert [found for _, found in codes("notice", given)] == [code]


def test_every_fault_is_named_at_once() -> None:
    found = codes("notice", "quantity=x", "substance=ok", "substance=again", "nothing=1", "importing_country=??")
    assert sorted(found) == [
        ("importing_country", "entry_country"), ("nothing", "entry_field_unknown"),
        ("quantity", "entry_quantity"), ("substance", "entry_repeated"),
    ]  # fmt: skip


def test_an_incident_has_not_yet_to_come() -> None:
    assert codes("incident", "occurred_date=2026-03-12") == [("occurred_date", "entry_date_impossible")]
    assert read_pairs("incident", ["occurred_date=2026-03-11"], today=TODAY)


def test_a_choice_is_one_of_its_list() -> None:
    assert codes("incident", "incident_kind=theft") == [("incident_kind", "entry_choice")]


@pytest.mark.parametrize(("record", "whole"), [("notice", NOTICE), ("incident", INCIDENT)])
def test_each_field_that_is_asked_is_missed_alone(record: Record, whole: dict[str, str]) -> None:
    check_whole(record, read_pairs(record, pairs(whole), today=TODAY))
    for name, field in fields_of(record).items():
        if not field.is_asked:
            continue
        with pytest.raises(BadEntry) as refused:
            check_whole(record, {n: v for n, v in whole.items() if n != name})
        assert [(p.file, p.code) for p in refused.value.problems] == [(name, "entry_missing")]


def test_a_shipment_does_not_stay_in_its_country() -> None:
    with pytest.raises(BadEntry) as refused:
        check_whole("notice", {**NOTICE, "importing_country": "CA"})
    assert [p.code for p in refused.value.problems] == ["entry_same_country"]


def test_there_are_the_countries_of_iso_3166() -> None:
    assert len(countries("en_US")) == len(countries("es_MX")) == len(countries("fr_CA")) == 249


def test_every_field_says_where_it_was_read_and_what_was_not_is_unverified() -> None:
    for record in ("notice", "incident"):
        for field in fields_of(record).values():
            assert field.read_in, field.name
            assert all(field.titles.values()), field.name
            assert field.is_verified == (not {"PEN", "PICS"} & set(field.read_in.replace(";", " ").split())), field.name
            if field.kind == "choice":
                assert notice_terms(field.name)
