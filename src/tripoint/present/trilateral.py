"""The trilateral report: chapters made of findings, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from tripoint.findings.catalogue import CATALOGUE
from tripoint.findings.question import N_, Finding
from tripoint.present.cells import sentence
from tripoint.present.document import Block, Bullets, Document, Heading, Paragraph
from tripoint.present.imprint import Imprint, colophon, stamps, title_lines
from tripoint.present.method import method_blocks
from tripoint.present.sections import section
from tripoint.present.words import TAGS, Words


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
        (
            "returned_firearms",
            "returned_corridors",
            "returned_traces",
            "returned_parts_ammunition",
            "returned_coseizures",
            "returned_and_published",
            "cross_border_firearms",
            "trace_denominators",
            "firearm_background_checks",
            "firearms_commerce",
        ),
    ),
    Chapter(
        "methods",
        N_("Methods of trafficking"),
        N_("How official documents say that firearms, drugs and precursors are moved."),
        ("returned_methods", "trafficking_methods"),
    ),
    Chapter(
        "organisations",
        N_("Criminal organisations"),
        N_("What official bodies of the three countries have stated on organisations, and nothing else."),
        ("returned_organisations", "trafficking_organisations"),
    ),
    Chapter(
        "drugs",
        N_("Drugs: borders, laboratories, investigations"),
        N_("Seizures, laboratory reports and investigations are three things and are shown apart."),
        (
            "returned_drugs",
            "border_drug_seizures",
            "air_marine_drug_seizures",
            "canada_border_seizures",
            "stated_drug_figures",
            "laboratory_reports",
            "mexico_investigations",
            "mexico_state_offences",
        ),
    ),
    Chapter(
        "warning",
        N_("Early warning"),
        N_(
            "What is higher than its own past, and which substances are new where. An alarm is a reason to look, not a result."
        ),
        ("alarms", "spread"),
    ),
    Chapter(
        "controls",
        N_("Controls"),
        N_("How far the drug law of the three countries and the conventions is held as data, and what changed in it."),
        ("law_texts_held", "law_changes", "legal_status", "notices_by_status"),
    ),
    Chapter(
        "harms",
        N_("Harms to people"),
        N_("Deaths and hospital figures follow each country's definitions and are not ranked."),
        ("harms", "canada_indicators"),
    ),
    Chapter(
        "background",
        N_("Background: US interstate firearm flows"),
        N_("This chapter is background. It holds no recovery in Mexico or Canada."),
        ("interstate_firearm_flows", "corridors"),
    ),
    Chapter(
        "coverage",
        N_("What each country does and does not publish"),
        N_("The same questions put to the three countries, and the quality of what is held."),
        ("returns_held", "coverage", "data_quality", "revisions"),
    ),
    Chapter(
        "commitments",
        N_("The commitments"),
        N_("What the governments promised together, and what the data held can and cannot show of each promise."),
        ("commitments",),
    ),
)


def trilateral_report(findings: Mapping[str, Finding], imprint: Imprint, words: Words) -> Document:
    """The whole report. findings: an answer for every question named in CHAPTERS and for `sources_held`."""
    blocks: list[Block] = []
    for chapter in CHAPTERS:
        blocks += [Heading(1, words(chapter.title), chapter.anchor), Paragraph(words(chapter.lead), "lead")]
        for name in chapter.findings:
            is_optional = CATALOGUE[name].is_from_returns or CATALOGUE[name].is_from_desk
            if is_optional and not findings[name].record_count:
                continue
            blocks += section(CATALOGUE[name], findings[name], words, imprint.remarks)
    blocks += method_blocks(words)
    blocks += [Heading(1, words(N_("Sources and licences")), "sources")]
    blocks += section(CATALOGUE["sources_held"], findings["sources_held"], words, imprint.remarks)[1:]
    return Document(
        language=words.language,
        locale=TAGS[words.language],
        title=words(N_("Synthetic drugs and firearms trafficking in North America")),
        subtitle=words(N_("A trilateral report from the public figures of Mexico, Canada and the United States")),
        title_lines=title_lines(imprint, {chapter.anchor: chapter.title for chapter in CHAPTERS}, words),
        summary_title=words(N_("Summary")),
        summary=_summary(findings, words),
        contents_title=words(N_("Contents")),
        blocks=tuple(blocks),
        colophon=colophon(imprint, words),
        as_of=imprint.known_on,
        page_label=words(N_("Page {page} of {total}")),
        description=words(
            N_("Official figures on cross-border firearms, drug seizures, laboratory reports and harms, side by side.")
        ),
        stamps=stamps(imprint, findings.values(), words),
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
