"""`tripoint return`: the form, what is wrong with a filled one, and its way into the ledger."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tripoint.cli.opening import reader_of_environment
from tripoint.cli.options import language_of
from tripoint.cli.wording import place_in, place_of, worded
from tripoint.errors import Problem, TripointError
from tripoint.pipeline.ingest import Outcome
from tripoint.pipeline.returns import Checked, check_return, merge_return
from tripoint.pipeline.seeding import seed as seed_ledger
from tripoint.present.words import Words, words
from tripoint.registry.places import place
from tripoint.registry.return_form import LEVELS, PROBLEMS_TITLES
from tripoint.returns.filled import Filled
from tripoint.returns.marking import Remark, is_marked_already, write_marked
from tripoint.returns.reading import Expected
from tripoint.settings import read_settings
from tripoint.store.ledger import open_reader
from tripoint.store.writer import writing

SHOWN = 40
"""Problems printed; all of them are in the workbook of --report."""


def expected(country: str | None, year: int | None) -> Expected:
    return Expected(country, year)


def template(country: str, year: int, *, lang: str | None, level: str, form: str, out: Path | None) -> None:
    """Writes the empty form and says where it is."""
    language = language_of(lang)
    say = words(language)
    chosen = next((known for known in LEVELS if known == level), None)
    if chosen is None:
        raise TripointError(
            f"'{level}' is not a level of the return", where="--level", cure="Use aggregate or records."
        )
    endings = {"xlsx": ".xlsx", "csv": ".zip", "json": ".json", "schema": ".schema.json"}
    if form not in endings:
        raise TripointError(
            f"'{form}' is not a form of the return", where="--format", cure="Use xlsx, csv, json or schema."
        )
    path = out or Path(f"tripoint-return-{country.lower()}-{year}-{language}{endings[form]}")
    if out is not None and not out.name.endswith(endings[form]):
        raise TripointError(f"'{out.name}' does not end in {endings[form]}", where="--out", cure="Give such a name.")
    path.parent.mkdir(parents=True, exist_ok=True)
    _write(form, path, Filled(country, year, language, chosen))
    print(say("The form is here: {path}").format(path=path))


def _write(form: str, path: Path, filled: Filled) -> None:
    match form:
        case "csv":
            from tripoint.returns.machine_csv import write_csv

            write_csv(path, filled)
        case "json":
            from tripoint.returns.machine_json import write_json

            write_json(path, filled)
        case "schema":
            import json

            from tripoint.returns.schema import json_schema

            text = json.dumps(json_schema(filled.level, filled.country), indent=2, ensure_ascii=False)
            path.write_text(f"{text}\n", encoding="utf-8")
        case _:
            from tripoint.returns.template import write_workbook

            write_workbook(path, filled)


def check(path: Path, *, report: Path | None, expected: Expected, lang: str | None) -> int:
    """Prints every problem; 1 if the return cannot be kept as it is."""
    checked = _checked(path, expected)
    say = words(language_of(lang or checked.language))
    if report is not None and (report.suffix.lower() != ".xlsx" or (report.exists() and not is_marked_already(report))):
        raise TripointError(
            say("{path} is no .xlsx, or another file is there already").format(path=report),
            where="--report",
            cure=say("Give another name."),
        )
    _say_problems(checked.problems, say)
    if report is not None:
        heads = (say("error / warning"), say("Where"), say("What"), say("Cure"))
        is_marked = write_marked(
            path, report, _remarks(checked.problems, say), title=PROBLEMS_TITLES[say.language], heads=heads
        )
        text = say("Marked workbook: {path}") if is_marked else say("List of problems (cells not marked): {path}")
        print(text.format(path=report))
    if checked.is_fit:
        print(say("Nothing keeps this return out of the ledger: tripoint return merge {file}").format(file=path.name))
    else:
        print(say("This return cannot be merged as it is."))
    return int(not checked.is_fit)


def merge(path: Path, *, expected: Expected, lang: str | None) -> int:
    """Checks and keeps the return while nobody else writes; 1 if it is not kept."""
    _is_there(path)
    ledger = read_settings().ledger
    with writing(ledger) as writer:
        seed_ledger(writer)
        checked = check_return(path, open_reader(ledger, audience="governments"), today=date.today(), expected=expected)
        say = words(language_of(lang or checked.language))
        if not checked.is_fit:
            _say_problems(checked.problems, say)
            print(say("Nothing of this return was kept."))
            return 1
        outcome = merge_return(path, writer, checked)
    _say_problems(checked.problems, say)
    _say_outcome(outcome, checked, say, ledger)
    return 0


def demo(folder: Path, *, year: int, seed: int) -> None:
    from tripoint.returns.synthetic import write_demo

    say = words(language_of(None))
    for path in write_demo(folder, year=year, seed=seed):
        print(path)
    print(say("All of it is synthetic: no figure of any government."))


def _checked(path: Path, expected: Expected) -> Checked:
    _is_there(path)
    reader = reader_of_environment(audience="governments")
    return check_return(path, reader, today=date.today(), expected=expected)


def _is_there(path: Path) -> None:
    if not path.is_file():
        say = words(language_of(None))
        raise TripointError(
            say("there is no such file"), where=str(path), cure=say("Give the path of a filled return.")
        )


def _say_problems(problems: Sequence[Problem], say: Words) -> None:
    errors = sum(not problem.is_warning for problem in problems)
    for problem in sorted(problems, key=lambda p: p.is_warning)[:SHOWN]:
        kind = say("warning") if problem.is_warning else say("error")
        message, cure = worded(problem, say)
        print(f"{place_of(problem)}: [{kind}] {message}\n  {cure}")
    if len(problems) > SHOWN:
        print(
            say("… and {count} more; --report writes all of them into a workbook.").format(count=len(problems) - SHOWN)
        )
    print(say("Errors: {errors}. Warnings: {warnings}.").format(errors=errors, warnings=len(problems) - errors))


def _remarks(problems: Sequence[Problem], say: Words) -> list[Remark]:
    ordered = sorted(problems, key=lambda problem: problem.is_warning)
    return [Remark(p.sheet, p.cells, place_in(p), *worded(p, say), p.is_warning) for p in ordered]


def _say_outcome(outcome: Outcome, checked: Checked, say: Words, ledger: Path) -> None:
    if not outcome.is_new:
        print(say("This very file is already in the ledger."))
        return
    if checked.understood is not None:
        cover = checked.understood.cover
        text = say("Kept: the return of {country} for {year}, version {version} ({source}); values: {count}.")
        filled, count = checked.understood.filled, say.number(outcome.rows.get("returned", 0))
        country = place(filled.country).names[say.language]
        version = cover.number("version")
        print(text.format(country=country, year=filled.year, version=version, source=outcome.source, count=count))
    print(say("Ledger: {folder}").format(folder=ledger))
