"""Terms of closed lists: how a seizure is described, each with its name in three languages."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from tripoint.errors import RegistryError
from tripoint.registry.rows import rows_of, words_of

NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Term:
    """One entry of a list. substance: the registry's substance it stands for, '' if none."""

    list_name: str
    code: str
    substance: str
    names: Mapping[str, str] = field(hash=False)


@cache
def _lists() -> Mapping[str, Mapping[str, Term]]:
    lists: dict[str, dict[str, Term]] = defaultdict(dict)
    for row in rows_of("terms"):
        lists[row["list"]][row["code"]] = Term(row["list"], row["code"], row["substance"], words_of(row, "name"))
    return MappingProxyType(lists)


def terms(list_name: str) -> Mapping[str, Term]:
    """Code → term, in the order of terms.csv. Raises RegistryError for a list that does not exist."""
    found = _lists().get(list_name)
    if found is None:
        raise RegistryError(f"no list of terms is called '{list_name}'.", cure="See registry/data/terms.csv.")
    return found


def term(list_name: str, code: str) -> Term:
    """The term with exactly this code. Raises RegistryError."""
    found = terms(list_name).get(code)
    if found is None:
        raise RegistryError(f"'{code}' is no term of '{list_name}'.", cure="See registry/data/terms.csv.")
    return found
