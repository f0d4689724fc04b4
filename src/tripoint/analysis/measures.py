"""Adding is allowed within one measure and only over what that measure adds over."""

from dataclasses import dataclass
from typing import Literal

import ibis
import ibis.expr.types as ir

from tripoint.errors import NotAdditive

Dimension = Literal["places", "periods", "substances", "categories"]


@dataclass(frozen=True)
class Additivity:
    """What the values of one measure may be added over (registry/data/measures.csv).

    A measure whose publisher prints totals beside their parts (a nation beside its provinces, a year beside
    its quarters, all ages beside each age) adds over none of these.
    """

    measure: str
    places: bool
    periods: bool
    substances: bool
    categories: bool = False


@dataclass(frozen=True)
class Measured:
    """Rows of exactly one measure. The only way from a table of records to a sum."""

    rows: ir.Table
    rule: Additivity

    def where(self, *conditions: ir.BooleanValue) -> "Measured":
        """The same rows, fewer of them."""
        return Measured(self.rows.filter(*conditions), self.rule)

    def with_column(self, **columns: ir.Value) -> "Measured":
        """The same rows with further columns to group by."""
        return Measured(self.rows.mutate(**columns), self.rule)

    def total(self, *, by: tuple[str, ...], over: tuple[Dimension, ...]) -> ir.Table:
        """Sum of `value` per group `by`, adding over the dimensions named.

        Result: the columns of `by`, `value` (null if no row had one), `record_count`, `missing_count`.
        Raises NotAdditive if the measure does not add over one of them, or if rows of several
        substances, places, periods or categories fall into a group without being named in `over`: the caller must
        name what it adds over, so that nothing is added by accident.
        """
        for dimension in over:
            if not getattr(self.rule, dimension):
                raise NotAdditive(
                    f"'{self.rule.measure}' does not add over {dimension}",
                    cure=f"Ask for it by {dimension}, each value on its own.",
                )
        for dimension, finest in _FINEST.items():
            present = [c for c in finest if c in self.rows.columns]
            if dimension not in over and any(c not in by for c in present):
                raise NotAdditive(
                    f"a sum of '{self.rule.measure}' by {', '.join(by) or 'nothing'} would add over {dimension} unsaid",
                    cure=f"Put {', '.join(present)} into `by`, or name {dimension} in `over`.",
                )
        return self.rows.group_by(*by).agg(
            value=self.rows.value.sum(),
            record_count=ibis._.count(),
            missing_count=self.rows.missing.notnull().sum(),
        )


_FINEST: dict[Dimension, tuple[str, ...]] = {
    "places": (
        "place", "border_segment", "border", "direction", "place_from", "place_to", "route_from", "route_via",
    ),
    "periods": ("period_start", "period_end"),
    "substances": ("substance",),
    "categories": (
        "category", "acquisition", "item", "legal_basis", "criminal_context", "concealment", "conveyance", "goods",
    ),
}  # fmt: skip


def measured(records: ir.Table, rule: Additivity) -> Measured:
    """The records of one measure, and of no other."""
    return Measured(records.filter(records.measure == rule.measure), rule)
