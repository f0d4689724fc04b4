"""The tables of firearms commerce: three measures of supply by year, origins of imports, stocks by state."""

from collections.abc import Iterator, Mapping, Sequence

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from babel import Locale

from tripoint.findings.answer import rows_of
from tripoint.findings.question import N_, Column, Table
from tripoint.store.ledger import Reader

SOURCE = "us_atf_commerce"
TRADE: Mapping[str, str] = {
    "firearms_manufactured": "manufacturing",
    "firearms_exported": "exports",
    "firearms_imported": "imports",
}
ORIGINS, APPLICATIONS = "firearms_imported_by_origin", "firearm_import_applications"
LICENCES, INSPECTIONS, BUSINESSES = "firearms_licences", "licensee_inspections", "licensed_business_entities"
REGISTER, BY_STATE = "nfa_registered_weapons", "firearms_licences_12_month_mean"
SERIES: Mapping[str, str] = {
    **TRADE, ORIGINS: "import_countries", APPLICATIONS: "import_applications", LICENCES: "licences",
    INSPECTIONS: "inspections", BUSINESSES: "inspections", REGISTER: "register", BY_STATE: "licences_by_state",
}  # fmt: skip
MEASURES = tuple(SERIES)
PARTS: Mapping[str, str] = {
    "pistol": N_("Pistols"),
    "revolver": N_("Revolvers"),
    "handgun": N_("Hand guns"),
    "rifle": N_("Rifles and carbines"),
    "shotgun": N_("Shotguns"),
    "miscellaneous": N_("Other firearms"),
    "licensed_importer": N_("Licensed importers"),
    "military": N_("Military personnel"),
    "other": N_("Others"),
    "any_other_weapon": N_("Any other weapon"),
    "destructive_device": N_("Destructive devices"),
    "machine_gun": N_("Machine guns"),
    "silencer": N_("Silencers"),
    "short_barrelled_rifle": N_("Short-barrelled rifles"),
    "short_barrelled_shotgun": N_("Short-barrelled shotguns"),
    "dealer": N_("Dealers"),
    "pawnbroker": N_("Pawnbrokers"),
    "collector": N_("Collectors"),
    "maker_of_ammunition": N_("Makers of ammunition"),
    "maker_of_firearms": N_("Makers of firearms"),
    "importer": N_("Importers"),
    "destructive_device_dealer": N_("Dealers in destructive devices"),
    "destructive_device_maker": N_("Makers of destructive devices"),
    "destructive_device_importer": N_("Importers of destructive devices"),
}
OF_A_YEAR: Mapping[str, str] = {
    "firearms_manufactured": N_("Firearms made in the United States, by type"),
    "firearms_exported": N_("Firearms exported by their makers, by type"),
    "firearms_imported": N_("Firearms imported into the United States, by type"),
    APPLICATIONS: N_("Applications to import firearms, by applicant"),
    LICENCES: N_("Federal firearms licences by class, US fiscal years"),
}
OTHER_COUNTRIES = {"en": "Other countries", "es": "Otros países", "fr": "Autres pays"}
_PERIOD = [("period_start", pa.date32()), ("period_end", pa.date32())]
_ALL = Column("all", N_("All"), "number")


def trade(reader: Reader, records: ir.Table) -> Table:
    """Made, exported, imported, newest year first: three measures beside each other, none added to another."""
    years: dict[tuple[object, object], dict[str, object]] = {}
    for measure, series in TRADE.items():
        total = rows_of(records, measure, source=SOURCE, series=series).total(
            by=("period_start", "period_end"), over=("places", "substances", "categories")
        )
        for row in reader.fetch(total).to_pylist():
            span = (row["period_start"], row["period_end"])
            years.setdefault(span, {"period_start": span[0], "period_end": span[1]})[measure] = row["value"]
    data = [years[span] for span in sorted(years, reverse=True, key=str)]
    for row in data:
        row.update({f"{m}_missing": "not_available" for m in TRADE if row.get(m) is None})
    columns = (
        Column("period", N_("Year"), "period"),
        Column("firearms_manufactured", N_("Made"), "number", missing="firearms_manufactured_missing"),
        Column("firearms_exported", N_("Exported by makers"), "number", missing="firearms_exported_missing"),
        Column("firearms_imported", N_("Imported"), "number", missing="firearms_imported_missing"),
    )
    fields = [*_PERIOD, *((m, pa.float64()) for m in TRADE), *((f"{m}_missing", pa.string()) for m in TRADE)]
    return Table(
        "trade", N_("Firearms made, exported and imported in the United States, by year"), None, columns,
        pa.Table.from_pylist(data, pa.schema(fields)), in_report=6, note=_NOT_ADDED,
    )  # fmt: skip


