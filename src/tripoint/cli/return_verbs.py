"""The verbs of `tripoint return`: the national return, from the empty form to the ledger."""

from pathlib import Path
from typing import Annotated

import typer

from tripoint.errors import TripointError

return_app = typer.Typer(
    help="The national return: write the form, check what comes back, put it into the ledger.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Country = Annotated[str | None, typer.Option(metavar="CODE", help="CA, MX or US: the country that is expected.")]
Period = Annotated[str | None, typer.Option(metavar="YEAR", help="The year that is expected.")]
Lang = Annotated[
    str | None, typer.Option("--lang", metavar="LANG", help="en, es or fr; that of the return if not given.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A filled return: .xlsx, .zip of CSV, or .json.")]


@return_app.command(epilog="Example: tripoint return template --country MX --lang es --period 2025")
def template(
    country: Annotated[str, typer.Option(metavar="CODE", help="CA, MX or US.")],
    period: Annotated[str, typer.Option(metavar="YEAR", help="The calendar year, such as 2025.")],
    lang: Annotated[str | None, typer.Option("--lang", metavar="LANG", help="en, es or fr.")] = None,
    level: Annotated[str, typer.Option(help="aggregate: counts by group; records: one row a seizure.")] = "aggregate",
    form: Annotated[
        str, typer.Option("--format", metavar="KIND", help="xlsx, csv (in a .zip), json or schema.")
    ] = "xlsx",
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where it goes; here, under its own name, if not given.")
    ] = None,
) -> None:
    """Write the empty form of a country for a year."""
    from tripoint.cli import returning
    from tripoint.cli.outputs import spared

    if out is not None:
        spared(out)
    returning.template(_country(country), _year(period), lang=lang, level=level, form=form, out=out)


@return_app.command(epilog="Example: tripoint return check tripoint-return-mx-2025.xlsx --report problems.xlsx")
def check(
    file: File,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the workbook back here, with its cells marked.")
    ] = None,
    country: Country = None,
    period: Period = None,
    lang: Lang = None,
) -> None:
    """Say everything that is wrong with a filled return, in its own language. Keeps nothing."""
    from tripoint.cli import returning
    from tripoint.cli.outputs import spared

    if report is not None:
        spared(report)
    expected = returning.expected(_country(country) if country else None, _year(period) if period else None)
    raise typer.Exit(returning.check(file, report=report, expected=expected, lang=lang))


@return_app.command(epilog="Example: tripoint return merge tripoint-return-mx-2025.xlsx --country MX --period 2025")
def merge(file: File, country: Country = None, period: Period = None, lang: Lang = None) -> None:
    """Put a return into the ledger, whole or not at all; a corrected one replaces the one before, and both are kept."""
    from tripoint.cli import returning

    expected = returning.expected(_country(country) if country else None, _year(period) if period else None)
    raise typer.Exit(returning.merge(file, expected=expected, lang=lang))


@return_app.command(epilog="Example: tripoint return demo --out out/demo --period 2025 --seed 1")
def demo(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Where the workbooks go.")] = Path("out/demo-return"),
    period: Annotated[str, typer.Option(metavar="YEAR", help="The calendar year.")] = "2025",
    seed: Annotated[int, typer.Option(help="The same seed writes the same files.")] = 1,
) -> None:
    """Write three synthetic returns, and three with typical errors; no figure of any government."""
    from tripoint.cli import returning
    from tripoint.cli.outputs import spared_place

    returning.demo(spared_place(out), year=_year(period), seed=seed)


def _country(code: str) -> str:
    from tripoint.registry.places import places

    known = [p.place_id for p in places("country")]
    if code.upper() not in known:
        raise TripointError(
            f"'{code}' is not a country of the return", where="--country", cure=f"Use one of: {', '.join(known)}."
        )
    return code.upper()


def _year(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 2000 <= int(text) <= 2100):
        raise TripointError(f"'{text}' is not a year", where="--period", cure="Give a calendar year such as 2025.")
    return int(text)
