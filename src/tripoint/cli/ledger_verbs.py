"""The verbs of `tripoint ledger`: is it whole, and what keeps it so."""

from pathlib import Path
from typing import Annotated

import typer

from tripoint.cli.options import Language, language_of

ledger_app = typer.Typer(
    help="The ledger: check it, mend it, keep its files few, make it again.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

AsJson = Annotated[bool, typer.Option("--json", help="Everything, as JSON.")]


@ledger_app.command(epilog="Example: tripoint ledger verify --json")
def verify(as_json: AsJson = False, lang: Language = None) -> None:
    """Check logs, files, records and kept copies against one another; say exactly what is wrong. Changes nothing."""
    from tripoint.cli import upkeep

    raise typer.Exit(upkeep.verify(as_json=as_json, language=language_of(lang)))


@ledger_app.command(epilog="Example: tripoint ledger repair")
def repair(lang: Language = None) -> None:
    """Write anew what is broken, from the kept copies and the edition; leave the rest as it is."""
    from tripoint.cli import upkeep

    raise typer.Exit(upkeep.repair(language=language_of(lang)))


@ledger_app.command(epilog="Example: tripoint ledger compact")
def compact(lang: Language = None) -> None:
    """Make many files few and sorted, so that questions read less. Deletes nothing; readers go on reading."""
    from tripoint.cli import upkeep

    upkeep.compact(language=language_of(lang))


@ledger_app.command(epilog="Example: tripoint ledger vacuum --older-than 14d")
def vacuum(
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="TIME", help="Out of use for so long: 7d, 12h.")
    ] = "7d",
    lang: Language = None,
) -> None:
    """Delete files that are out of use, once no reader can be using them any more."""
    from tripoint.cli import upkeep

    upkeep.vacuum(upkeep.time_of(older_than), language=language_of(lang))


@ledger_app.command(epilog="Example: tripoint ledger rebuild --to ~/ledger-again")
def rebuild(
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="An empty or new folder.")],
    lang: Language = None,
) -> None:
    """Make the ledger again from the kept copies and the edition, and compare the two record by record."""
    from tripoint.cli import upkeep
    from tripoint.cli.outputs import spared_place

    raise typer.Exit(upkeep.rebuild(spared_place(to), language=language_of(lang)))


@ledger_app.command("take-desk", epilog="Example: tripoint ledger take-desk")
def take_desk(
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="TEXT", help="What it is for; it stands in the audit line.")
    ] = "records into the ledger",
    lang: Language = None,
) -> None:
    """Take what was signed off at the desk into the ledger, without firms and addresses; each record and version once."""
    from tripoint.cli import taking

    raise typer.Exit(taking.take_desk(purpose, language=language_of(lang)))