def origins_of_imports(reader: Reader, records: ir.Table) -> Table:
    """Countries where imported firearms were made, in the one year held, the most first; "others" last."""
    total = rows_of(records, ORIGINS, source=SOURCE, series=SERIES[ORIGINS]).total(
        by=("category", "period_start", "period_end"), over=("places", "substances")
    )
    rows: dict[tuple[object, str], dict[str, object]] = {}
    for cell in reader.fetch(total).to_pylist():
        part, country = cell["category"].split("/")
        row = rows.setdefault(
            (cell["period_start"], country),
            {name: cell[name] for name in ("period_start", "period_end")} | {"country": country, "all": 0.0}
            | {f"origin_{language}": text for language, text in country_words(country).items()},
        )  # fmt: skip
        row[part] = cell["value"]
        row["all"] = float(str(row["all"])) + cell["value"]
    data = sorted(rows.values(), key=lambda r: (r["country"] == "other", -float(str(r["all"])), str(r["country"])))
    parts = ("handgun", "rifle", "shotgun")
    columns = (
        Column("origin", N_("Country where they were made"), "words"), Column("period", N_("Year"), "period"),
        *(Column(part, PARTS[part], "number") for part in parts), _ALL,
    )  # fmt: skip
    fields = [*_PERIOD, ("country", pa.string()), *((f"origin_{code}", pa.string()) for code in OTHER_COUNTRIES),
              *((part, pa.float64()) for part in (*parts, "all"))]  # fmt: skip
    title = N_("Firearms imported into the United States, by country where they were made")
    return Table("origins", title, ORIGINS, columns, pa.Table.from_pylist(data, pa.schema(fields)), in_report=6)


def country_words(code: str) -> Mapping[str, str]:
    """A country's name by language (Unicode CLDR); its code where that has none."""
    if code == "other":
        return OTHER_COUNTRIES
    locales = {"en": Locale("en"), "es": Locale("es", "MX"), "fr": Locale("fr", "CA")}
    return {language: str(locale.territories.get(code, code)) for language, locale in locales.items()}


def by_year(reader: Reader, records: ir.Table) -> Iterator[Table]:
    """A table a measure: one row a year, parts as columns."""
    for measure, title in OF_A_YEAR.items():
        total = rows_of(records, measure, source=SOURCE, series=SERIES[measure]).total(
            by=("category", "period_start", "period_end"), over=("places", "substances")
        )
        found = reader.fetch(total.order_by(ibis.desc("period_start"))).to_pylist()
        yield _wide(f"{measure}_by_part", title, measure, found, Column("period", N_("Year"), "period"))


def by_place(reader: Reader, records: ir.Table) -> Iterator[Table]:
    """Registered weapons by kind, and licences, by state."""
    total = rows_of(records, REGISTER, source=SOURCE, series=SERIES[REGISTER]).total(
        by=("place", "border_segment", "category", "period_start", "period_end"), over=("substances",)
    )
    found = reader.fetch(total.order_by("place")).to_pylist()
    title = N_("Weapons registered under the National Firearms Act, by state")
    yield _wide("register_by_state", title, REGISTER, found, Column("place", N_("State"), "place"))
    mean = rows_of(records, BY_STATE, source=SOURCE, series=SERIES[BY_STATE]).total(
        by=("place", "border_segment", "category", "period_start", "period_end"), over=("substances",)
    )
    yield Table(
        "licences_by_state", N_("Federal firearms licences by state, mean of twelve monthly lists"), BY_STATE,
        (
            Column("place", N_("State"), "place"), Column("period", N_("Year"), "period"),
            Column("value", N_("Licences in force"), "number"),
        ),
        reader.fetch(mean.order_by(ibis.desc("value"), "place")), in_report=0,
    )  # fmt: skip


def inspections(reader: Reader, records: ir.Table) -> Table:
    """Inspections of licensees by US fiscal year, newest first."""
    total = rows_of(records, INSPECTIONS, source=SOURCE, series=SERIES[INSPECTIONS]).total(
        by=("period_start", "period_end"), over=("places", "substances", "categories")
    )
    return Table(
        "inspections", N_("Inspections of firearms licensees, US fiscal years"), INSPECTIONS,
        (Column("period", N_("Year"), "period"), Column("value", N_("Inspections made"), "number")),
        reader.fetch(total.order_by(ibis.desc("period_start"))), in_report=0,
    )  # fmt: skip


def _wide(name: str, title: str, measure: str, found: Sequence[Mapping[str, object]], first: Column) -> Table:
    """Parts as columns, in the order of PARTS, and their sum; one row a year or place, in the order found."""
    rows: dict[tuple[object, object], dict[str, object]] = {}
    for cell in found:
        row = rows.setdefault(
            (cell.get("place"), cell["period_start"]),
            {key: cell.get(key) for key in ("place", "period_start", "period_end")} | {"all": 0.0},
        )
        row[str(cell["category"])] = cell["value"]
        row["all"] = float(str(row["all"])) + float(str(cell["value"]))
    parts = [part for part in PARTS if any(part in row for row in rows.values())]
    fields = [("place", pa.string()), *_PERIOD, *((part, pa.float64()) for part in (*parts, "all"))]
    columns = (first, *(Column(part, PARTS[part], "number") for part in parts), _ALL)
    return Table(
        name, title, measure, columns, pa.Table.from_pylist(list(rows.values()), pa.schema(fields)), in_report=0
    )


_NOT_ADDED = N_(
    "Three measures with years of their own; they are not added, and what remains in the country is not known."
)
