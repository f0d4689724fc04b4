"""The record kind *incident*: a seizure, diversion, stopped shipment or suspicious transaction of a precursor or equipment."""

from datetime import date
from typing import Annotated, Literal

from tripoint.protocol.columns import Words
from tripoint.protocol.record import Record
from tripoint.protocol.signed import AS_WRITTEN, COUNTRY, Signed


class SignedIncident(Signed):
    """An incident as the desk signs it off."""

    incident_kind: Annotated[
        Literal["seizure", "diversion", "stopped_shipment", "suspicious_transaction"],
        Words(
            "What happened (registry/data/notice_terms.csv, list incident_kind).",
            "Qué ocurrió (registry/data/notice_terms.csv, lista incident_kind).",
            "Ce qui s’est passé (registry/data/notice_terms.csv, liste incident_kind).",
        ),
    ]
    item_kind: Annotated[
        Literal["substance", "equipment"],
        Words(
            "Substance or equipment (registry/data/notice_terms.csv, list item_kind).",
            "Sustancia o equipo (registry/data/notice_terms.csv, lista item_kind).",
            "Substance ou matériel (registry/data/notice_terms.csv, liste item_kind).",
        ),
    ]
    item_as_written: Annotated[
        str,
        AS_WRITTEN,
        Words(
            "The substance or equipment as entered (registry/data/notice_fields.csv, item).",
            "La sustancia o el equipo tal como se registró (registry/data/notice_fields.csv, item).",
            "La substance ou le matériel tels que saisis (registry/data/notice_fields.csv, item).",
        ),
    ]
    occurred_on: Annotated[
        date,
        Words(
            "Day of the incident (registry/data/notice_fields.csv, occurred_date).",
            "Día del incidente (registry/data/notice_fields.csv, occurred_date).",
            "Jour de l’incident (registry/data/notice_fields.csv, occurred_date).",
        ),
    ]
    country: Annotated[
        str,
        COUNTRY,
        Words(
            "Country of the incident, ISO 3166-1 (registry/data/notice_fields.csv, country).",
            "País del incidente, ISO 3166-1 (registry/data/notice_fields.csv, country).",
            "Pays de l’incident, ISO 3166-1 (registry/data/notice_fields.csv, country).",
        ),
    ]
    origin_country: Annotated[
        str | None,
        COUNTRY,
        Words(
            "Country of origin, if known (registry/data/notice_fields.csv, origin_country).",
            "País de origen, si se conoce (registry/data/notice_fields.csv, origin_country).",
            "Pays d’origine, s’il est connu (registry/data/notice_fields.csv, origin_country).",
        ),
    ] = None
    exporting_country: Annotated[
        str | None,
        COUNTRY,
        Words(
            "Exporting country, if any (registry/data/notice_fields.csv, exporting_country).",
            "País exportador, si lo hay (registry/data/notice_fields.csv, exporting_country).",
            "Pays exportateur, s’il y en a un (registry/data/notice_fields.csv, exporting_country).",
        ),
    ] = None
    importing_country: Annotated[
        str | None,
        COUNTRY,
        Words(
            "Importing country, if any (registry/data/notice_fields.csv, importing_country).",
            "País importador, si lo hay (registry/data/notice_fields.csv, importing_country).",
            "Pays importateur, s’il y en a un (registry/data/notice_fields.csv, importing_country).",
        ),
    ] = None


class Incident(SignedIncident, Record):
    """A signed incident in a snapshot of the ledger; for governments only, never for the public."""
