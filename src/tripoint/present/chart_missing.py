"""How a value that is not there is drawn: four looks, never zero and never a gap without a word."""

from collections.abc import Iterable, Mapping

from tripoint.present.chart_theme import CROSSED, DOTTED, HATCHED, MISSING

# A look holds the reasons that need no telling apart by eye; the legend names those that occur.
_LOOKS = {"suppressed": "hatched", "not_yet_reported": "dotted", "low_quality": "crossed"}
PLAIN = "plain"
AREA_FILLS = {PLAIN: MISSING, "hatched": HATCHED, "dotted": DOTTED, "crossed": CROSSED}
# Outlines in a box of -1 to 1.
POINT_SHAPES = {
    PLAIN: "M0,-1L0,1",
    "hatched": "M-1,1L0,-1M0,1L1,-1",
    "dotted": "M-0.7,0A0.7,0.7,0,1,1,0.7,0A0.7,0.7,0,1,1,-0.7,0Z",
    "crossed": "M-0.8,-0.8L0.8,0.8M-0.8,0.8L0.8,-0.8",
}


def look_of(reason: str) -> str:
    """`plain`, `hatched` (suppressed), `dotted` (not yet reported) or `crossed` (low quality)."""
    return _LOOKS.get(reason, PLAIN)


def legend_words(reasons: Iterable[str], words: Mapping[str, str]) -> dict[str, str]:
    """Look -> words for the legend, of the reasons that occur, in a fixed order."""
    occurring = sorted(set(reasons))
    legend: dict[str, str] = {}
    for look in AREA_FILLS:
        texts = dict.fromkeys(words[reason] for reason in occurring if look_of(reason) == look)
        if texts:
            legend[look] = ", ".join(texts)
    return legend
