"""Caveat codes of single rows, beside those that the whole source carries."""

from collections.abc import Mapping
from datetime import date

import numpy as np

from tripoint.harmonise.codes import joined
from tripoint.harmonise.periods import EPOCH, PeriodReader
from tripoint.harmonise.rows import Coder, Codes, Rows, constant


def caveats(*coders: Coder) -> Coder:
    """The caveats of the source and those of each row."""
    return joined(lambda rows: constant(rows.context.caveats)(rows), *coders, by=" ")


def where(column: str, codes: Mapping[str, str]) -> Coder:
    """A code for the texts named, none for the others."""

    def code(rows: Rows) -> Codes:
        indices, texts = rows.distinct(column)
        return Codes(indices, tuple(codes.get(text.strip()) for text in texts))

    return code


def ends_after(day: date, period: PeriodReader, code: str) -> Coder:
    """A code for periods whose last day lies after `day`, none for the others."""

    def read(rows: Rows) -> Codes:
        late = period(rows).ends > day.toordinal() - EPOCH
        return Codes(late.astype(np.int32), (None, code))

    return read
