"""`tripoint fetch`: its words on the command line; nothing is imported before it runs."""

from pathlib import Path
from typing import Annotated

import typer

from tripoint.cli.options import Language, language_of


def fetch(
    names: Annotated[list[str], typer.Argument(metavar="SOURCE", help="Sources, as `tripoint sources` names them.")],
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Folder to keep the files in; beside the ledger if none.")
    ] = None,
    lang: Language = None,
) -> None:
    """Download a source's files from its publisher, each whole and checked; going on where it broke off."""
    from tripoint.cli import fetching
    from tripoint.cli.outputs import spared_place

    fetching.fetch(names, spared_place(to.expanduser()) if to else None, language=language_of(lang))
