"""The command `tripoint`: verbs people say. No room is imported before its verb runs."""

import io
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from tripoint.cli.fetch_verb import fetch
from tripoint.cli.law_verbs import law_app
from tripoint.cli.ledger_verbs import ledger_app
from tripoint.cli.notice_verbs import notice_app
from tripoint.cli.options import AsOf, AudienceOption, Language, day_of, language_of
from tripoint.cli.order_verbs import order_app
from tripoint.cli.place_verb import place as place_verb
from tripoint.cli.report_verbs import report_app
from tripoint.cli.return_verbs import return_app
from tripoint.cli.screen_verb import screen
from tripoint.cli.substance_verb import substance as substance_verb
from tripoint.errors import TripointError

app = typer.Typer(
    help="Synthetic drugs and firearms trafficking of Mexico, Canada and the United States, from public figures.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command(epilog="Example: tripoint fetch us_cdc_overdose --to ~/publishers")(fetch)
app.add_typer(law_app, name="law")
app.add_typer(ledger_app, name="ledger")
app.add_typer(notice_app, name="notice")
app.add_typer(order_app, name="order")
app.command("place", epilog="Example: tripoint place Nogales --within Sonora")(place_verb)
app.command(epilog="Example: tripoint screen fentanyl --on 2026-03-11")(screen)
app.command("substance", epilog="Example: tripoint substance tusi")(substance_verb)
app.add_typer(report_app, name="report")
app.add_typer(return_app, name="return")


@app.command(epilog="Example: tripoint sources --lang es")
def sources(
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="One row per series, as CSV.")] = False,
    lang: Language = None,
) -> None:
    """List every source: coverage, licence, caveats, how fresh what is held is, and what is stale."""
    from tripoint.cli import listing

    form = _form(as_json=as_json, as_csv=as_csv)
    listing.show_sources(language_of(lang), as_of=day_of(as_of, "--as-of"), form=form)


@app.command(epilog="Example: tripoint ingest us_cbp_drugs --from ~/Downloads --accessed 2026-03-11")
def ingest(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]...", help="Sources; all if none.")] = None,
    folder: Annotated[
        Path | None, typer.Option("--from", metavar="DIR", help="Folder with the publishers' files, searched whole.")
    ] = None,
    accessed: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the files were downloaded, if nothing else says it.")
    ] = None,
    allow_fewer: Annotated[
        bool, typer.Option("--allow-fewer", help="Keep a file that holds less than the one it replaces.")
    ] = False,
    lang: Language = None,
) -> None:
    """Read publishers' files into the ledger, each whole or not at all."""
    from tripoint.cli import keeping

    if folder is None:
        raise TripointError("the folder with the publishers' files is not given", cure="Say it: --from DIR.")
    keeping.ingest(
        names or [],
        folder,
        accessed=day_of(accessed, "--accessed"),
        allow_fewer=allow_fewer,
        language=language_of(lang),
    )


@app.command(epilog="Example: tripoint ask border_drug_seizures --substance fentanyl --since 2024-10-01 --csv")
def ask(
    finding: Annotated[str | None, typer.Argument(help="Name of a finding; without one, all are listed.")] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="CA, MX or US.")] = None,
    place: Annotated[str | None, typer.Option(metavar="PLACE", help="A place's code, such as US-TX.")] = None,
    substance: Annotated[str | None, typer.Option(metavar="SUBSTANCE", help="Such as fentanyl.")] = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First day.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last day.")] = None,
    as_of: AsOf = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="The rows, as CSV.")] = False,
    audience: AudienceOption = "public",
    lang: Language = None,
) -> None:
    """Answer one question of the catalogue from the ledger, or from the edition if there is no ledger."""
    from tripoint.cli import asking

    asking.ask(
        finding,
        asking.Narrowing(country, place, substance, day_of(since, "--since"), day_of(until, "--until")),
        as_of=day_of(as_of, "--as-of"),
        form=_form(as_json=as_json, as_csv=as_csv),
        language=language_of(lang),
        audience=audience,
    )


def _form(*, as_json: bool, as_csv: bool) -> str:
    if as_json and as_csv:
        raise TripointError("--json and --csv exclude each other", cure="Give one of them.")
    return "json" if as_json else "csv" if as_csv else "text"


def run() -> None:
    """The console script: one line and a cure for what goes wrong, exit code 1; never a stack trace."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without accents still gets its answer
    for number in _ENDINGS:
        if signal.getsignal(number) is signal.SIG_DFL:  # under nohup one of them is ignored, and stays so
            signal.signal(number, _end)
    code = answer()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # None where it was closed before the start
            with suppress(BrokenPipeError):  # the reader of a pipe has seen enough
                stream.flush()
    os._exit(code)  # threads of deltalake abort about one process in six hundred while Python ends


_ENDINGS = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _end(number: int, _frame: object) -> None:
    """Ends as the shell expects it of a signal, after what is half-written was taken away."""
    raise SystemExit(128 + number)


def answer() -> int:
    """Does what the command line says; gives the exit code."""
    try:
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except TripointError as error:
        from tripoint.cli.wording import say_error

        say_error(error)
        return 1
    except OSError as error:  # a file that may not be read or written
        if isinstance(error, BrokenPipeError):
            return 0
        print(f"{error.filename}: {error.strerror}" if error.filename else str(error), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    run()
