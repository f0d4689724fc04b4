"""How wide the columns of a printed table are when the document leaves it open."""

from dataclasses import replace

from tripoint.present.document import Block, Grid

LINE = 92
"""Characters of table text, gaps included, that surely fit the width of the page."""

GAP = 3
"""Characters that the space between two columns takes."""


def with_widths(block: Block) -> Block:
    """A grid without widths gets shares of the whole width that suit its longest texts, if they all fit
    on one line; a fuller grid is left to the page, which knows where words may break."""
    if not isinstance(block, Grid) or block.widths:
        return block
    longest = [
        max(len(text) for text in (header, *(row[place].text for row in block.rows)))
        for place, header in enumerate(block.headers)
    ]
    if sum(longest) + GAP * len(longest) > LINE:
        return block
    return replace(block, widths=tuple(float(length + GAP) for length in longest))
