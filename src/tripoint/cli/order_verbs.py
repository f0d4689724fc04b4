"""The verbs of `tripoint order`: a supplier's orders looked at, and the reports that follow from them."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from tripoint.cli.options import Language, Number, day_of, language_of

order_app = typer.Typer(
    help="Orders of regulated goods: what is unusual about them, and the report that the law asks for.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="CSV or .xlsx; docs/orders.md lists its columns.")]
Purpose = Annotated[str, typer.Option("--purpose", metavar="TEXT", help="What it is for; it stands in the audit line.")]
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Into a file; printed if not given.")]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day it happened; today if not given.")]
USUAL = "keeping of order reports"


@order_app.command(epilog="Example: tripoint order check orders.csv --out judged.csv --purpose 'monthly review'")
def check(
    file: File,
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where the result goes, as CSV.")],
    purpose: Purpose,
    lang: Language = None,
) -> None:
    """Look at every order, one row a line: what is unusual, as points for a person to judge. Never for the customer."""
    from tripoint.cli import ordering
    from tripoint.cli.outputs import asked_file, spared
    from tripoint.cli.seat import at_desk

    place = spared(out, file)
    raise typer.Exit(ordering.check(at_desk(purpose, language_of(lang)), asked_file(file), place))


@order_app.command(epilog="Example: tripoint order draft orders.csv --order A-17 --purpose 'monthly review'")
def draft(
    file: File,
    order: Annotated[str, typer.Option("--order", metavar="ORDER", help="The order number in the file.")],
    purpose: Purpose,
    aware: Annotated[
        str | None, typer.Option("--aware", metavar="DATE", help="When you became aware of it; today if not given.")
    ] = None,
    out: Out = None,
    lang: Language = None,
) -> None:
    """Draft the report that the seller's country asks for, with deadline, recipient and end of record-keeping."""
    from tripoint.cli import ordering
    from tripoint.cli.outputs import asked_file, spared
    from tripoint.cli.seat import at_desk

    place = spared(out, file) if out else None
    ordering.draft(at_desk(purpose, language_of(lang)), asked_file(file), order, day_of(aware, "--aware"), place)


@order_app.command("list", epilog="Example: tripoint order list --lang es")
def list_reports(purpose: Purpose = USUAL, lang: Language = None) -> None:
    """List the reports at the desk with their deadlines."""
    from tripoint.cli import ordering
    from tripoint.cli.seat import at_desk

    ordering.list_reports(at_desk(purpose, language_of(lang)))


@order_app.command(epilog="Example: tripoint order show 3")
def show(number: Number, out: Out = None, purpose: Purpose = USUAL, lang: Language = None) -> None:
    """Print a report's hand-over sheet."""
    from tripoint.cli import ordering
    from tripoint.cli.outputs import spared
    from tripoint.cli.seat import at_desk

    place = spared(out) if out else None
    ordering.show(at_desk(purpose, language_of(lang)), number, place)


@order_app.command(epilog="Example: tripoint order send 3 --on 2026-03-04")
def send(number: Number, on: On = None, purpose: Purpose = USUAL, lang: Language = None) -> None:
    """Note that a report was sent by the authority's own way. This program sends nothing itself."""
    from tripoint.cli import ordering
    from tripoint.cli.seat import at_desk

    ordering.send(at_desk(purpose, language_of(lang)), number, day_of(on, "--on"))


@order_app.command(epilog="Example: tripoint order feedback 3 hold --text 'wait for our visit'")
def feedback(
    number: Number,
    answer: Annotated[str, typer.Argument(metavar="ANSWER", help="proceed, hold, stop or noted.")],
    text: Annotated[str, typer.Option("--text", help="What the regulator said.")] = "",
    on: On = None,
    purpose: Purpose = USUAL,
    lang: Language = None,
) -> None:
    """Note what the regulator answered; the next check of the same customer shows it."""
    from tripoint.cli import ordering
    from tripoint.cli.seat import at_desk

    ordering.feedback(at_desk(purpose, language_of(lang)), number, answer, text, day_of(on, "--on"))


@order_app.command(epilog="Example: tripoint order checklist carrier --lang fr")
def checklist(
    who: Annotated[Literal["manufacturer", "carrier", "marketplace"], typer.Argument(help="Who it is for.")],
    lang: Language = None,
) -> None:
    """Print what whoever makes, carries or lists chemicals and machines should do, and where that was read."""
    from tripoint.cli import ordering

    ordering.print_checklist(who, language_of(lang))
