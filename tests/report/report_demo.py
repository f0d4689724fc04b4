"""A document with every kind of block and every awkward text, made up: none of its numbers is a figure."""

from datetime import date
from pathlib import Path

from tripoint.present.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Grid,
    Heading,
    Labelled,
    Paragraph,
    Picture,
    PictureRow,
)
from tripoint.report.pdf import write_pdf

SIGNS = "$ # * _ ` < > @ \\ \" ' & ~ = - + / // [x] {y} #let $a$ *b* _c_ <d> @e --- ..."
LETTERS = "Ñandú, Québec, Łódź, Tłı̨chǫ, œuvre, ¿por qué?, « né » – “so” — ‘so’… ≥ ≤ × − → ↔ 10² CO₂ 12 345,6 µg"
UNBROKEN = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 3
ADDRESS = "https://www.example.org/a/very/long/path/with_many_parts/a-file-name_2017-2026.csv?year=2017&month=2"


def line_chart(title: str, width: int = 640, height: int = 300) -> str:
    """An SVG in the manner of Vega: axes, grid, a clip path with an id, text in the family."""
    steps = range(13)
    points = " ".join(f"{60 + i * (width - 90) / 12:.1f},{height - 60 - (i * 37) % (height - 100):.1f}" for i in steps)
    labels = "".join(
        f'<text x="{60 + i * (width - 90) / 12:.1f}" y="{height - 35}" text-anchor="middle">{i + 1}</text>'
        for i in steps
    )
    rules = "".join(f'<path d="M60,{y} H{width - 30}" stroke="#dddddd"/>' for y in range(40, height - 50, 50))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{width}" '
        f'height="{height}" viewBox="0 0 {width} {height}"><defs><clipPath id="clip0"><rect x="60" y="20" '
        f'width="{width - 90}" height="{height - 70}"/></clipPath></defs><rect width="{width}" '
        f'height="{height}" fill="#ffffff"/><g font-family="Tripoint Sans" font-size="12" fill="#1b1f24">'
        f'<text x="8" y="16" font-weight="600">{title}</text>{rules}{labels}</g><g clip-path="url(#clip0)">'
        f'<polyline points="{points}" fill="none" stroke="#1d4f7c" stroke-width="2"/></g></svg>'
    )


def picture(name: str, width: float = 1.0, size: tuple[int, int] = (640, 300)) -> Picture:
    return Picture(
        svg=line_chart(f"Drawing {name}", *size),
        alt=f"Alternative text of {name}: the line rises & falls.",
        caption=f"Picture {name}, by month",
        width=width,
    )


def long_grid(rows: int) -> Grid:
    return Grid(
        caption="A table that goes over several pages",
        headers=("Place", "Period", "Events", "Mass (kg)", "Source"),
        aligns=("left", "left", "right", "right", "left"),
        rows=tuple(
            (
                Cell(f"Place {i} – Río Ñ"),
                Cell(f"2026-{i % 12 + 1:02d}"),
                Cell(f"{i * 1117:,}"),
                Cell("not yet reported", is_missing=True) if i % 9 == 4 else Cell(f"{i * 31.7:,.1f}"),
                Cell("publisher", link="https://www.example.org/rows?a=1&b=2"),
            )
            for i in range(rows)
        ),
        widths=(2.0, 1.0, 1.0, 1.3, 1.0),
        note="Counts are made up. A blank is never a zero.",
    )


def wide_grid() -> Grid:
    return Grid(
        caption="Eight columns with long words",
        headers=(
            "Jurisdiction",
            "Denominator",
            "Investigations opened",
            "Recuperadas",
            "Confirmed",
            "Share",
            "Code",
            "Note",
        ),
        aligns=("left", "left", "right", "right", "right", "right", "left", "left"),
        rows=tuple(
            (
                Cell("Newfoundland and Labrador"),
                Cell("Approvisionnements documentés"),
                Cell("1,234,567"),
                Cell("suppressed", is_missing=True),
                Cell(f"{i}"),
                Cell("12.3 %"),
                Cell("us_nflis_drug_table_3"),
                Cell(UNBROKEN[:60] if i == 2 else "See the method", link="#method"),
            )
            for i in range(5)
        ),
    )


