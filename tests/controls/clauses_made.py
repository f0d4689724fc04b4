"""Records of the kind *control*, made by one line each; synthetic texts of real lists."""

from datetime import date
from typing import Any

from tripoint.controls.lawbook import LawBook, lawbook_of
from tripoint.protocol.control import Control
from tripoint.registry.law import law_list

TEXT_FROM, TEXT_TO, TODAY = date(2020, 1, 1), date(2026, 6, 14), date(2026, 7, 1)
SNAPSHOT = "ab" * 32


def clause(list_id: str, place: str, names: str | None, **facts: Any) -> dict[str, Any]:
    """One clause as the ledger gives it. valid_from given: stated by the text, unless facts say another basis."""
    jurisdiction = law_list(list_id).jurisdiction
    language = {"MX": "es"}.get(jurisdiction, "en")
    made: dict[str, Any] = {
        "source": f"made_{list_id.partition('/')[0]}", "series": language, "snapshot": SNAPSHOT, "source_row": 1,
        "source_column": place, "recorded_at": TEXT_TO, "origin": "made", "jurisdiction": jurisdiction,
        "list_id": list_id, "clause": place, "names": names, "role": "entry", "kind": law_list(list_id).kind,
        "language": language, "status": "in_force", "text_from": TEXT_FROM, "text_to": TEXT_TO, "confidence": "primary",
        "valid_from_basis": "stated" if facts.get("valid_from") else "listed_on",
    }  # fmt: skip
    return Control.model_validate({**made, **facts}).model_dump()


def book(*clauses: dict[str, Any], today: date = TODAY) -> LawBook:
    return lawbook_of(clauses, today=today)
