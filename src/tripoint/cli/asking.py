"""`tripoint ask`: one finding as text, JSON or CSV."""

import csv
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tripoint.cli.opening import reader_of_environment
from tripoint.findings.catalogue import QUESTIONS, ask_named
from tripoint.findings.question import Filters, Finding, Table
from tripoint.present.cells import cell_of, sentence
from tripoint.present.sections import RIGHT, nothing
from tripoint.present.words import Words, words
from tripoint.registry.words import caveat
from tripoint.store.ledger import Audience


@dataclass(frozen=True)
class Narrowing:
    """The filters of the command line."""

    country: str | None
    place: str | None
    substance: str | None
    since: date | None
    until: date | None


def ask(
    name: str | None, narrowing: Narrowing, *, as_of: date | None, form: str, language: str, audience: Audience
) -> None:
    """Prints the answer; lists the catalogue if no finding is named."""
    say = words(language)
    if name is None:
        for question in QUESTIONS:
            takes = f"  [{', '.join(question.filters)}]" if question.filters else ""
            print(f"{question.name}{takes}\n    {say(question.asks)}")
        return
    filters = Filters(narrowing.country, narrowing.place, narrowing.substance, narrowing.since, narrowing.until)
    reader = reader_of_environment(as_of=as_of, audience=audience)
    finding = ask_named(name, reader, filters)
    held_in = "edition" if reader.is_edition else reader.where
    match form:
        case "json":
            answered = {"answered_from": held_in, "known_on": reader.known_on, **as_json(finding, say)}
            json.dump(answered, sys.stdout, ensure_ascii=False, indent=1, default=str)
            print()
        case "csv":
            write_csv(finding)
        case _:
            _print(finding, say)
            where = say("edition shipped with the program") if reader.is_edition else held_in
            print(say("Held in: {where}; known on {day}").format(where=where, day=say.day(reader.known_on)))
            if audience == "governments":
                print(say("For the three governments only"))


def as_json(finding: Finding, say: Words) -> Mapping[str, object]:
    """Everything the answer carries: sentences, tables with coded rows, origins, caveats, both dates."""
    return {
        "finding": finding.name,
        "as_of": finding.as_of,
        "period_start": finding.period_start,
        "period_end": finding.period_end,
        "record_count": finding.record_count,
        "sentences": [sentence(fact, say) for fact in finding.facts],
        "caveats": [{"code": code, "text": caveat(code).texts[say.language]} for code in finding.caveats],
        "origins": [origin.model_dump(mode="json") for origin in finding.origins],
        "tables": [
            {
                "name": table.name,
                "title": say(table.title),
                "measure": table.measure,
                "rows": table.data.to_pylist(),
            }
            for table in finding.tables
        ],
    }


def write_csv(finding: Finding) -> None:
    """All tables under one header: the column `table` says which; a column another table has stays empty."""
    names = list(dict.fromkeys(n for table in finding.tables for n in table.data.column_names))
    writer = csv.DictWriter(sys.stdout, ["table", "measure", *names], restval="", lineterminator="\n")
    writer.writeheader()
    for table in finding.tables:
        for row in table.data.to_pylist():
            writer.writerow({"table": table.name, "measure": table.measure or "", **row})


def _print(finding: Finding, say: Words) -> None:
    if not finding.record_count and not finding.facts:
        print(say(nothing(finding)))
    for fact in finding.facts:
        print(f"• {sentence(fact, say)}")
    for table in finding.tables:
        if table.in_report != 0 and len(table.data):
            print(f"\n{say(table.title)}")
            _print_rows(table, say)
            if table.note:
                print(f"  {say(table.note)}")
    print()
    for code in finding.caveats:
        print(f"! {caveat(code).texts[say.language]}")
    for origin in finding.origins:
        print(f"= {origin.citation}")
    print(say("Records used: {count}.").format(count=say.number(finding.record_count)))


def _print_rows(table: Table, say: Words, most: int = 60) -> None:
    rows = table.data.to_pylist()
    texts = [[say(c.title) for c in table.columns]]
    texts += [[cell_of(c, row, say).text for c in table.columns] for row in rows[:most]]
    widths = [min(60, max(len(line[i]) for line in texts)) for i in range(len(table.columns))]
    for line in texts:
        cells = [
            text.rjust(width) if c.kind in RIGHT else text.ljust(width)
            for c, text, width in zip(table.columns, line, widths, strict=True)
        ]
        print("  ".join(cells).rstrip())
    if len(rows) > most:
        print(say("… {count} rows more; --csv gives all.").format(count=say.number(len(rows) - most)))
