"""What may be shown of small counts, source by source (disclosure_policies.csv)."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast

from tripoint.errors import RegistryError
from tripoint.registry.rows import rows_of

Policy = Literal["withhold", "inherit", "none"]


@dataclass(frozen=True)
class DisclosurePolicy:
    """withhold: counts from 1 to least - 1, and others so that these cannot be told by subtraction. inherit: what the
    publisher withholds stays missing and is never worked out. none: things, already public. least: 0 unless `withhold`."""

    source: str
    policy: Policy
    least: int
    why: str


@cache
def disclosure_policies() -> Mapping[str, DisclosurePolicy]:
    """By source, those that have one; of the others the edition holds published totals only."""
    return {
        row["source"]: DisclosurePolicy(
            row["source"], cast(Policy, row["policy"]), int(row["least"] or 0), row["why"]
        )
        for row in rows_of("disclosure_policies")
    }  # fmt: skip


def least_shown(source: str) -> int:
    """The smallest count of a source that may be shown. Raises RegistryError for a source that withholds nothing itself."""
    found = disclosure_policies().get(source)
    if found is None or found.policy != "withhold":
        raise RegistryError(
            f"no least count is set for '{source}'.", cure="Add it to registry/data/disclosure_policies.csv."
        )
    return found.least
