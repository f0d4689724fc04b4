"""What must hold of every record before it is kept, by column; a failure here is a fault of a reader."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from tripoint.errors import Problems, TripointError
from tripoint.protocol.kinds import DATED, SCHEMAS
from tripoint.registry.law import check_codes, law_list
from tripoint.registry.measures import measure
from tripoint.registry.places import place
from tripoint.registry.return_form import sheet
from tripoint.registry.substances import substance
from tripoint.registry.terms import term, terms
from tripoint.registry.words import agency, caveat


def check_batch(kind: str, batch: pa.RecordBatch) -> None:
    """Raises TripointError if a batch breaks the record kind: nulls, value and reason, unknown codes, periods."""
    schema = SCHEMAS[kind]
    if batch.schema.names != schema.names:
        raise _broken(kind, "columns are not those of the record kind")
    for field in schema:
        if not field.nullable and batch.column(field.name).null_count:
            raise _broken(kind, f"column '{field.name}' has empty cells")
    if kind == "controls":
        _check_control(batch)
    if "value" not in schema.names:
        return
    absent = pc.is_null(batch["value"])
    if not pc.all(pc.xor(absent, pc.is_null(batch["missing"]))).as_py() and batch.num_rows:
        raise _broken(kind, "a record has both a value and a reason why it is missing, or neither")
    for column in ("place", "border_segment", "place_from", "place_to"):
        if column in schema.names:
            for name in _distinct(batch[column]):
                place(name)
    if kind == "statements":
        return
    if pc.any(pc.less(batch["period_end"], batch["period_start"])).as_py():
        raise _broken(kind, "a period ends before it starts")
    units = {name: measure(name).unit for name in _distinct(batch["measure"])}
    for name in _distinct(batch["unit"]):
        if name not in units.values():
            raise _broken(kind, f"unit '{name}' is not the unit of {', '.join(units)}")
    if kind == "returned":
        _check_terms(batch)
    if kind == "seizure_events":
        _check_event(batch)
    if "substance" in schema.names:
        for name in _distinct(batch["substance"]):
            substance(name)
    for codes in _distinct(batch["caveats"]):
        for code in codes.split():
            caveat(code)


def _check_terms(batch: pa.RecordBatch) -> None:
    """Raises RegistryError for a sheet or term that the form does not have."""
    for name in _distinct(batch["sheet"]):
        sheet(name)
    for column in ("acquisition", "border", "direction", "legal_basis", "criminal_context", "concealment",
                   "conveyance", "goods", "claim", "basis"):  # fmt: skip
        for code in _distinct(batch[column]):
            term(column, code)
    for column in ("route_from", "route_via"):
        for code in _distinct(batch[column]):
            if code not in terms("route_place"):
                place(code)


def _check_control(batch: pa.RecordBatch) -> None:
    """Raises RegistryError for a list, duty, cover or note that the registry does not have."""
    for list_id in _distinct(batch["list_id"]):
        law_list(list_id)
    for table, column in (("law_duties", "duties"), ("law_covers", "covers"), ("law_notes", "note")):
        for codes in _distinct(batch[column]):
            check_codes(table, codes)


def _check_event(batch: pa.RecordBatch) -> None:
    """Raises RegistryError for a term or agency that the registry does not have."""
    for column in ("direction", "concealment", "conveyance"):
        for code in _distinct(batch[column]):
            term(column, code)
    for codes in _distinct(batch["agency"]):
        for code in codes.split():
            agency(code)


def check_known(kind: str, batch: pa.RecordBatch, known: date, problems: Problems) -> None:
    """Adds `period_after_known` for values of periods that begin after the day the file was known."""
    if kind not in DATED and kind != "statements":
        return
    after = pc.and_(pc.greater(batch["period_start"], pa.scalar(known, pa.date32())), pc.is_valid(batch["value"]))
    if not pc.any(after).as_py():
        return
    for row in pc.value_counts(batch["period_start"].filter(after)).to_pylist():
        problems.add("period_after_known", value=str(row["values"]), rows=row["counts"], detail=str(known))


def _distinct(array: pa.Array) -> list[str]:
    if pa.types.is_dictionary(array.type):
        if len(array.dictionary) <= 1000:
            return [v for v in array.dictionary.to_pylist() if v is not None]
        array = array.dictionary_decode()
    return [v for v in pc.unique(array).to_pylist() if v is not None]


def _broken(kind: str, what: str) -> TripointError:
    return TripointError(what, where=kind, cure="The source's read.py must be mended; nothing was kept.")
