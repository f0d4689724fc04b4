"""The trilateral report: chapters made of findings, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import N_, Finding
from tripoint.present.cells import sentence
from tripoint.present.document import Block, Bullets, Document, Heading, Paragraph
from tripoint.present.method import method_blocks
from tripoint.present.sections import section
from tripoint.present.words import TAGS, Words
from tripoint.registry.words import caveat


@dataclass(frozen=True)
class Chapter:
    """A chapter: its title, what stands at its head, and the findings in it."""

    anchor: str
    title: str
    lead: str
    findings: tuple[str, ...]


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "firearms",
        N_("Cross-border firearms"),
        N_(
            "What official bodies of the three countries have stated, figure by figure. There is no common series: "
            "each figure keeps its own words, period and denominator, and figures that contradict each other stand "
            "side by side."
        ),
        ("cross_border_firearms", "trace_denominators"),
    ),
    Chapter(
        "methods",
        N_("Methods of trafficking"),
        N_("How official documents say that firearms, drugs and precursors are moved."),
        ("trafficking_methods",),
    ),
    Chapter(
        "organisations",
        N_("Criminal organisations"),
        N_("What official bodies of the three countries have stated on organisations, and nothing else."),
        ("trafficking_organisations",),
    ),
    Chapter(
        "drugs",
        N_("Drugs: borders, laboratories, investigations"),
        N_("Seizures, laboratory reports and investigations are three things and are shown apart."),
        (
            "border_drug_seizures",
            "canada_border_seizures",
            "stated_drug_figures",
            "laboratory_reports",
            "mexico_investigations",
        ),
    ),
    Chapter(
        "harms",
        N_("Harms to people"),
        N_("Deaths and hospital figures follow each country's definitions and are not ranked."),
        ("harms",),
    ),
    Chapter(
        "background",
        N_("Background: US interstate firearm flows"),
        N_("This chapter is background. It holds no recovery in Mexico or Canada."),
        ("interstate_firearm_flows",),
    ),
    Chapter(
        "coverage",
        N_("What each country does and does not publish"),
        N_("The same questions put to the three countries, and the quality of what is held."),
        ("coverage", "data_quality"),
    ),
    Chapter(
        "commitments",
        N_("The commitments"),
        N_("What the governments promised together, and what the data held can and cannot show of each promise."),
        ("commitments",),
    ),
)


def trilateral_report(findings: Mapping[str, Finding], known_on: date, words: Words, *, is_edition: bool) -> Document:
    """The whole report. findings: an answer for every question named in CHAPTERS and for `sources_held`."""
    blocks: list[Block] = []
    for chapter in CHAPTERS:
        blocks += [Heading(1, words(chapter.title), chapter.anchor), Paragraph(words(chapter.lead), "lead")]
        for name in chapter.findings:
            blocks += section(CATALOGUE[name], findings[name], words)
    blocks += method_blocks(words)
    blocks += [Heading(1, words(N_("Sources and licences")), "sources")]
    blocks += section(CATALOGUE["sources_held"], findings["sources_held"], words)[1:]
    return Document(
        language=words.language,
        locale=TAGS[words.language],
        title=words(N_("Synthetic drugs and firearms trafficking in North America")),
        subtitle=words(N_("A trilateral report from the public figures of Mexico, Canada and the United States")),
        title_lines=_title_lines(known_on, words, is_edition=is_edition),
        summary_title=words(N_("Summary")),
        summary=_summary(findings, words),
        contents_title=words(N_("Contents")),
        blocks=tuple(blocks),
        colophon=_colophon(words),
        as_of=known_on,
        page_label=words(N_("Page {page} of {total}")),
        description=words(
            N_("Official figures on cross-border firearms, drug seizures, laboratory reports and harms, side by side.")
        ),
    )


def _title_lines(known_on: date, words: Words, *, is_edition: bool) -> tuple[str, ...]:
    held = N_("Edition shipped with Tripoint {version}") if is_edition else N_("From a ledger of Tripoint {version}")
    return (
        words(held).format(version=version("tripoint")),
        words(N_("As known on {day}")).format(day=words.day(known_on)),
        words(N_("Not an official publication. No government has cleared this report.")),
    )


def _summary(findings: Mapping[str, Finding], words: Words) -> tuple[Block, ...]:
    """One page: the headline sentences of each chapter, each made from its numbers."""
    blocks: list[Block] = []
    for chapter in CHAPTERS:
        facts = [f for name in chapter.findings for f in findings[name].facts if f.is_headline]
        if facts:
            blocks.append(Heading(2, words(chapter.title), f"summary-{chapter.anchor}"))
            blocks.append(Bullets(tuple(sentence(fact, words) for fact in facts)))
    return tuple(blocks)


def _colophon(words: Words) -> tuple[str, ...]:
    lines = [
        words(N_("Made by Tripoint {version}, open software under the Apache License 2.0.")).format(
            version=version("tripoint")
        ),
        words(N_("The same figures make the same file, byte for byte.")),
    ]
    if words.language != "en":
        lines.append(caveat("unreviewed_translation").texts[words.language])
    return tuple(lines)
