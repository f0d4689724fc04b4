"""A document as plain data with a kind on each block: what both templates read."""

from dataclasses import asdict

from tripoint.present.document import Block, Document, Labelled, Remarked

PlainBlock = dict[str, object]


def plain(document: Document) -> dict[str, object]:
    """The fields of a document; every block also says its `kind`: heading, paragraph, bullets, picture,
    picturerow, grid, labelled or remarked. A label carries the colon of its language."""
    data = asdict(document)
    data["as_of"] = document.as_of.isoformat()
    data["summary"] = [plain_block(block, document.language) for block in document.summary]
    data["blocks"] = [plain_block(block, document.language) for block in document.blocks]
    return data


def plain_block(block: Block, language: str) -> PlainBlock:
    data: PlainBlock = {"kind": type(block).__name__.lower(), **asdict(block)}
    if isinstance(block, Labelled | Remarked):
        data["label"] = with_colon(block.label, language)
    return data


def with_colon(label: str, language: str) -> str:
    """The label with a colon, after a no-break space in French, unless it ends a sentence by itself."""
    if label.rstrip().endswith((":", ".", "?", "!")):
        return label.rstrip()
    return label + ("\N{NO-BREAK SPACE}:" if language == "fr" else ":")
