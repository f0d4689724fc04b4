"""Firearms named in US court cases: one row is a firearm as the papers of a case describe it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa

from tripoint.errors import Problems, UnknownPlace
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.checks import Check, known
from tripoint.harmonise.codes import lookup, published
from tripoint.harmonise.combined import BETWEEN, coded, together
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import PeriodReader, Span, period_from
from tripoint.harmonise.restricted import restricted_batches
from tripoint.harmonise.rows import Codes, Context, Rows, constant
from tripoint.harmonise.values import ValueReader, Values
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.sources.us_mx_court_firearms.calibres import LOOKUP as CALIBRES
from tripoint.sources.us_mx_court_firearms.calibres import calibre_of
from tripoint.sources.us_mx_court_firearms.days import parse_day
from tripoint.sources.us_mx_court_firearms.makers import LOOKUP as MAKERS
from tripoint.sources.us_mx_court_firearms.makers import maker_of
from tripoint.sources.us_mx_court_firearms.places import bought_in, recovered_in_mexico, recovered_in_us
from tripoint.sources.us_mx_court_firearms.repeated import Seen, look_through, serial_pair

MAKER, CALIBRE, MODEL, TYPE = "Manufacturer or brand", "Caliber", "Model", "Type"
COUNTRY, STATE, BOUGHT = "Purchase Country", "Purchase State", "Purchase date"
IN_MEXICO, AREA, IN_US, CITY = "Mex Recovery date", "Mex Recovery area", "US Recovery date", "US recovery city"
CHARGED, FILED = "Indictment date", "File date"
DAYS = (BOUGHT, IN_MEXICO, IN_US, CHARGED, FILED)


@dataclass(frozen=True)
class Keys:
    """Columns that identify: the compilers' own, or the keys that stand for them in a masked copy."""

    caption: str = "Reference case"
    serial: str = "Serial number"
    case_number: str = "Case Number"
    dealer: str = "Name of distibutor"


KEYS = {"compiled": Keys(), "masked": Keys("caption_key", "serial_norm_key", "case_number_key", "dealer_key")}


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    keys = KEYS[layout.name]
    seen = look_through(table, context.lookups[MAKERS], caption=keys.caption, maker=MAKER, serial=keys.serial)
    yield from firearms(keys, seen, context).read(table, context, problems)
    fields = {"case_number": keys.case_number, "dealer": keys.dealer, "city": "City", "recovery_area": AREA,
              "us_recovery_city": CITY}  # fmt: skip
    for batch in table.batches():
        yield from restricted_batches(Rows(batch, context, problems), "firearms", fields)


def firearms(keys: Keys, seen: Seen, context: Context) -> FigureReader:
    """How the rows become firearms. No two rows are told apart by a key: serial numbers are never kept."""
    makers, calibres, on = context.lookups[MAKERS], context.lookups[CALIBRES], context.recorded_at

    def calibre(texts: tuple[str, ...]) -> str | None:
        is_shotgun = context.lookups["type"].get(texts[1].strip().casefold()) == "shotgun"
        return calibre_of(texts[0], calibres, is_shotgun=is_shotgun, maker=maker_of(texts[2], makers))

    def twice(texts: tuple[str, ...]) -> str | None:
        return "serial_stands_twice" if serial_pair(texts[0], texts[1], makers) in seen.twice else None

    return FigureReader(
        kind="firearms",
        key=(),
        period=year_of_charge(on),
        values={"firearms_in_court_cases": ValueReader(MAKER, one_each)},
        codes={
            "described": constant("firearm"),
            "case": coded((keys.caption,), lambda texts: seen.cases.get(texts[0].strip())),
            "category": lookup("type", TYPE),
            "maker": coded((MAKER,), lambda texts: maker_of(texts[0], makers)),
            "maker_as_written": published(MAKER),
            "model": published(MODEL),
            "calibre": coded((CALIBRE, TYPE, MAKER), calibre),
            "calibre_as_written": published(CALIBRE),
            "place_from": bought,
            "place_to": coded((IN_MEXICO, AREA, IN_US, CITY), recovered_in),
            "purchased": coded((BOUGHT,), lambda texts: day_of(texts[0], on)),
            "recovered": coded((IN_MEXICO, AREA, IN_US), lambda texts: recovery_day(texts, on)),
            "caveats": caveats(coded((MAKER, keys.serial), twice)),
        },
        checks=(known(lookup("country", COUNTRY)), *(is_day_or_words(column, on) for column in DAYS)),
    )


def one_each(rows: Rows) -> Values:
    """A row is one firearm."""
    return Values(pa.array(np.ones(rows.count), pa.float64()), None, None)


def bought(rows: Rows) -> Codes:
    """State of purchase; a state that the registry does not know is a problem."""
    indices, texts = together(rows, (COUNTRY, STATE))
    found: list[str | None] = []
    bad = []
    for at, parts in enumerate(texts):
        try:
            found.append(bought_in(*parts))
        except UnknownPlace:
            found.append(None)
            bad.append(at)
    names = [BETWEEN.join(parts) for parts in texts]
    rows.reject("unknown_value", f"{COUNTRY}{BETWEEN}{STATE}", names, bad, indices, "registry/data/place_aliases.csv")
    return Codes(indices, tuple(found) or (None,))


def recovered_in(texts: tuple[str, ...]) -> str | None:
    """Place of recovery; one in Mexico counts where a row has one in both countries."""
    in_mexico, area, in_us, city = texts
    if in_mexico.strip() or area.strip():
        return recovered_in_mexico(area)
    return recovered_in_us(city) if in_us.strip() or city.strip() else None


def recovery_day(texts: tuple[str, ...], on: date) -> str | None:
    """Day of the recovery that `recovered_in` tells of."""
    in_mexico, area, in_us = texts
    return day_of(in_mexico if in_mexico.strip() or area.strip() else in_us, on)


def day_of(text: str, on: date) -> str | None:
    """ISO day, or None; what is a problem is told by `is_day_or_words`."""
    try:
        found = parse_day(text, on)
    except ValueError:
        return None
    return found.isoformat() if found else None


def is_day_or_words(column: str, on: date) -> Check:
    """Every cell must be a day in US order, or words that name none."""

    def check(rows: Rows) -> None:
        indices, texts = rows.distinct(column)
        bad = [at for at, text in enumerate(texts) if _is_wrong(text, on)]
        rows.reject("bad_cell", column, texts, bad, indices, f"a day as month/day/year, not after {on}")

    return check


def _is_wrong(text: str, on: date) -> bool:
    try:
        parse_day(text, on)
    except ValueError:
        return True
    return False


def year_of_charge(on: date) -> PeriodReader:
    """The calendar year in which the case was charged or, without that day, filed."""

    def span(texts: tuple[str, ...]) -> Span | None:
        found = day_of(texts[0], on) or day_of(texts[1], on)
        year = int(found[:4]) if found else 0
        return (date(year, 1, 1), date(year, 12, 31)) if found else None

    return period_from((CHARGED, FILED), span)
