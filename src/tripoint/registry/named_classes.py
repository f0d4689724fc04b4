"""Which class clauses the substances that law texts name are within, worked out once, so that a name needs no chemistry."""

from collections.abc import Mapping
from functools import cache
from typing import Literal, cast

from tripoint.registry.rows import rows_of

State = Literal["within", "unclear", "excluded"]


@cache
def named_classes() -> Mapping[str, tuple[tuple[str, State], ...]]:
    """InChIKey of law_identities.csv → (id of a class rule, state), as controls/naming_classes.py worked it out."""
    found: dict[str, tuple[tuple[str, State], ...]] = {}
    for row in rows_of("law_named_classes"):
        found[row["inchikey"]] = (*found.get(row["inchikey"], ()), (row["rule_id"], cast("State", row["state"])))
    return found
