"""A return of many single seizures: written, checked and merged, beside the usual libraries for the same files."""

import tempfile
from pathlib import Path

from bench.child import Measured, run, table

SIZES = (2_000, 20_000, 200_000)
SEED = 20240208


def write(path: str, rows: int) -> int:
    """A synthetic return of so many seizures, as a workbook or as JSON; gives the number of rows over all sheets."""
    from tripoint.returns.machine_json import write_json
    from tripoint.returns.synthetic import synthetic_return
    from tripoint.returns.template import write_workbook

    filled = synthetic_return("MX", year=2025, seed=SEED, level="records", rows=rows)
    (write_json if path.endswith(".json") else write_workbook)(Path(path), filled)
    return sum(len(next(iter(sheet.values()))) for sheet in filled.tables.values())


def ours(path: str) -> int:
    """Reads and checks the whole return; gives the number of problems."""
    from datetime import date

    from tripoint.returns.problems import ReturnProblems
    from tripoint.returns.reading import read_return

    problems = ReturnProblems("return", path)
    read_return(Path(path), problems, today=date(2026, 6, 30))
    return len(problems.all())


def merged(path: str, ledger: str) -> int:
    """Checks the return and keeps it; gives the number of cells kept."""
    from datetime import date

    from tripoint.pipeline.returns import check_return, merge_return
    from tripoint.returns.reading import Expected
    from tripoint.store.ledger import open_reader
    from tripoint.store.writer import writing

    with writing(Path(ledger)) as writer:
        reader = open_reader(Path(ledger), audience="governments")
        checked = check_return(Path(path), reader, today=date(2026, 6, 30), expected=Expected())
        return merge_return(Path(path), writer, checked).rows["returned"]


def openpyxl_reads(path: str) -> int:
    """The usual reader of workbooks, in its mode for large files: cells only, nothing checked."""
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    return sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)


def jsonschema_validates(path: str) -> int:
    """The same return as JSON against the form's own schema, by the reference library: types and lists only."""
    import json

    from jsonschema import Draft202012Validator

    from tripoint.returns.schema import json_schema

    validator = Draft202012Validator(json_schema("records", "MX"))
    return sum(1 for _ in validator.iter_errors(json.loads(Path(path).read_text("utf-8"))))


def main() -> str:
    lines = []
    for rows in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            book, document = f"{folder}/tripoint-return-mx-2025.xlsx", f"{folder}/return.json"
            written = run("bench.returns", "write", book, rows)
            run("bench.returns", "write", document, rows)
            cells = run("bench.returns", "openpyxl_reads", book)
            schema = run("bench.returns", "jsonschema_validates", document)
            of_json, of_book = run("bench.returns", "ours", document), run("bench.returns", "ours", book)
            kept = run("bench.returns", "merged", book, f"{folder}/ledger")
            if of_json.result or of_book.result or schema.result:
                raise SystemExit("the synthetic return is not clean")
            size = Path(book).stat().st_size / 2**20
            lines.append(
                [
                    f"{written.result:,}", f"{size:.1f} MiB", _said(written), _said(cells), _said(of_book),
                    f"{of_book.seconds / cells.seconds:.2f} ×", _said(schema), _said(of_json),
                    f"{of_json.seconds / schema.seconds:.2f} ×", _said(kept),
                ]
            )  # fmt: skip
    head = (
        "rows", "workbook", "written", "openpyxl reads the cells", "workbook read and checked", "ratio",
        "jsonschema validates the JSON", "JSON read and checked", "ratio", "checked and merged",
    )  # fmt: skip
    return table("a return of one row a seizure: seconds, peak memory", head, lines)


def _said(measured: Measured) -> str:
    return f"{measured.seconds:.1f} s, {measured.peak_mib:,.0f} MiB"
