"""CBP weapons and ammunition seizures: one row is an event and a kind of item with the quantity taken."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa

from tripoint.errors import Problems
from tripoint.harmonise.caveats import caveats
from tripoint.harmonise.checks import agree
from tripoint.harmonise.codes import joined, lookup, place_named
from tripoint.harmonise.combined import coded
from tripoint.harmonise.duplicates import KeyWatch
from tripoint.harmonise.figures import FigureReader
from tripoint.harmonise.periods import fiscal_month
from tripoint.harmonise.rows import Context, Rows, constant
from tripoint.ingest.delimited import open_delimited
from tripoint.ingest.layout import FileLayout
from tripoint.ingest.table import TextTable, part_of
from tripoint.registry.names import normalise
from tripoint.sources.us_cbp_weapons.numbers import event_id, whole

REGION, WAY, MODE, KIND, ITEM = "Region", "Inbound/Outbound", "Mode of Transportation", "Seizure Type", "Category"
EVENT, QUANTITY = "Event ID", "Quantity Seized"
PERIOD = fiscal_month(year="Fiscal Year", month="Month (abbv)", starts=10)
KEY = ("Fiscal Year", "Month (abbv)", "Component", REGION, "Area of Responsibility", WAY, MODE, KIND, ITEM, EVENT)
AMMUNITION, EXPLOSIVES = "ammunition", "explosives"
MEASURES = {AMMUNITION: "ammunition_seized_rounds", EXPLOSIVES: "explosives_seized_as_published"}
ITEMS = "weapon_items_seized"
TRANSCRIPT = "transcript"
# Only at a land border is the other country known: Mexico lies south of it, Canada north.
ACROSS = {
    ("southwest border", "land", "inbound"): "northbound",
    ("southwest border", "land", "outbound"): "southbound",
    ("northern border", "land", "inbound"): "southbound",
    ("northern border", "land", "outbound"): "northbound",
}


def direction(texts: tuple[str, ...]) -> str:
    """Way across a border by region, mode and inbound or outbound; not known away from a land border."""
    region, mode, way = (normalise(text) for text in texts)
    return ACROSS.get((region, mode, way), "not_known")


def quantities(measure: str, context: Context) -> FigureReader:
    """How the rows of one measure become seizure events. The category is item/direction/mode, as published."""
    return FigureReader(
        kind="seizure_events",
        key=(),
        period=PERIOD,
        values={measure: whole(QUANTITY)},
        codes={
            "event": event_id(EVENT),
            "place": place_named("Area of Responsibility", country="US", kinds=("cbp_area",)),
            "border_segment": lookup("region", REGION),
            "agency": lookup("component", "Component"),
            "category": joined(lookup("item", ITEM), lookup("way", WAY), lookup("mode", MODE)),
            "direction": coded((REGION, MODE, WAY), direction),
            "conveyance": lookup("conveyance", MODE),
            "caveats": caveats(constant("not_a_release" if context.series == TRANSCRIPT else None)),
        },
        checks=(agree(lookup("seizure_type", KIND), lookup("item_type", ITEM), columns=(KIND, ITEM)),),
    )


def read(path: Path, layout: FileLayout, context: Context, problems: Problems) -> Iterator[tuple[str, pa.RecordBatch]]:
    table = open_delimited(
        path, encoding=layout.encoding, columns=layout.columns, varied=layout.varied, problems=problems
    )
    watch_keys(table, context, problems)
    for item, measure in ((None, ITEMS), *MEASURES.items()):
        yield from quantities(measure, context).read(part_of(table, ITEM, _is(item)), context, problems)


def _is(item: str | None) -> Callable[[str], bool]:
    """Is a text of the item column this item? None: any that has no measure of its own."""
    return lambda text: (normalise(text) == item) if item else normalise(text) not in MEASURES


def watch_keys(table: TextTable, context: Context, problems: Problems) -> None:
    """An event has one row for each kind of item, direction, mode and area."""
    watch = KeyWatch(KEY, PERIOD)
    for batch in table.batches():
        rows = Rows(batch, context, Problems("", ""))  # what is wrong with a period is told where it is read
        watch.add(rows, PERIOD(rows))
    watch.report(table, problems)
