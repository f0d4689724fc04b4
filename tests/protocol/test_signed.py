"""What the desk signs off: nothing but the fields of its kind, each with where it was read, none that names anybody."""

import json
import re
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from tripoint.protocol.columns import words_of
from tripoint.protocol.incident import SignedIncident
from tripoint.protocol.kinds import DATED, KINDS
from tripoint.protocol.notice import SignedNotice
from tripoint.protocol.outbox import INCIDENTS, NOTICES, SIGNED, Unfit, of_line, signed_of, to_line
from tripoint.registry.notice_form import Record, fields_of, notice_terms

NOTICE: dict[str, Any] = {
    "desk_id": "00000000-0000-4000-8000-000000000001", "version": 3, "recorded_at": "2026-03-11",
    "direction": "outgoing", "state": "sent", "exporting_country": "CA", "importing_country": "MX",
    "substance_as_written": "acetic anhydride", "quantity": 25.5, "unit": "kg", "quantity_as_written": "25.5 kg",
    "dispatch_on": "2026-04-15", "sent_on": "2026-03-11", "reply_by": "2026-03-18",
}  # fmt: skip
INCIDENT: dict[str, Any] = {
    "desk_id": "00000000-0000-4000-8000-000000000002", "version": 1, "recorded_at": "2026-03-11",
    "incident_kind": "seizure", "item_kind": "substance", "item_as_written": "anhídrido acético",
    "occurred_on": "2026-03-01", "country": "MX",
}  # fmt: skip
FORMS: tuple[tuple[str, Record], ...] = ((NOTICES, "notice"), (INCIDENTS, "incident"))


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_each_field_cites_a_field_or_list_of_the_form_that_is_there(kind: str, form: Record) -> None:
    own = {"desk_id", "version", "recorded_at", "handling", "quantity_as_written", "sent_on", "reply_by", "answered_on"}
    for name in SIGNED[kind].model_fields.keys() - own:
        words = words_of(SIGNED[kind], name)
        for text in (words.en, words.es, words.fr):
            field = re.search(r"notice_fields\.csv, (\w+)\)", text)
            terms = re.search(r"notice_terms\.csv, list[ae]? (\w+)\)", text)
            assert field or terms, text
            if field:
                assert field[1] in fields_of(form)
            if terms:
                assert notice_terms(terms[1])


@pytest.mark.parametrize(
    ("kind", "name", "terms"),
    [(NOTICES, "direction", "direction"), (NOTICES, "answer", "answer"), (NOTICES, "unit", "unit"),
     (INCIDENTS, "incident_kind", "incident_kind"), (INCIDENTS, "item_kind", "item_kind"), (INCIDENTS, "unit", "unit")],
)  # fmt: skip
def test_its_codes_are_those_of_the_list(kind: str, name: str, terms: str) -> None:
    annotation = SIGNED[kind].model_fields[name].annotation
    codes = [code for part in (annotation, *get_args(annotation)) for code in get_args(part) if isinstance(code, str)]
    assert set(codes) == set(notice_terms(terms))


@pytest.mark.parametrize(("kind", "form"), FORMS)
def test_no_field_of_a_firm_or_of_free_text_is_among_them(kind: str, form: Record) -> None:
    named = {field.name for field in fields_of(form).values() if field.kind == "firm"}
    free = {field.name for field in fields_of(form).values() if field.kind == "text"} - {"substance", "item"}
    assert len(named) >= 3
    assert not (named | free) & set(KINDS[kind].model_fields)
    longest = max(fields_of(form)[name].longest for name in ("substance", "item") if name in fields_of(form))
    assert longest <= 200  # what the kind takes


@pytest.mark.parametrize("kind", SIGNED)
def test_it_is_for_governments_and_no_statistics(kind: str) -> None:
    assert SIGNED[kind].model_fields["handling"].default == "governments"
    assert kind not in DATED


def test_a_record_comes_back_from_its_line() -> None:
    for kind, fields in ((NOTICES, NOTICE), (INCIDENTS, INCIDENT)):
        record = SIGNED[kind].model_validate(fields)
        assert of_line(to_line(kind, record)) == (kind, record)
        assert signed_of(kind, record.body()) == record


@given(text=st.text(min_size=1, max_size=200), quantity=st.floats(1e-6, 1e12))
def test_no_text_and_no_number_breaks_a_line(text: str, quantity: float) -> None:
    record = SignedNotice.model_validate(NOTICE | {"substance_as_written": text, "quantity": quantity})
    line = to_line(NOTICES, record)
    assert "\n" not in line
    assert of_line(line) == (NOTICES, record)


@pytest.mark.parametrize(
    "changed",
    [
        {"state": "draft"}, {"state": "answered"}, {"answer": "stop"}, {"answered_on": "2026-03-15"},
        {"state": "answered", "answer": "stop", "answered_on": "2026-03-10"}, {"reply_by": "2026-03-10"},
        {"importing_country": "CA"}, {"exporting_country": "Canada"}, {"exporting_country": "CA\n"}, {"unit": "lb"},
        {"unit": None}, {"quantity": 0}, {"quantity": float("nan")}, {"quantity": None},
        {"quantity": None, "unit": None, "quantity_as_written": None}, {"version": 0}, {"desk_id": "7"},
        {"handling": "public"}, {"exporter_name": "Synthetic Exports Ltd."}, {"substance_as_written": ""},
    ],
)  # fmt: skip
def test_a_notice_that_says_it_wrong_is_refused(changed: dict[str, Any]) -> None:
    assert SignedNotice.model_validate(NOTICE).sent_on == date(2026, 3, 11)
    with pytest.raises(ValidationError):
        SignedNotice.model_validate(NOTICE | changed)


@pytest.mark.parametrize(
    "changed", [{"incident_kind": "rumour"}, {"country": None}, {"quantity": 3}, {"place": "Example"}, {"version": "x"}]
)
def test_an_incident_that_says_it_wrong_is_refused(changed: dict[str, Any]) -> None:
    assert SignedIncident.model_validate(INCIDENT).quantity is None
    with pytest.raises(ValidationError):
        SignedIncident.model_validate(INCIDENT | changed)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"kind":"rumours","record":{}}', '{"kind":3,"record":{}}'])
def test_what_is_no_line_is_told_as_such(text: str) -> None:
    with pytest.raises(Unfit):
        of_line(text)


def test_what_is_wrong_is_told_without_what_stands_there() -> None:
    with pytest.raises(Unfit) as told:
        signed_of(
            INCIDENTS,
            json.dumps(INCIDENT | {"desk_id": "Xylophone", "importer": "Xylophone Ltd.", "country": "Xylophone"}),
        )
    assert "country" in str(told.value)
    assert "Xylophone" not in str(told.value)
