"""How wide a text is in the program's typeface, so that charts leave room for every label."""

import struct
import unicodedata
from functools import cache
from pathlib import Path

from tripoint.present.typeface import font_folder

_SPARE = 1.02  # hinting and rounding differ a little between renderers


@cache
def _advances(style: str) -> tuple[dict[int, float], float]:
    """Advance width in em by code point, and the width used for a character the font lacks."""
    data = Path(font_folder() / f"TripointSans-{style}.ttf").read_bytes()
    (table_count,) = struct.unpack_from(">H", data, 4)
    tables = {
        data[at : at + 4].decode("ascii"): struct.unpack_from(">II", data, at + 8)[0]
        for at in range(12, 12 + 16 * table_count, 16)
    }
    (units_per_em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (metric_count,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    widths = struct.unpack_from(f">{'Hh' * metric_count}", data, tables["hmtx"])[::2]
    advances = {
        code: widths[min(glyph, metric_count - 1)] / units_per_em
        for code, glyph in _glyphs(data, tables["cmap"]).items()
    }
    return advances, 0.9


def _glyphs(data: bytes, cmap: int) -> dict[int, int]:
    """Glyph number by code point, from the font's Unicode table of format 4."""
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for index in range(count):
        (offset,) = struct.unpack_from(">I", data, cmap + 8 + 8 * index)
        at = cmap + offset
        if struct.unpack_from(">H", data, at)[0] == 4:
            break
    else:
        return {}
    segments = struct.unpack_from(">H", data, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", data, at + 14)
    starts = struct.unpack_from(f">{segments}H", data, at + 16 + 2 * segments)
    deltas = struct.unpack_from(f">{segments}H", data, at + 16 + 4 * segments)
    ranges_at = at + 16 + 6 * segments
    ranges = struct.unpack_from(f">{segments}H", data, ranges_at)
    glyphs: dict[int, int] = {}
    for index, (start, end, delta, jump) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if jump:
                (glyph,) = struct.unpack_from(">H", data, ranges_at + 2 * index + jump + 2 * (code - start))
            if glyph or not jump:
                glyphs[code] = (glyph + delta) & 0xFFFF
    return glyphs


def without_sign(text: str) -> str:
    """The characters of a text that the typeface cannot print, each once; spaces and line breaks never are."""
    printable = _advances("Regular")[0].keys() & _advances("SemiBold")[0].keys()
    composed = unicodedata.normalize("NFC", text)
    return "".join(dict.fromkeys(c for c in composed if not (c.isspace() or ord(c) in printable)))


def text_width(text: str, size: float, *, style: str = "Regular") -> float:
    """Width in px of the widest line of `text`, kerning left out; `style` as in the font's file name."""
    advances, unknown = _advances(style)
    lines = (sum(advances.get(ord(char), unknown) for char in line) for line in text.split("\n"))
    return max(lines) * size * _SPARE


def widest(texts: list[str] | tuple[str, ...], size: float) -> float:
    """Width in px of the widest of `texts`; 0 if there is none."""
    return max((text_width(text, size) for text in texts), default=0.0)


def wrap(text: str, size: float, *, width: float) -> str:
    """`text` broken between words, so that no line is wider than `width` px where a break can help."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return "\n".join(lines)
