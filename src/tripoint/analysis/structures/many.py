"""The same screening in several processes, and as a column of an engine."""

import gc
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from multiprocessing import get_context

import pyarrow as pa

from tripoint.analysis.structures.listed import Listed
from tripoint.analysis.structures.reading import Kind
from tripoint.analysis.structures.rule import RuleBook
from tripoint.analysis.structures.screener import Screened, Screener

CHUNK = 1_000
"""Structures sent to a process at once: some 100 ms of work."""
AHEAD = 3
"""Chunks under way per process, so that memory does not grow with the file."""


@dataclass(frozen=True)
class ScreenerParts:
    """What a screener is made of; can be sent to another process, which builds its own."""

    listed: tuple[Listed, ...]
    book: RuleBook
    counter_ions: tuple[str, ...] = ()


@lru_cache(maxsize=4)
def screener_of(parts: ScreenerParts) -> Screener:
    """One screener per process."""
    return Screener(parts.listed, parts.book, parts.counter_ions)


def screen_many(
    parts: ScreenerParts, texts: Iterable[str], kind: Kind = "smiles", *, processes: int, nearest: bool = False
) -> Iterator[Screened]:
    """One answer per text, in order, from so many processes; with one, from this one. Answers are those of `Screener`."""
    if processes <= 1:
        yield from screener_of(parts).screen(texts, kind, nearest=nearest)
        return
    waiting: deque[Future[list[Screened]]] = deque()
    rest = iter(texts)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_start, initargs=(parts,)) as pool:
        while chunk := list(islice(rest, CHUNK)):
            waiting.append(pool.submit(_chunk, chunk, kind, nearest))
            if len(waiting) >= processes * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def coded(screened: Screened) -> str:
    """The answer as one line that any engine can carry and compare.

    `unreadable CODE`, `none N` (nothing found in N fragments), or `found` with one word per hit:
    `entry_id@fragment/stereo/form` and `rule_id@fragment/state`.
    """
    if screened.unreadable:
        return f"unreadable {screened.unreadable}"
    words = [f"{hit.entry_id}@{hit.component}/{hit.stereo}/{hit.form}" for hit in screened.identities]
    words += [f"{hit.rule_id}@{hit.component}/{hit.state}" for hit in screened.classes]
    return " ".join(["found", *words]) if words else f"none {screened.component_count}"


class ScreenedColumn:
    """A column of SMILES → the column of answers as `coded`; a null is unreadable.

    For `ibis.udf.scalar.pyarrow`. DuckDB calls it with arrays; Spark, as Ibis 12 registers it there, with one text a
    call. It carries only plain data to an engine's processes, and each builds its own screener.
    """

    def __init__(self, parts: ScreenerParts) -> None:
        self.parts = parts

    @cached_property
    def _screener(self) -> Screener:
        return screener_of(self.parts)

    def __call__(self, texts: pa.Array | pa.ChunkedArray | str | None) -> pa.Array | str:
        if texts is None or isinstance(texts, str):
            return coded(self._screener.one(texts or ""))
        return pa.array([coded(self._screener.one(text or "")) for text in texts.to_pylist()], type=pa.string())

    def __reduce__(self) -> tuple[object, ...]:
        return ScreenedColumn, (self.parts,)


_here: list[Screener] = []
"""The screener of a process of the pool."""


def _start(parts: ScreenerParts) -> None:
    _here.append(screener_of(parts))
    gc.freeze()  # the screener lives as long as the process: it need not be looked through again and again


def _chunk(texts: list[str], kind: Kind, nearest: bool) -> list[Screened]:
    return list(_here[0].screen(texts, kind, nearest=nearest))
