"""When two spellings are the same name of a substance: marks of the typesetter aside, nothing is nearly so."""

import re

from tripoint.registry.names import normalise
from tripoint.registry.substance_forms import GREEK

_SHARP_S = str.maketrans({"ß": "β", "ẞ": "β", "ϐ": "β", "ɑ": "α", "ϕ": "phi", "ψ": "psi", "φ": "phi"})
"""Publishers set a sharp s or a Latin alpha for the Greek letter; Greek letters of names beside those of the index."""
_AROUND = re.compile(r"\s*-\s*|(?<=\d),\s+(?=\d)|(?<=\d)\s+,(?=\d)")
_QUOTES = str.maketrans({'"': "''", "“": "''", "”": "''"})


def spelled(name: str) -> str:
    """The form under which names of law texts are compared; never shown.

    Beside registry.names.normalise: Greek letters spelled out (a sharp s is a beta), no white space around hyphens and
    between locants, double primes as two. Words, digits and brackets all still matter. Spelling twice changes nothing.
    """
    plain = normalise(name.translate(_SHARP_S)).translate(GREEK).translate(_QUOTES)
    return _AROUND.sub(lambda at: "-" if "-" in at[0] else ",", plain)
