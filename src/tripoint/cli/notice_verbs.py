"""The verbs of `tripoint notice`: pre-export notices and incidents at the desk, step by step."""

from pathlib import Path
from typing import Annotated

import typer

from tripoint.cli.options import Language, Number, day_of, language_of, number_of

notice_app = typer.Typer(
    help="Pre-export notices and incidents of precursors and equipment, kept at the desk with an audit line each.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
incident_app = typer.Typer(
    help="Seizures, diversions, stopped shipments and suspicious transactions.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
notice_app.add_typer(incident_app, name="incident")

Set = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="FIELD=TEXT", help="A field; `notice fields` lists them. Repeat it."),
]
Seen = Annotated[
    int | None,
    typer.Option(
        "--version", metavar="N", help="The version you saw; refused if it is another by now.", parser=number_of
    ),
]
Purpose = Annotated[str, typer.Option("--purpose", metavar="TEXT", help="What it is for; it stands in the audit line.")]
AsJson = Annotated[bool, typer.Option("--json", help="Everything, as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="One row per field, as CSV.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it happened; today if not given.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Into a file; printed if not given.")]
USUAL = "keeping of notices"


@notice_app.command(epilog="Example: tripoint notice fields --lang es")
def fields(as_json: AsJson = False, lang: Language = None) -> None:
    """List the fields of notices and incidents, what is asked, and where each was read."""
    from tripoint.cli import noticing

    noticing.show_fields(as_json=as_json, language=language_of(lang))


@notice_app.command(epilog="Example: tripoint notice new --set exporting_country=CA --set substance='acetic anhydride'")
def new(
    direction: Annotated[str, typer.Option(metavar="WAY", help="outgoing or incoming.")] = "outgoing",
    fields: Set = None,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """Enter a draft. Firms and authorities only: never a person."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.new(at_desk(purpose, language_of(lang)), direction, fields or [])


@notice_app.command(epilog="Example: tripoint notice change 7 --set quantity='25 kg'")
def change(
    number: Number, fields: Set = None, version: Seen = None, purpose: Purpose = USUAL, lang: Language = None
) -> None:
    """Change fields of a draft; FIELD= empties one."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.change(at_desk(purpose, language_of(lang)), number, fields or [], version)


@notice_app.command(epilog="Example: tripoint notice check 7")
def check(
    number: Number,
    not_in_texts: Annotated[
        bool, typer.Option("--not-in-texts", help="A text that is not held names the substance; its step says so.")
    ] = False,
    version: Seen = None,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """Look whether a draft has everything asked and what the law texts held say of it, and mark it as checked."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.check(at_desk(purpose, language_of(lang)), number, version, is_not_in_texts=not_in_texts)


@notice_app.command(epilog="Example: tripoint notice send 7 --deadline 2026-04-01")
def send(
    number: Number,
    on: On = None,
    reply_by: Annotated[
        str | None, typer.Option("--deadline", metavar="DATE", help="By when an answer is awaited.")
    ] = None,
    version: Seen = None,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """Note that a checked notice went to the other authority. This program sends nothing itself."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    days = day_of(on, "--on"), day_of(reply_by, "--deadline")
    noticing.send(at_desk(purpose, language_of(lang)), number, days, version)


@notice_app.command(epilog="Example: tripoint notice answer 7 no_objection --on 2026-03-20")
def answer(
    number: Number,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="no_objection, objection, stop or no_answer.")],
    on: On = None,
    version: Seen = None,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """Note what the importing country answered, or that its deadline is over without an answer."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.answer(at_desk(purpose, language_of(lang)), number, answer, day_of(on, "--on"), version)


@notice_app.command(epilog="Example: tripoint notice show 7 --json")
def show(number: Number, as_json: AsJson = False, purpose: Purpose = USUAL, lang: Language = None) -> None:
    """Show a notice with its steps."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.show(at_desk(purpose, language_of(lang)), number, as_json=as_json)


@notice_app.command("list", epilog="Example: tripoint notice list --state sent --lang fr")
def list_notices(
    state: Annotated[str | None, typer.Option(metavar="STATE", help="draft, checked, sent or answered.")] = None,
    as_json: AsJson = False,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """List the notices of this desk."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.list_notices(at_desk(purpose, language_of(lang)), state, as_json=as_json)


@notice_app.command(epilog="Example: tripoint notice due --within 3")
def due(
    within: Annotated[int, typer.Option(metavar="DAYS", min=0, max=3650, help="Awaited within so many days.")] = 7,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Counted from this day, not today.")] = None,
    as_json: AsJson = False,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """List notices whose answer is awaited soon or overdue."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.due(at_desk(purpose, language_of(lang)), within, day_of(on, "--on"), as_json=as_json)


@notice_app.command(epilog="Example: tripoint notice sheet 7 --lang es --out notice-7.txt")
def sheet(
    number: Number, as_csv: AsCsv = False, out: Out = None, purpose: Purpose = USUAL, lang: Language = None
) -> None:
    """Write a hand-over sheet, for whoever enters the notice into another system."""
    from tripoint.cli import noticing
    from tripoint.cli.outputs import spared
    from tripoint.cli.seat import at_desk

    place = spared(out) if out else None
    noticing.sheet(at_desk(purpose, language_of(lang)), "notice", number, as_csv=as_csv, out=place)


@notice_app.command(epilog="Example: tripoint notice audit --verify")
def audit(
    verify: Annotated[bool, typer.Option("--verify", help="Work out the chain of all lines anew.")] = False,
    last: Annotated[int, typer.Option(metavar="N", min=1, max=10_000, help="So many of the last lines.")] = 20,
    as_json: AsJson = False,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """Show the last audit lines of the desk, or verify them and the records they tell of. Exit code 1 if one was altered or lost."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    if verify:
        raise typer.Exit(noticing.verify_audit(as_json=as_json, language=language_of(lang)))
    noticing.audit_lines(at_desk(purpose, language_of(lang)), last, as_json=as_json)


@incident_app.command(
    "new", epilog="Example: tripoint notice incident new --set incident_kind=seizure --set country=MX"
)
def new_incident(fields: Set = None, purpose: Purpose = USUAL, lang: Language = None) -> None:
    """Enter an incident, whole. Firms and authorities only: never a person."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.new_incident(at_desk(purpose, language_of(lang)), fields or [])


@incident_app.command("list", epilog="Example: tripoint notice incident list --json")
def list_incidents(as_json: AsJson = False, purpose: Purpose = USUAL, lang: Language = None) -> None:
    """List the incidents of this desk."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.list_incidents(at_desk(purpose, language_of(lang)), as_json=as_json)


@incident_app.command("show", epilog="Example: tripoint notice incident show 3")
def show_incident(number: Number, as_json: AsJson = False, purpose: Purpose = USUAL, lang: Language = None) -> None:
    """Show an incident."""
    from tripoint.cli import noticing
    from tripoint.cli.seat import at_desk

    noticing.show_incident(at_desk(purpose, language_of(lang)), number, as_json=as_json)


@incident_app.command("sheet", epilog="Example: tripoint notice incident sheet 3 --csv --lang fr")
def incident_sheet(
    number: Number, as_csv: AsCsv = False, out: Out = None, purpose: Purpose = USUAL, lang: Language = None
) -> None:
    """Write a hand-over sheet of an incident."""
    from tripoint.cli import noticing
    from tripoint.cli.outputs import spared
    from tripoint.cli.seat import at_desk

    place = spared(out) if out else None
    noticing.sheet(at_desk(purpose, language_of(lang)), "incident", number, as_csv=as_csv, out=place)
