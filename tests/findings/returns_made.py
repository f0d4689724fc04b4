"""Three small returns of 2025 and one of 2024, written by hand so that every sum can be checked by eye."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from tests.builders import returned
from tests.findings.answers import ask, month
from tripoint.findings.question import Finding
from tripoint.store.ledger import Reader

Record = dict[str, Any]
SHEETS = (
    "firearms", "legal", "methods", "corridors", "traces", "parts", "ammunition", "coseizures", "organisations",
    "drugs", "precursors", "equipment",
)  # fmt: skip


@dataclass
class Made:
    """One version of a return. states: sheet → status; secret: sheets for the governments only."""

    country: str
    year: int = 2025
    language: str = "en"
    version: int = 1
    states: Mapping[str, str] = field(default_factory=dict)
    secret: tuple[str, ...] = ()
    cover: Mapping[str, str] = field(default_factory=dict)
    last_day: date | None = None
    signed: date | None = None

    def record(self, sheet: str, **changed: Any) -> Record:
        signed = self.signed or date(self.year + 1, 3, 30 + (self.version > 1))
        same = {
            "snapshot": f"{self.country}-{self.year}-{self.version}", "version": self.version, "recorded_at": signed,
            "language": self.language, "handling": "governments" if sheet in self.secret else "public",
            "period_end": self.last_day or date(self.year, 12, 31),
        }  # fmt: skip
        return returned(self.country, sheet, year=self.year, **(same | changed))

    def frame(self) -> Iterator[Record]:
        """Cover and states of the sheets."""
        cover = {
            "version": str(self.version), "office": f"Office of {self.country}", "level": "aggregate", "nature": "official",
            "returned_on": str(self.signed or date(self.year + 1, 3, 30 + (self.version > 1))), **self.cover,
        }  # fmt: skip
        yield from (self.record("cover", item=name, text=text) for name, text in cover.items())
        for sheet in SHEETS:
            handling = "governments" if sheet in self.secret else "public"
            yield self.record("sheets", item=sheet, status=self.states.get(sheet, "supplied"), handling=handling)

    def row(self, sheet: str, value: float | None, measure: str = "firearms_recovered", **codes: Any) -> Record:
        if "month" in codes:
            start, end = month(self.year, codes.pop("month"))
            codes |= {"period_start": start, "period_end": end}
        return self.record(sheet, measure=measure, value=value, **codes)

    def total(self, code: str, value: float | None, sheet: str = "firearms") -> Record:
        handling = "governments" if sheet in self.secret else "public"
        return self.record("totals", item=code, measure="firearms_recovered", value=value, handling=handling)

    def definition(self, code: str, use: str | None, text: str | None = None) -> Record:
        return self.record("definitions", item=code, status=use, text=text)


US = Made("US", states={"legal": "not_supplied", "parts": "nothing_to_report"}, secret=("corridors", "organisations"))
MX = Made("MX", language="es", states={"ammunition": "not_supplied"}, cover={"nature": "synthetic"})
CA = Made(
    "CA", language="fr", version=2, states={"legal": "not_supplied"},
    cover={"corrected": "Un total corrigé.", "breaks": "Nouveau système."}, last_day=date(2025, 6, 30),
)  # fmt: skip
CA_BEFORE = Made("CA", year=2024, language="fr")
TYPES = {"acquisition": "seized", "border": "us_mexico", "direction": "southbound"}


def firearms() -> Iterator[Record]:
    yield US.row("firearms", 10, place="US-TX", item="pistol", month=1, **TYPES)
    yield US.row("firearms", 4, "firearm_events", place="US-TX", item="pistol", month=1, **TYPES)
    yield US.row("firearms", 5, place="US-AZ", item="rifle", month=1, **TYPES)
    yield US.row("firearms", 4, "firearm_events", place="US-AZ", item="rifle", month=1, **TYPES)
    yield US.row("firearms", 7, place="US-AZ", item="rifle", month=2, **TYPES)
    yield US.row(
        "firearms", 2, place="US", item="rifle", acquisition="found", border="inland", direction="domestic", month=2
    )
    yield MX.row(
        "firearms", 3, place="MX-TAM", item="pistol", acquisition="seized", border="us_mexico", direction="southbound"
    )
    yield MX.row(
        "firearms", 20, place="MX-SON", item="rifle", acquisition="seized", border="inland", direction="not_known"
    )
    yield MX.row(
        "firearms", 0, place="MX-SON", item="rifle", acquisition="surrendered", border="inland", direction="domestic"
    )
    yield CA.row(
        "firearms",
        6,
        place="CA-ON",
        item="pistol",
        acquisition="seized",
        border="us_canada",
        direction="northbound",
        month=1,
    )
    yield CA.row(
        "firearms",
        None,
        place="CA-BC",
        item="pistol",
        acquisition="seized",
        border="us_canada",
        direction="northbound",
        month=1,
    )
    yield CA.row(
        "firearms",
        None,
        place="CA-BC",
        item="rifle",
        acquisition="found",
        border="inland",
        direction="domestic",
        month=2,
    )
    yield CA_BEFORE.row(
        "firearms", 9, place="CA-ON", item="pistol", acquisition="seized", border="us_canada", direction="northbound"
    )
    yield MX.row(
        "legal", 21, legal_basis="illicit_possession", criminal_context="firearms_trafficking", acquisition="seized"
    )
    yield MX.row(
        "legal", 2, legal_basis="illicit_trafficking", criminal_context="firearms_trafficking", acquisition="seized"
    )


def totals() -> Iterator[Record]:
    for code, us, mx, ca in (("seized", 22, 23, 6), ("found", 2, 0, 1), ("surrendered", 0, 0, None)):
        yield US.total(f"firearms_{code}", us)
        yield MX.total(f"firearms_{code}", mx)
        yield CA.total(f"firearms_{code}", ca)
    for made, traced, other in ((US, 5, 1), (MX, 0, 0), (CA, 1, 1)):
        yield made.total("diversion_traced", traced, "traces")
        yield made.total("diversion_authority", other, "traces")
    yield MX.total("submitted", 18, "traces")
    yield MX.total("purchaser", None, "traces")


def traces() -> Iterator[Record]:
    where = {"place": "MX-SON", "acquisition": "seized"}
    for measure, value in (
        ("firearms_recovered", 20), ("firearms_submitted_for_trace", 15), ("firearms_us_source", 9),
        ("firearms_other_source", 2), ("firearms_source_undetermined", 1), ("firearms_trace_pending", 3),
    ):  # fmt: skip
        yield MX.row("traces", value, measure, **where)
    yield MX.row("traces", None, "firearms_purchaser_identified", **where)
    yield MX.row("traces", 5, "firearms_recovered", place="MX-TAM", acquisition="seized")
    yield MX.row("traces", 3, "firearms_submitted_for_trace", place="MX-TAM", acquisition="seized")
    yield MX.row("traces", 2, "firearms_purchaser_identified", place="MX-TAM", acquisition="seized")
    yield US.row("traces", 24, place="US-TX", acquisition="seized")
    yield US.row("traces", 0, "firearms_submitted_for_trace", place="US-TX", acquisition="seized")
    yield US.row("traces", 0, "firearms_us_source", place="US-TX", acquisition="seized")


def corridors() -> Iterator[Record]:
    south = {"direction": "southbound"}
    yield MX.row("corridors", 6, route_from="US-TX", route_via="MX-TAM", place="MX-SON", **south)
    yield MX.row("corridors", 2, route_from="US-TX", route_via="MX-TAM", place="MX-SON", direction="not_known")
    yield MX.row("corridors", 9, route_from="not_known", route_via="not_known", place="MX", direction="not_known")
    yield MX.row("corridors", 3, route_from="US", route_via="not_known", place="MX-TAM", **south)
    yield US.row("corridors", 22, route_from="US-TX", route_via="MX-TAM", place="US-TX", **south)
    yield CA.row("corridors", 4, route_from="US-OH", route_via="CA-ON", place="CA-ON", direction="northbound")
    yield CA.row("corridors", None, route_from="US-MI", route_via="CA-ON", place="CA-ON", direction="northbound")


def kinds() -> Iterator[Record]:
    """Methods, parts, ammunition, seized together, organisations."""
    hidden = {"acquisition": "seized", "border": "us_mexico", "direction": "southbound"}
    yield US.row("methods", 12, concealment="vehicle", conveyance="car", **hidden)
    yield US.row("methods", 5, "firearm_events", concealment="vehicle", conveyance="car", **hidden)
    yield US.row("methods", 10, concealment="vehicle", conveyance="truck", **hidden)
    yield US.row("methods", 5, "firearm_events", concealment="vehicle", conveyance="truck", **hidden)
    yield MX.row(
        "methods",
        23,
        concealment="premises",
        conveyance="no_conveyance",
        acquisition="seized",
        border="inland",
        direction="not_known",
    )
    yield MX.row("parts", 40, "firearm_parts_recovered", item="barrel", place="MX-SON", **hidden)
    yield CA.row("parts", None, "firearm_parts_recovered", item="barrel", place="CA-ON", **hidden)
    yield CA.row("ammunition", 500, "ammunition_recovered", item="rifle_ammunition", place="CA-ON", **hidden)
    together = {"border": "us_mexico", "direction": "southbound"}
    for goods in ("ammunition", "fentanyl"):
        yield US.row("coseizures", 8, goods=goods, **together)
        yield US.row("coseizures", 3, "firearm_events", goods=goods, **together)
    yield US.row("coseizures", 2, goods="fentanyl", border="inland", direction="domestic")
    yield US.row("coseizures", 1, "firearm_events", goods="fentanyl", border="inland", direction="domestic")
    said = {"text": "Organización A", "document": "Comunicado 1", "claim": "held_by"}
    yield MX.record("organisations", basis="official_statement", **said)
    yield MX.record("organisations", basis="court_finding", **(said | {"document": "Sentencia 2"}))
    yield US.record(
        "organisations", text="Organization B", document="Release 3", claim="moved_by", basis="formal_charge"
    )


def drugs() -> Iterator[Record]:
    at = {"border": "us_mexico", "direction": "northbound", "concealment": "vehicle", "conveyance": "car"}
    mass, events = "mass_seized_as_returned_kg", "seizures_as_returned"
    for number, kilograms in ((1, 30.0), (2, 20.0)):
        yield US.row("drugs", kilograms, mass, item="fentanyl", substance="fentanyl", place="US-AZ", month=number, **at)
        yield US.row("drugs", 4, events, item="fentanyl", substance="fentanyl", place="US-AZ", month=number, **at)
    yield US.row(
        "drugs",
        6,
        events,
        item="fentanyl",
        substance="fentanyl",
        place="US-AZ",
        month=2,
        **(at | {"conveyance": "bus"}),
    )
    inland = {"border": "inland", "direction": "domestic", "concealment": "premises", "conveyance": "no_conveyance"}
    yield US.row("drugs", 100.0, mass, item="fentanyl", substance="fentanyl", place="US-TX", month=2, **inland)
    yield US.row("drugs", 5000, "pieces_seized_as_returned", item="nitazenes", place="US-TX", month=2, **inland)
    yield MX.row("drugs", 70.5, mass, item="fentanyl", substance="fentanyl", place="MX-SIN", **inland)
    yield MX.row("precursors", 12.0, "volume_seized_as_returned_l", item="4_anpp", place="MX-SIN", **inland)
    yield MX.row(
        "equipment",
        2,
        "equipment_seized_as_returned",
        item="tablet_press",
        place="MX-SIN",
        border="inland",
        direction="domestic",
    )


def definitions() -> Iterator[Record]:
    yield US.definition("firearm", "as_form")
    yield MX.definition("firearm", "own", "Arma con matrícula.")
    yield CA.definition("firearm", None)
    yield CA.definition("surrendered", "not_counted")
    yield MX.definition("submitted", "as_form")


def every() -> list[Record]:
    """All records of the four returns."""
    frames = [record for made in (US, MX, CA, CA_BEFORE) for record in made.frame()]
    return [*frames, *firearms(), *totals(), *traces(), *corridors(), *kinds(), *drugs(), *definitions()]


@cache
def answer(reader: Reader, name: str) -> Finding:
    """The whole answer, asked once of a reader."""
    return ask(reader, name)
