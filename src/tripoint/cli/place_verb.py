"""`tripoint place`: its words on the command line; nothing is imported before it runs."""

from typing import Annotated

import typer

from tripoint.cli.options import Language, language_of


def place(
    text: Annotated[str, typer.Argument(help="A name, an id or a code, such as Nogales or 2304.")],
    country: Annotated[str | None, typer.Option(metavar="CODE", help="CA, MX or US.")] = None,
    within: Annotated[
        str | None, typer.Option(metavar="PLACE", help="The state it lies in, by name or id: Sonora, US-TX.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    lang: Language = None,
) -> None:
    """Say which places a text can mean: ids, codes of each system, population with its date, ports."""
    from tripoint.cli import placing

    placing.show_places(text, country=country, within=within, as_json=as_json, language=language_of(lang))
