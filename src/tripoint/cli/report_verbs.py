"""`tripoint report` and its verbs: publish, clear, withdraw, compare, list. No room is imported before its verb runs."""

from pathlib import Path
from typing import Annotated

import typer

from tripoint.cli.options import AsOf, AudienceOption, Language, day_of, language_of, written_day
from tripoint.errors import TripointError

report_app = typer.Typer(
    help="Write the trilateral report as PDF and HTML; clear, compare and list the editions that were kept.",
    epilog="Example: tripoint report --lang fr --out out/report --as-of 2026-06-30",
    invoke_without_command=True,
    rich_markup_mode=None,
)

Country = Annotated[str, typer.Option(metavar="CODE", help="The country that speaks: CA, MX or US.")]
By = Annotated[
    str, typer.Option(metavar="OFFICE", help='The office that speaks, such as "Office of Canada"; never a person.')
]
Day = Annotated[str, typer.Option(metavar="DATE", help="The day it did so (YYYY-MM-DD).")]
Edition = Annotated[
    str | None, typer.Option(metavar="ID", help="The edition, or how its id begins; the last published if not given.")
]


@report_app.callback()
def report(
    context: typer.Context,
    lang: Annotated[
        list[str] | None, typer.Option("--lang", metavar="LANG", help="en, es or fr; all three if not given.")
    ] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the files go.")] = Path("out/report"),
    as_of: AsOf = None,
    draft: Annotated[bool, typer.Option("--draft", help="Stamp every page as a draft.")] = False,
    remarks: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder with CA.toml, MX.toml, US.toml: remarks and reservations."),
    ] = None,
    audience: AudienceOption = "public",
) -> None:
    """Write the trilateral report as PDF and HTML; clear, compare and list the editions that were kept."""
    if context.invoked_subcommand is not None:
        _refuse_options_before(context)
        return
    from tripoint.cli import reporting
    from tripoint.cli.outputs import spared_folder

    languages = list(dict.fromkeys(language_of(code) for code in lang or ("en", "es", "fr")))
    reporting.report(
        languages,
        spared_folder(out, tuple(f"tripoint-report-{each}{end}" for each in languages for end in (".pdf", ".html"))),
        as_of=day_of(as_of, "--as-of"),
        choices=reporting.Choices(is_draft=draft, remarks=remarks, audience=audience),
        language=languages[0] if lang else language_of(None),
    )


@report_app.command(epilog='Example: tripoint report clear --country CA --by "Office of Canada" --date 2026-03-31')
def clear(
    country: Country,
    by: By,
    date: Day,
    edition: Edition = None,
    chapter: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only this chapter; may be given again. All if not given.")
    ] = None,
    lang: Language = None,
) -> None:
    """Record that a country has cleared an edition, or chapters of it."""
    from tripoint.cli import clearing

    spoken = clearing.Spoken(country, by, written_day(date, "--date"), edition)
    clearing.clear(spoken, tuple(chapter or ()), language_of(lang))


@report_app.command(epilog='Example: tripoint report withdraw --country CA --by "Office of Canada" --date 2026-04-02')
def withdraw(country: Country, by: By, date: Day, edition: Edition = None, lang: Language = None) -> None:
    """Record that a country takes its clearances of an edition back; what it had cleared stays on record."""
    from tripoint.cli import clearing

    clearing.withdraw(clearing.Spoken(country, by, written_day(date, "--date"), edition), language_of(lang))


@report_app.command(epilog="Example: tripoint report diff 2026-03 2026-06 --lang es")
def diff(
    old: Annotated[str, typer.Argument(metavar="EDITION", help="Id of an edition, or how it begins.")],
    new: Annotated[str, typer.Argument(metavar="EDITION", help="The edition to compare it with.")],
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    lang: Language = None,
) -> None:
    """What changed from one edition to another, and why: new data, revision, correction, withdrawal, method."""
    from tripoint.cli import comparing

    comparing.compare(old, new, as_json=as_json, language=language_of(lang))


@report_app.command(epilog="Example: tripoint report editions")
def editions(lang: Language = None) -> None:
    """List the editions that were kept, and who has cleared them."""
    from tripoint.cli import clearing

    clearing.list_editions(language_of(lang))


def _refuse_options_before(context: typer.Context) -> None:
    """An option before the verb would be ignored."""
    for name in context.params:
        source = context.get_parameter_source(name)
        if source is not None and source.name == "COMMANDLINE":
            option, verb = f"--{name.replace('_', '-')}", context.invoked_subcommand
            raise TripointError(
                f"it stands before `{verb}`, which would not see it",
                where=option,
                cure=f"Write it behind: tripoint report {verb} … {option} …",
            )
