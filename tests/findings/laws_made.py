"""Made-up clauses of law texts: none of them is the law of any country."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from tests.builders import origin, snapshot_line
from tripoint.protocol.control import Control
from tripoint.protocol.kinds import SCHEMAS
from tripoint.store.ledger import Reader
from tripoint.store.writer import writing

KNOWN = date(2026, 6, 30)


def control(list_id: str, clause: str, names: str | None = None, **changed: Any) -> dict[str, Any]:
    """The fields of a valid clause; the text is that of 2026-06-14 and is known since KNOWN."""
    place, language = list_id.split("_")[0].upper(), changed.get("language", "en")
    text = changed.pop("text", names)
    fields: dict[str, Any] = {
        "source": "ca_cdsa", "series": f"{list_id.split('/')[0]}_{language}", "snapshot": "0" * 64, "source_row": 1,
        "source_column": f"{list_id} {clause}", "recorded_at": KNOWN, "origin": "made/0", "jurisdiction": place,
        "list_id": list_id, "clause": clause, "role": "entry", "kind": "substance", "names": names, "language": language,
        "text": text, "valid_from_basis": "stated" if changed.get("valid_from") else "listed_on", "status": "in_force",
        "text_from": date(2026, 6, 14), "text_to": date(2026, 6, 14), "confidence": "primary",
    }  # fmt: skip
    return Control.model_validate(fields | changed).model_dump()


def laws_in(folder: Path, *clauses: dict[str, Any], **options: Any) -> Reader:
    """A ledger of clauses, each snapshot kept whole, and its reader. options: those of the reader."""
    groups: dict[tuple[str, str, str, date], list[dict[str, Any]]] = {}
    for row in clauses:
        groups.setdefault((row["source"], row["series"], row["snapshot"], row["recorded_at"]), []).append(row)
    with writing(folder) as writer:
        for (name, series, snapshot, day), rows in groups.items():
            parts = writer.begin(name, series, snapshot)
            made = [origin(source=name, snapshot=snapshot, origin=rows[0]["origin"], title=f"{series} {snapshot[:4]}")]
            for kind, chosen in (("controls", rows), ("origins", made)):
                for batch in pa.Table.from_pylist(chosen, SCHEMAS[kind]).combine_chunks().to_batches():
                    parts.write(kind, batch)
            line = snapshot_line(snapshot, (), day, source=name, series=series, supersedes="whole")
            writer.keep(parts, replace(line, figures=0, controls=len(rows)))
    return Reader(folder, **options)