def addresses_grid() -> Grid:
    rows = ((Cell("One"), Cell(ADDRESS, link=ADDRESS)), (Cell("Two"), Cell(SIGNS)), (Cell(""), Cell(LETTERS)))
    return Grid("Two columns, the second as wide as it likes", ("Name", "Text"), ("left", "left"), rows, (0, 1))


def coverage(question: str) -> tuple[Cell, ...]:
    return (Cell(question), Cell("monthly"), Cell("—", is_missing=True), Cell("yearly"))


def chapter(number: int, rows: int) -> tuple[Block, ...]:
    return (
        Heading(1, f"Chapter {number}: firearms traced & found", f"chapter-{number}"),
        Paragraph("How many were traced, and how many of these had a first buyer?", "question"),
        Paragraph("The lead says in one sentence what the chapter is about and what it cannot say.", "lead"),
        Heading(
            2,
            f"Section {number}.1 with a title long enough that it needs more than a single line",
            f"s{number}-1",
        ),
        Paragraph("Body text of some length, so that lines break. " * 12),
        picture(f"{number}.1"),
        Labelled("How to read it", "Each point is a month. A gap is a month that was not reported."),
        Labelled("What it does not say", "A change of seizures is not a change of trafficking."),
        Paragraph("This figure is provisional and counts what was reported by the as-of date.", "caution"),
        long_grid(rows),
        Heading(2, f"Section {number}.2", f"s{number}-2"),
        PictureRow(tuple(picture(f"{number}.{name}", size=(320, 260)) for name in ("MX", "US", "CA"))),
        Bullets(("A short item.", "An item that is long enough to run over the end of its line. " * 3, SIGNS)),
        Heading(3, f"Part {number}.2.1", f"s{number}-2-1"),
        Paragraph(SIGNS),
        Paragraph(LETTERS),
        Paragraph(f"See {ADDRESS} and {UNBROKEN}.", "note"),
        wide_grid(),
        picture(f"{number}.2 narrow", width=0.5),
    )


def demo_document(*, language: str = "en", locale: str = "en-US", chapters: int = 2, rows: int = 120) -> Document:
    return Document(
        language=language,
        locale=locale,
        title="Cross-border seizures & drug trends",
        subtitle="What Mexico, Canada and the United States publish, side by side",
        title_lines=(
            "Edition 2026-11",
            "As of 24 November 2026",
            "All numbers of this demonstration are made up.",
        ),
        summary_title="Summary",
        summary=(
            Paragraph("Nothing in this document is a real figure.", "lead"),
            Bullets(tuple(f"Sentence {i} of the summary, made from a finding, with its interval." for i in range(6))),
            Heading(2, "What is missing", "missing"),
            Grid(
                "Coverage",
                ("Question", "Mexico", "Canada", "United States"),
                ("left",) * 4,
                tuple(coverage(f"Question {i}") for i in range(4)),
            ),
            Paragraph("Measures are not comparable across countries.", "caution"),
        ),
        contents_title="Contents",
        blocks=(
            *(block for number in range(1, chapters + 1) for block in chapter(number, rows)),
            Heading(1, "Method", "method"),
            Paragraph("How the figures were harmonised."),
            picture("tall", size=(500, 1400)),
            addresses_grid(),
        ),
        colophon=("Unreviewed translation.", "Made by Tripoint; figures © their publishers."),
        as_of=date(2026, 11, 24),
        page_label="page {page} of {total}",
        description="A demonstration of every block of the report.",
    )


def write(path: str) -> None:
    """For a fresh process that has nothing else to do."""
    write_pdf(demo_document(), Path(path))
