"""What every source must do."""

import json
from collections import Counter

import pytest

from tests.conformance.samples import folder_of, records_of_sample, sample_files
from tripoint.registry.words import agency, caveat
from tripoint.sources.catalogue import Source, sources

ALL = pytest.mark.parametrize("member", sources().values(), ids=lambda s: s.name)


@ALL
def test_the_sample_gives_the_expected_records(member: Source) -> None:
    expected = (folder_of(member) / "expected.jsonl").read_text("utf-8").splitlines()
    assert records_of_sample(member) == expected


@ALL
def test_no_two_records_of_a_sample_have_the_same_id(member: Source) -> None:
    names = ("kind_of_record", "file", "source_row", "source_column", "measure", "kind", "field")
    records = [json.loads(line) for line in records_of_sample(member)]
    ids = Counter(tuple(str(record.get(name)) for name in names) for record in records)
    assert [found for found, times in ids.items() if times > 1] == []


@ALL
def test_every_layout_has_a_sample(member: Source) -> None:
    sampled = {layout.name for path in sample_files(member) if (layout := member.layout_for(path))}
    assert sampled == {layout.name for layout in member.layouts}


@ALL
def test_the_facts_are_complete_in_three_languages(member: Source) -> None:
    for key in ("title", "counts", "revises"):
        assert all(member.text(key, language) for language in ("en", "es", "fr")), key
    for key in ("citation", "licence", "cadence", "publisher"):
        assert member.text(key), key
    is_untested = "layout_not_tested" in member.caveats  # no file of its publisher is held
    assert member.text("raw_folder") or member.transcript or is_untested  # where its files lie, or that it brings them
    assert isinstance(member.facts["may_ship"], bool)
    agency(member.text("publisher"))
    for code in member.caveats:
        caveat(code)


@ALL
def test_the_folder_is_documented(member: Source) -> None:
    assert (folder_of(member) / "README.md").read_text("utf-8").count("\n") >= 10
