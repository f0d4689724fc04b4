"""The protocol's documents are those that its definition gives."""

import json
from pathlib import Path

import jsonschema
import pytest

from tripoint.protocol.columns import words_of
from tripoint.protocol.document import documents
from tripoint.protocol.kinds import KINDS

FOLDER = Path(__file__).parents[2] / "docs" / "protocol"


@pytest.mark.parametrize("name", documents())
def test_the_document_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == documents()[name], "run `make protocol`"


def test_no_document_is_left_over() -> None:
    assert {p.name for p in FOLDER.iterdir()} == set(documents())


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_has_a_meaning_in_three_languages(kind: str) -> None:
    for name in KINDS[kind].model_fields:
        words = words_of(KINDS[kind], name)
        assert all((words.en, words.es, words.fr))


@pytest.mark.parametrize("kind", KINDS)
def test_the_json_schema_is_a_schema(kind: str) -> None:
    schema = json.loads((FOLDER / f"{kind}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
