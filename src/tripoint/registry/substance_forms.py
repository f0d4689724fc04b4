"""A name's forms for comparison: its letters and digits, and how it sounds across English, Spanish and French."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

GREEK = str.maketrans({
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ω": "omega", "μ": "mu", "λ": "lambda",
})  # fmt: skip
_MARKS = bytes(code for code in range(128) if code != 10 and not chr(code).isalnum())
_SOUNDS = (
    (b"ph", b"f"), (b"th", b"t"), (b"rh", b"r"), (b"ch", b"c"), (b"qu", b"c"), (b"ce", b"se"), (b"ci", b"si"),
    (b"cy", b"si"), (b"ae", b"e"), (b"oe", b"e"), (b"k", b"c"), (b"y", b"i"), (b"z", b"s"), (b"h", b""),
)  # fmt: skip
_ENDINGS = ((b"ium\n", b"i\n"), (b"um\n", b"\n"), (b"e\n", b"\n"), (b"a\n", b"\n"), (b"o\n", b"\n"))

Letters = npt.NDArray[np.uint8]
"""ASCII codes of texts one behind the other, each closed by a line feed (10)."""


def letters_only(names: Sequence[str]) -> Letters:
    """a to z and 0 to 9 of every normalised name, Greek letters spelled out; other alphabets leave nothing."""
    text = "".join(f"{name}\n" for name in names)
    return np.frombuffer(text.translate(GREEK).encode("ascii", "ignore").translate(None, _MARKS), np.uint8)


def sounded(letters: Letters) -> Letters:
    """The same texts with spellings that sound alike made one (ph f, y i, k c, doubled letters), endings dropped."""
    text = letters.tobytes()
    for sound, letter in _SOUNDS:
        text = text.replace(sound, letter)
    codes = np.frombuffer(text, np.uint8)
    once = np.ones(len(codes), bool)
    once[1:] = (codes[1:] != codes[:-1]) | (codes[1:] < ord("a"))
    text = codes[once].tobytes()
    for ending, rest in _ENDINGS:
        text = text.replace(ending, rest)
    return np.frombuffer(text, np.uint8)
