"""Every source that holds single samples, events or firearms has a policy for small counts."""

import json
from pathlib import Path

import pytest

import tripoint.sources
from tripoint.errors import RegistryError
from tripoint.registry.disclosure import disclosure_policies, least_shown
from tripoint.sources.catalogue import sources

SINGLE = {"analysis_summaries", "seizure_events", "firearms"}


def test_every_source_of_single_records_has_a_policy():
    found = set()
    for folder in Path(tripoint.sources.__path__[0]).iterdir():
        lines = (
            (folder / "expected.jsonl").read_text("utf-8").splitlines() if (folder / "expected.jsonl").is_file() else []
        )
        kinds = {json.loads(line).get("kind_of_record") for line in lines}
        if kinds & SINGLE and not folder.name.endswith("_return") and not sources()[folder.name].text("merged_by"):
            found.add(folder.name)
    assert len(found) >= 4
    assert found - set(disclosure_policies()) - PUBLIC_MODELS == set()


PUBLIC_MODELS = {"ca_prohibited_firearms"}
"""A list of models in a regulation: nothing of it was in anyone's hands."""


def test_policies_name_sources_and_those_that_withhold_have_a_least_count():
    for name, policy in disclosure_policies().items():
        assert name in sources()
        assert (policy.least > 1) == (policy.policy == "withhold")
        assert policy.why


def test_a_source_without_a_least_count_is_refused():
    assert least_shown("ca_das") == 5
    for name in ("us_cbp_drugs", "us_cdc_overdose"):
        with pytest.raises(RegistryError):
            least_shown(name)
