"""The one place where two spellings are made comparable."""

import unicodedata

_DASHES = "‐‑‒–—―−﹘﹣－\u00ad"
_APOSTROPHES = "‘’‛ʹʻʼ′`´＇"
_UNIFIED = str.maketrans({**dict.fromkeys(_DASHES, "-"), **dict.fromkeys(_APOSTROPHES, "'")})


def normalise(text: str) -> str:
    """The form under which names, codes and labels are matched; never shown.

    Compatibility forms, case, accents, kinds of dash and apostrophe and runs of white space no longer
    matter; words, digits and other punctuation still do. Normalising twice changes nothing more.
    """
    if text.isascii():  # most names, and nothing of ASCII but these changes
        return " ".join(text.replace("`", "'").lower().split())
    folded = unicodedata.normalize("NFKD", text.translate(_UNIFIED)).casefold()
    letters = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFKC", letters).translate(_UNIFIED).split())
