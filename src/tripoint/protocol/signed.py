"""What the desk signs off: a record as a room puts it into the outbox, before a snapshot of the ledger holds it."""

import json
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tripoint.protocol.columns import Words

COUNTRY = Field(pattern="^[A-Z]{2}$")
AS_WRITTEN = Field(min_length=1, max_length=200)


class Signed(BaseModel):
    """Base of the records that come from a desk. They name no firm, address or person: those stay at the desk."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    desk_id: Annotated[
        str,
        Field(pattern="^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"),
        Words(
            "Id given at the desk, the same in every version of the record.",
            "Identificador dado en la mesa, igual en todas las versiones del registro.",
            "Identifiant donné au bureau, le même dans toutes les versions de l’enregistrement.",
        ),
    ]
    version: Annotated[
        int,
        Field(ge=1),
        Words(
            "Version at the desk; a higher one replaces the lower ones.",
            "Versión en la mesa; una mayor sustituye a las menores.",
            "Version au bureau; une plus élevée remplace les autres.",
        ),
    ]
    recorded_at: Annotated[
        date,
        Words(
            "Day of the decision at the desk, UTC.",
            "Día de la decisión en la mesa, UTC.",
            "Jour de la décision au bureau, UTC.",
        ),
    ]
    handling: Annotated[
        Literal["governments"],
        Words(
            "Who may read it: governments only.",
            "Quién puede leerlo: solo los gobiernos.",
            "Qui peut le lire : les gouvernements seulement.",
        ),
    ] = "governments"
    quantity: Annotated[
        float | None,
        Field(gt=0, lt=1e13, allow_inf_nan=False),
        Words(
            "Quantity in `unit`, if given (registry/data/notice_fields.csv, quantity).",
            "Cantidad en `unit`, si consta (registry/data/notice_fields.csv, quantity).",
            "Quantité en `unit`, si elle est donnée (registry/data/notice_fields.csv, quantity).",
        ),
    ] = None
    unit: Annotated[
        Literal["kg", "g", "L", "mL", "pieces"] | None,
        Words(
            "Unit of the quantity (registry/data/notice_terms.csv, list unit).",
            "Unidad de la cantidad (registry/data/notice_terms.csv, lista unit).",
            "Unité de la quantité (registry/data/notice_terms.csv, liste unit).",
        ),
    ] = None
    quantity_as_written: Annotated[
        str | None,
        AS_WRITTEN,
        Words("The quantity as entered.", "La cantidad tal como se registró.", "La quantité telle que saisie."),
    ] = None

    @model_validator(mode="after")
    def _quantity_has_a_unit(self) -> Self:
        if len({self.quantity is None, self.unit is None, self.quantity_as_written is None}) > 1:
            raise ValueError("a quantity has a unit and the text that was entered")
        return self

    def body(self) -> str:
        """Canonical JSON: fields sorted, those without a value left out."""
        fields = self.model_dump(mode="json", exclude_none=True)
        return json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
