"""The edition that a report makes: answers, snapshots, chapters and remarks as what is kept of them."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from importlib.metadata import version

import ibis
import pyarrow as pa

from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import Finding, Question, Table
from tripoint.present.remarks import Remark
from tripoint.present.trilateral import CHAPTERS
from tripoint.report.edition import (
    Content,
    Edition,
    HeldSnapshot,
    KeptChapter,
    KeptColumn,
    KeptFinding,
    KeptTable,
    Key,
    plain_row,
    plain_value,
)
from tripoint.store.ledger import Reader

NO_ROWS = pa.table({})


def edition_of(reader: Reader, findings: Iterable[Finding], remarks: tuple[Remark, ...]) -> Edition:
    """What the report made of these answers is, whatever its language."""
    totals: dict[Key, tuple[int, int]] = {}
    by_origin: dict[tuple[str, str], set[Key]] = defaultdict(set)
    for (source, series, snapshot), origin, records, corrected in _records(reader):
        key = (source, series, snapshot)
        before = totals.get(key, (0, 0))
        totals[key] = (before[0] + records, before[1] + corrected)
        by_origin[source, origin].add(key)
    content = Content(
        known_on=reader.known_on,
        audience=reader.audience,
        snapshots=tuple(
            HeldSnapshot(
                s.source, s.series, s.snapshot, s.file, s.recorded_at, s.supersedes, s.periods,
                *totals.get((s.source, s.series, s.snapshot), (0, 0)),
            )
            for s in reader.manifest
        ),
        chapters=tuple(KeptChapter(c.anchor, c.title, c.lead, c.findings) for c in CHAPTERS),
        findings=tuple(_finding(CATALOGUE[finding.name], finding, by_origin) for finding in findings),
        remarks=remarks,
    )  # fmt: skip
    return Edition(version("tripoint"), content)


def _records(reader: Reader) -> Iterator[tuple[Key, str, int, int]]:
    """How many current records there are of each snapshot and origin, and how many of these are corrected."""
    kinds = (reader.figures(), reader.flows(), reader.statements(), reader.returned(), reader.controls())
    columns = ("source", "series", "snapshot", "origin", "version")
    table = ibis.union(*(kind.select(*columns) for kind in kinds))
    counted = table.group_by(*columns[:-1]).agg(n=ibis._.count(), corrected=(table.version > 1).sum())
    for row in reader.fetch(counted).to_pylist():
        yield (row["source"], row["series"], row["snapshot"]), row["origin"], row["n"], int(row["corrected"])


def _finding(question: Question, finding: Finding, by_origin: Mapping[tuple[str, str], set[Key]]) -> KeptFinding:
    keys = {key for origin in finding.origins for key in by_origin.get((origin.source, origin.origin), ())}
    said = {
        "asks": question.asks,
        "how_to_read": question.how_to_read,
        "does_not_say": question.does_not_say,
        "records": finding.record_count,
        "period": [finding.period_start, finding.period_end],
        "caveats": finding.caveats,
        "sentences": [asdict(fact) for fact in finding.facts]
        if finding.record_count or not question.is_from_desk
        else [],
        "charts": [asdict(chart) for chart in finding.charts],
        "tables": [asdict(replace(table, data=NO_ROWS)) for table in finding.tables],
    }
    return KeptFinding(
        name=finding.name,
        title=question.title,
        words=json.dumps(_plain(said), ensure_ascii=False, sort_keys=True),
        snapshots=tuple(sorted(keys)),
        tables=tuple(map(_table, finding.tables)),
    )


def _table(table: Table) -> KeptTable:
    return KeptTable(
        table.name,
        table.title,
        tuple(KeptColumn(column.name, column.title, column.kind) for column in table.columns),
        tuple(plain_row(row) for row in table.data.to_pylist()),
    )


def _plain(value: object) -> object:
    """The same with dates as text and numbers as an edition keeps them; without the (emptied) rows of tables."""
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items() if not isinstance(part, pa.Table)}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return plain_value(value)
