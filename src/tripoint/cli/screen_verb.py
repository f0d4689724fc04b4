"""`tripoint screen`: its words on the command line; nothing is imported before it runs."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from tripoint.cli.options import AsOf, Language, day_of, language_of


def screen(
    query: Annotated[
        str | None,
        typer.Argument(
            help="One name in English, Spanish or French, CAS number, InChIKey, DEA number, HS code or word for equipment."
        ),
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Ask the law of this day.")] = None,
    as_of: AsOf = None,
    smiles: Annotated[
        str | None, typer.Option("--smiles", metavar="TEXT", help="A structure; needs --purpose.")
    ] = None,
    mol: Annotated[Path | None, typer.Option("--mol", metavar="FILE", help="A molfile; needs --purpose.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="Many at once: .csv, .xlsx or .sdf; needs --purpose.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Where the answers of --file go, as CSV.")
    ] = None,
    purpose: Annotated[
        str | None,
        typer.Option("--purpose", metavar="TEXT", help="What it is for; it stands in the desk's audit line."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    lang: Language = None,
) -> None:
    """Say what the law texts held of the US, Canada, Mexico and the UN say of a substance or of equipment.

    Exit code of a single answer: 0, or 1 if nothing could be assessed. Of a file: 0 if every line was assessed
    everywhere, 1 if something was not, 2 if nothing was done.
    """
    gc.disable()  # one answer, then the process ends: collecting would take a quarter of its time
    from tripoint.cli import screening

    asked = screening.Asked(query, smiles, mol, file, out)
    code = screening.screen(
        asked,
        on=day_of(on, "--on"),
        as_of=day_of(as_of, "--as-of"),
        purpose=purpose,
        as_json=as_json,
        language=language_of(lang),
    )
    raise typer.Exit(code)
