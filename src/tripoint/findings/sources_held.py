"""The sources held: what was read, when it was known, and under which licence."""

from typing import Any

import pyarrow as pa

from tripoint.findings.question import N_, Column, Filters, Finding, Question, Table
from tripoint.protocol.origin import release_key
from tripoint.store.ledger import Reader


def answer(reader: Reader, filters: Filters) -> Finding:
    origins = reader.origins(reader.origin_keys())
    held = {s.snapshot: s for s in reader.manifest}
    releases = [o for o in origins if o.origin == release_key(o.source, o.snapshot)]
    documents = [o for o in origins if o.origin != release_key(o.source, o.snapshot)]
    rows = [
        {
            "source": o.source,
            "producer": o.producer,
            "title_en": o.title,
            "title_es": o.title_es,
            "title_fr": o.title_fr,
            "file": held[o.snapshot].file,
            "period_start": min(held[o.snapshot].period_starts, default=None),
            "period_end": max(held[o.snapshot].period_ends, default=None),
            "known": held[o.snapshot].recorded_at,
            "licence": o.licence,
            "url": o.url,
            "citation": o.citation,
            "snapshot": o.snapshot,
        }
        for o in releases
    ]
    cited = [
        {
            "source": o.source,
            "producer": o.producer,
            "title": o.title,
            "stated": o.published,
            "url": o.url,
            "licence": o.licence,
        }
        for o in documents
    ]
    kinds = (reader.figures(), reader.flows(), reader.statements())
    records = sum(reader.fetch(table.aggregate(n=table.count()))["n"][0].as_py() for table in kinds)
    return Finding(
        name=QUESTION.name,
        as_of=reader.as_of,
        period_start=None,
        period_end=None,
        record_count=records,
        origins=origins,
        caveats=(),
        tables=(
            Table(
                "sources", N_("Releases read as a whole"), None,
                (
                    Column("producer", N_("Publisher"), "publisher"), Column("title", N_("Title"), "words"),
                    Column("files", N_("Files"), "number"), Column("period", N_("Coverage"), "period"),
                    Column("known", N_("Newest known since"), "date"), Column("licence", N_("Licence")),
                    Column("url", N_("Address"), "link"),
                ),
                pa.Table.from_pylist(_by_source(rows), _SOURCES),
            ),
            Table(
                "releases", N_("Files of the releases"), None,
                (
                    Column("source", N_("Source")), Column("file", N_("File")),
                    Column("period", N_("Coverage"), "period"), Column("known", N_("Known since"), "date"),
                ),
                pa.Table.from_pylist(rows, _RELEASES),
            ),
            Table(
                "documents", N_("Documents cited for single figures and statements"), None,
                (
                    Column("producer", N_("Body"), "publisher"), Column("title", N_("Title")), Column("stated", N_("Date"), "date"),
                    Column("url", N_("Address"), "link"),
                ),
                pa.Table.from_pylist(cited, _DOCUMENTS),
            ),
        ),
    )  # fmt: skip


def _by_source(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One row per source: its files counted, its coverage as a whole."""
    merged = []
    for source in sorted({row["source"] for row in rows}):
        own = [row for row in rows if row["source"] == source]
        starts = [row["period_start"] for row in own if row["period_start"]]
        ends = [row["period_end"] for row in own if row["period_end"]]
        span = {"period_start": min(starts, default=None), "period_end": max(ends, default=None)}
        merged.append({**own[0], **span, "files": len(own), "known": max(row["known"] for row in own)})
    return merged


_RELEASES = pa.schema(
    [
        ("source", pa.string()), ("producer", pa.string()), ("title_en", pa.string()),
        ("title_es", pa.string()), ("title_fr", pa.string()), ("file", pa.string()),
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("known", pa.date32()), ("licence", pa.string()),
        ("url", pa.string()), ("citation", pa.string()), ("snapshot", pa.string()),
    ]
)  # fmt: skip
_SOURCES = pa.schema(
    [
        ("source", pa.string()), ("producer", pa.string()), ("title_en", pa.string()),
        ("title_es", pa.string()), ("title_fr", pa.string()), ("files", pa.int64()),
        ("period_start", pa.date32()), ("period_end", pa.date32()), ("known", pa.date32()), ("licence", pa.string()),
        ("url", pa.string()),
    ]
)  # fmt: skip
_DOCUMENTS = pa.schema(
    [
        ("source", pa.string()), ("producer", pa.string()), ("title", pa.string()), ("stated", pa.date32()),
        ("url", pa.string()), ("licence", pa.string()),
    ]
)  # fmt: skip

QUESTION = Question(
    name="sources_held",
    title=N_("Sources and licences"),
    asks=N_("Which publications were read, when were they known, and under which licence?"),
    how_to_read=N_(
        "A release is a publisher's whole file, read from a public copy with its bytes as found; the file is named as "
        "the copy names it, and its SHA-256 stands in the rows. Known since is the date of publication or, where "
        "that is not known, the date of the copy. A document is cited for single statements."
    ),
    does_not_say=N_("That a publisher has checked or endorsed this report: none has."),
    answer=answer,
)
