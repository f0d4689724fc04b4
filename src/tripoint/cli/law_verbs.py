"""`tripoint law` and its verbs: texts, changes, review, rescreen. No room is imported before its verb runs."""

from pathlib import Path
from typing import Annotated

import typer

from tripoint.cli.options import AsOf, Language, day_of, language_of
from tripoint.errors import TripointError

law_app = typer.Typer(
    help="Drug law as data: how far texts are held, what changed; at the desk, review of frameworks and re-screening.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Country = Annotated[str | None, typer.Option(metavar="CODE", help="CA, MX or US.")]
AsJson = Annotated[bool, typer.Option("--json", help="Everything, as JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="The rows, as CSV.")]
Purpose = Annotated[
    str | None, typer.Option("--purpose", metavar="TEXT", help="What it is for; it stands in the desk's audit line.")
]


@law_app.command(epilog="Example: tripoint law texts --country CA")
def texts(
    country: Country = None, as_of: AsOf = None, as_json: AsJson = False, as_csv: AsCsv = False, lang: Language = None
) -> None:
    """Say which law texts are held, of which day each is, how old, how read, and which could not be had."""
    from tripoint.cli import lawing

    form = _form(as_json=as_json, as_csv=as_csv)
    lawing.ask("law_texts_held", country, (None, None), day_of(as_of, "--as-of"), form, language_of(lang))


@law_app.command(epilog="Example: tripoint law changes --since 2026-01-01 --until 2026-06-30")
def changes(
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="First day, such as that of the last meeting.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day.")] = None,
    country: Country = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    as_csv: AsCsv = False,
    lang: Language = None,
) -> None:
    """Say what changed between two days: what texts date, what two snapshots differ in, what cannot be known."""
    from tripoint.cli import lawing

    form = _form(as_json=as_json, as_csv=as_csv)
    days = day_of(since, "--since"), day_of(until, "--until")
    lawing.ask("law_changes", country, days, day_of(as_of, "--as-of"), form, language_of(lang))


@law_app.command(
    epilog='Example: tripoint law review machines_and_parts --purpose "committee, July" --out machines.html'
)
def review(
    topic: Annotated[
        str | None, typer.Argument(metavar="[TOPIC]", help="A topic; without one, all are listed.")
    ] = None,
    purpose: Purpose = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Ask the law of this day.")] = None,
    as_of: AsOf = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Where it goes: .html or .csv.")] = None,
    lang: Language = None,
) -> None:
    """At the regulator's desk: one topic in all texts, side by side, with what is unknown. Needs --purpose."""
    from tripoint.cli import lawing

    if topic is None:
        lawing.list_topics(language_of(lang))
        return
    lawing.review(
        topic, purpose, on=day_of(on, "--on"), as_of=day_of(as_of, "--as-of"), out=out, language=language_of(lang)
    )


@law_app.command(
    epilog='Example: tripoint law rescreen stock.csv --before 2026-06-01 --purpose "monthly check" --out checked'
)
def rescreen(
    inventory: Annotated[Path, typer.Argument(metavar="FILE", help="The list: .csv, .xlsx or .sdf.")],
    before: Annotated[
        str,
        typer.Option("--before", metavar="DATE|HASH", help="As known on this day, or before this snapshot was known."),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where both results and their differences go.")],
    purpose: Purpose = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Ask both for the law of this day.")] = None,
    as_of: AsOf = None,
    lang: Language = None,
) -> None:
    """At the desk: screen a list by the law as known on two days, and list what differs. Exit code 1 if anything does."""
    from tripoint.cli import rescreening

    days = rescreening.Days(before, day_of(as_of, "--as-of"), day_of(on, "--on"))
    raise typer.Exit(rescreening.rescreen(inventory, days, purpose=purpose, out=out, language=language_of(lang)))


def _form(*, as_json: bool, as_csv: bool) -> str:
    if as_json and as_csv:
        raise TripointError("--json and --csv exclude each other", cure="Give one of them.")
    return "json" if as_json else "csv" if as_csv else "text"
