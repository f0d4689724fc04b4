"""Topics of the regulator's review of frameworks: what is asked of every text, by name only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from tripoint.registry.rows import rows_of, words_of

Kind = Literal["substances", "equipment", "classes", "exclusions"]


@dataclass(frozen=True)
class ReviewItem:
    """One thing that is asked. other_names: further names and CAS numbers under which a text may have it."""

    names: Mapping[str, str] = field(hash=False)
    other_names: tuple[str, ...] = ()

    @property
    def queries(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.names.values(), *self.other_names)))


@dataclass(frozen=True)
class ReviewTopic:
    """One review page. items: of the kinds substances and equipment; those of the others stand in the texts."""

    topic_id: str
    kind: Kind
    titles: Mapping[str, str] = field(hash=False)
    leads: Mapping[str, str] = field(hash=False)
    items: tuple[ReviewItem, ...]


@cache
def review_topics() -> Mapping[str, ReviewTopic]:
    """Every topic by id, in the order of review_topics.csv."""
    items: dict[str, list[ReviewItem]] = {}
    for row in rows_of("review_items"):
        others = tuple(name.strip() for name in row["other_names"].split("|") if name.strip())
        items.setdefault(row["topic_id"], []).append(ReviewItem(words_of(row, "name"), others))
    return MappingProxyType({
        row["topic_id"]: ReviewTopic(
            row["topic_id"], cast(Kind, row["kind"]), words_of(row, "title"), words_of(row, "lead"),
            tuple(items.get(row["topic_id"], ())),
        )
        for row in rows_of("review_topics")
    })  # fmt: skip
