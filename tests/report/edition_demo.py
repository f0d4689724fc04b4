"""Small editions of the report, made up: one line makes a valid one."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from tripoint.present.remarks import Remark
from tripoint.report.edition import Content, Edition, HeldSnapshot, KeptChapter, KeptColumn, KeptFinding, KeptTable, Row

DAY = date(2026, 3, 1)
MARCH = ((date(2026, 3, 1), date(2026, 3, 31)),)
APRIL = ((date(2026, 4, 1), date(2026, 4, 30)),)


def snapshot(file: str, periods: tuple[tuple[date, date], ...] = MARCH, **changed: Any) -> HeldSnapshot:
    """A snapshot whose hash follows from the file's name."""
    fields: dict[str, Any] = {
        "source": "us_cbp_drugs", "series": "made", "snapshot": hashlib.sha256(file.encode()).hexdigest(), "file": file,
        "recorded_at": DAY, "supersedes": "periods", "periods": periods, "records": 1, "corrected": 0,
    }  # fmt: skip
    return HeldSnapshot(**fields | changed)


def table(*rows: Row, columns: Sequence[tuple[str, str]] = (("place", "place"), ("value", "number"))) -> KeptTable:
    return KeptTable("made", "Made up", tuple(KeptColumn(name, name, kind) for name, kind in columns), rows)


def finding(made: KeptTable, *snapshots: HeldSnapshot, words: str = "said") -> KeptFinding:
    return KeptFinding("harms", "Harms", words, tuple(s.key for s in snapshots), (made,))


def remark(**changed: Any) -> Remark:
    fields = {"country": "CA", "finding": "harms", "kind": "remark", "date": DAY, "by": "An office", "en": "A word."}
    return Remark.model_validate(fields | changed)


def edition(
    *findings: KeptFinding, snapshots: Sequence[HeldSnapshot] = (), version: str = "1.0", **changed: Any
) -> Edition:
    fields: dict[str, Any] = {
        "known_on": DAY, "audience": "public", "snapshots": tuple(snapshots), "findings": findings, "remarks": (),
        "chapters": (KeptChapter("harms", "Harms to people", "Lead", ("harms",)),
                     KeptChapter("drugs", "Drugs", "Lead", ())),
    }  # fmt: skip
    return Edition(version, Content(**fields | changed))
