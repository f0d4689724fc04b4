"""Substances reported in the same samples more often than chance, of a user's own copy."""

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from tripoint.analysis.co_occurrence import co_reported
from tripoint.findings.drug_analysis_tables import IDENTIFIED, LEAST
from tripoint.findings.question import N_, Column, Table
from tripoint.store.ledger import Reader


def pairs(reader: Reader, records: ir.Table) -> Table | None:
    """Pairs of known substances in samples that are not public health samples; None without any.

    A pair is told only if the samples with both, and those with one alone, are none or at least LEAST: the difference to
    either substance's own count would tell the others.
    """
    own = records.filter(
        records.measure == IDENTIFIED, records.category == "not_public_health", records.substance.notnull()
    )
    held = reader.fetch(own.select("sample", "substance").distinct())
    samples, row = np.unique(held["sample"].to_numpy(zero_copy_only=False), return_inverse=True)
    names, column = np.unique(held["substance"].to_numpy(zero_copy_only=False), return_inverse=True)
    presence = np.zeros((len(samples), len(names)), dtype=np.bool_)
    presence[row, column] = True
    found, alone = co_reported(presence, least=LEAST), presence.sum(axis=0)
    data = []
    for at in np.flatnonzero(found.edges()).tolist():
        first, second, both = int(found.first[at]), int(found.second[at]), int(found.both[at])
        rest = (int(alone[first]) - both, int(alone[second]) - both)
        if both >= LEAST and all(n == 0 or n >= LEAST for n in rest):
            data.append({
                "substance": str(names[first]), "with": str(names[second]), "both": both, "expected": found.expected[at],
                "odds": float(np.exp(found.log_odds[at])), "low": float(np.exp(found.low[at])),
                "high": float(np.exp(found.high[at])), "q": found.q[at],
            })  # fmt: skip
    if not data:
        return None
    return Table(
        "co_reported", N_("Substances reported in the same samples more often than chance"), IDENTIFIED,
        (
            Column("substance", N_("Substance"), "substance"), Column("with", N_("reported with"), "substance"),
            Column("both", N_("Samples with both"), "number"), Column("expected", N_("Expected"), "number", 1),
            Column("odds", N_("Odds ratio, shrunken"), "number", 1), Column("low", N_("at least"), "number", 1),
            Column("high", N_("at most"), "number", 1), Column("q", N_("q value"), "number", 3),
        ),
        pa.Table.from_pylist(data, _PAIRS).sort_by([("low", "descending")]),
        note=N_(
            "Co-reported is not mixed: one sample can hold several items. q counts every pair that was tried. Pairs with few "
            "samples, or few with one of the two alone, are withheld."
        ),
    )  # fmt: skip


_PAIRS = pa.schema([
    ("substance", pa.string()), ("with", pa.string()), ("both", pa.int64()), ("expected", pa.float64()),
    ("odds", pa.float64()), ("low", pa.float64()), ("high", pa.float64()), ("q", pa.float64()),
])  # fmt: skip
