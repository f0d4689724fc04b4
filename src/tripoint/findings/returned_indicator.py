"""SDG indicator 16.4.2 from the totals of a return: computed whole, or not at all."""

from collections.abc import Mapping

import pyarrow as pa

from tripoint.findings.question import N_, Column, ColumnKind, Fact, Filters, Table
from tripoint.findings.returned import Return, Returns, is_cut
from tripoint.findings.returned_rows import Row
from tripoint.findings.returned_tables import COUNTRY, YEAR, with_printed
from tripoint.findings.returned_words import totals_of
from tripoint.registry.return_form import FormTotal, totals
from tripoint.registry.rows import LANGUAGES
from tripoint.store.ledger import Reader

DENOMINATOR = ("firearms_seized", "firearms_found", "firearms_surrendered")
NUMERATOR = ("diversion_traced", "diversion_authority")
PARTS: Mapping[str, Column] = {
    "firearms_seized": Column("firearms_seized", N_("Seized"), "returned", width=2),
    "firearms_found": Column("firearms_found", N_("Found"), "returned", width=2),
    "firearms_surrendered": Column("firearms_surrendered", N_("Surrendered"), "returned", width=2),
    "diversion_traced": Column("diversion_traced", N_("Diversion found by trace"), "returned", width=2.4),
    "diversion_authority": Column("diversion_authority", N_("Diversion found otherwise"), "returned", width=2.4),
}
_TITLE = N_("SDG indicator 16.4.2: point of diversion established, of firearms seized, found or surrendered")
_NOTE = N_(
    "Share of the sum of the two last numbers in the sum of the three first. Not available: a part is not supplied, or "
    "not for this reader."
)


def indicator_table(reader: Reader, filters: Filters, returns: Returns) -> Table:
    """One row a return that is held: its five totals and the indicator in percent."""
    found = totals_of(reader, filters)
    entries = [_entry(one, _parts(found, one, returns)) for one in returns.held if not is_cut(one, filters)]
    fields = [("country", pa.string()), ("year", pa.string())]
    for code in PARTS:
        fields += [(code, pa.float64()), (f"{code}_state", pa.string())]
    fields += [("indicator", pa.float64()), ("indicator_missing", pa.string())]
    columns = (
        COUNTRY,
        YEAR,
        *PARTS.values(),
        Column("indicator", N_("Indicator"), "percent", 1, missing="indicator_missing", width=2),
    )
    table = Table("indicator", _TITLE, None, columns, pa.Table.from_pylist(entries, pa.schema(fields)), note=_NOTE)
    return with_printed(table, returns)


def indicator_facts(reader: Reader, filters: Filters, returns: Returns) -> list[Fact]:
    """The indicator of each newest return with both sums, or the parts for which it is not computed."""
    found = totals_of(reader, filters)
    facts = []
    for one in returns.newest:
        if is_cut(one, filters):
            continue
        parts = _parts(found, one, returns)
        parameters: dict[str, tuple[ColumnKind, object]] = {
            "country": ("country", one.country),
            "year": ("text", one.year),
        }
        lacking = [code for code in PARTS if parts[code]["value"] is None]
        share = _indicator(parts)
        if lacking:
            names = {lang: "; ".join(_named(code).names[lang] for code in lacking) for lang in LANGUAGES}
            parameters["parts"] = ("words", names)
            facts.append(Fact(NOT_COMPUTED, parameters))
        elif share is not None:
            parameters |= {
                "share": ("percent", share),
                "known": ("number", _sum(parts, NUMERATOR)),
                "all": ("number", _sum(parts, DENOMINATOR)),
            }
            facts.append(Fact(COMPUTED, parameters, is_headline=True))
    return facts


COMPUTED = N_(
    "{country}, {year}: SDG indicator 16.4.2, point of diversion established: {share} ({known} of {all} firearms)."
)
NOT_COMPUTED = N_(
    "{country}, {year}: SDG indicator 16.4.2 is not computed; not supplied, or not for this reader: {parts}."
)


def _parts(found: Mapping[tuple[str, str, str], Row], one: Return, returns: Returns) -> Mapping[str, Row]:
    """Each of the five totals; of a sheet that states nothing to report it is 0."""
    parts: dict[str, Row] = {}
    for code in PARTS:
        row = found.get((one.country, one.year, code))
        state = returns.state(one.country, one.year, _named(code).sheet)
        if row is None:
            row = {
                "value": 0.0 if state == "zero" else None,
                "value_state": "not_supplied" if state == "no_row" else state,
            }
        parts[code] = row
    return parts


def _entry(one: Return, parts: Mapping[str, Row]) -> Row:
    share = _indicator(parts)
    numbers = {code: row["value"] for code, row in parts.items()}
    states = {f"{code}_state": row["value_state"] for code, row in parts.items()}
    has_all = all(value is not None for value in numbers.values())
    missing = None if share is not None else "not_applicable" if has_all else "not_available"
    return {
        "country": one.country,
        "year": one.year,
        **numbers,
        **states,
        "indicator": share,
        "indicator_missing": missing,
    }


def _indicator(parts: Mapping[str, Row]) -> float | None:
    """Percent; None if a part is missing or there is no firearm to have a share of."""
    if any(row["value"] is None for row in parts.values()):
        return None
    whole = _sum(parts, DENOMINATOR)
    return 100 * _sum(parts, NUMERATOR) / whole if whole else None


def _sum(parts: Mapping[str, Row], codes: tuple[str, ...]) -> float:
    return sum(float(str(parts[code]["value"])) for code in codes)


def _named(code: str) -> FormTotal:
    return next(total for total in totals() if total.code == code)
