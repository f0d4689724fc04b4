"""CAS Registry Numbers: their form and their check digit."""

import re

_FORM = re.compile(r"([1-9]\d{1,6})-(\d\d)-(\d)", re.ASCII)


def cas_check(cas: str) -> bool:
    """Has the text the form of a CAS number, and is its last digit right?

    The check digit is the sum of the other digits, each times its place counted from the right, modulo 10.
    Only plain digits and hyphens count; blanks around it do not belong to a number.
    """
    found = _FORM.fullmatch(cas)
    if found is None:
        return False
    digits = (found[1] + found[2])[::-1]
    return sum(int(digit) * place for place, digit in enumerate(digits, 1)) % 10 == int(found[3])
