"""How wide the columns of a printed table are when the document leaves it open."""

import math
import re
from dataclasses import replace

from tripoint.present.document import Block, Grid

LINE = 92
"""Characters of table text, gaps included, that surely fit the width of the page."""

GAP = 3
"""Characters that the space between two columns takes."""

LONGEST_WORD = 15
"""A column is wide enough for its longest word, up to so many characters."""


def with_widths(block: Block) -> Block:
    """A grid without widths gets shares of the whole width.

    Texts that all fit on one line get what their longest one takes. In a fuller grid a column gets room for
    its longest word, and the rest goes by the square root of the mean length, which keeps rows low.
    """
    if not isinstance(block, Grid) or block.widths:
        return block
    columns = [[header, *(row[place].text for row in block.rows)] for place, header in enumerate(block.headers)]
    longest = [max(map(len, texts)) for texts in columns]
    if sum(longest) + GAP * len(longest) <= LINE:
        return replace(block, widths=tuple(float(length + GAP) for length in longest))
    least = [min(LONGEST_WORD, max(map(_longest_word, texts))) for texts in columns]
    wanted = [math.sqrt(sum(map(len, texts)) / len(texts)) for texts in columns]
    rest = max(LINE - sum(least) - GAP * len(least), 0)
    return replace(
        block,
        widths=tuple(float(word + GAP + rest * share / sum(wanted)) for word, share in zip(least, wanted, strict=True)),
    )


def _longest_word(text: str) -> int:
    return max((len(word) for word in re.split(r"[\s/_-]+", text)), default=0)
