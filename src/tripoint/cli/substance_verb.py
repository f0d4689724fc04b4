"""`tripoint substance`: its words on the command line; nothing is imported before it runs."""

from typing import Annotated

import typer

from tripoint.cli.options import Language, language_of


def substance(
    text: Annotated[str, typer.Argument(help="A name as written, in any language, or a CAS or DEA number.")],
    most: Annotated[int, typer.Option("--most", min=1, max=50, help="Suggestions for a name that is not known.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="One row a name and meaning, as CSV.")] = False,
    lang: Language = None,
) -> None:
    """Say what a substance's name can mean and where the name comes from; suggest names spelled alike."""
    from tripoint.cli import naming
    from tripoint.errors import TripointError

    if as_json and as_csv:
        raise TripointError("--json and --csv exclude each other", cure="Give one of them.")
    form = "json" if as_json else "csv" if as_csv else "text"
    naming.show_substance(text, most=most, form=form, language=language_of(lang))
