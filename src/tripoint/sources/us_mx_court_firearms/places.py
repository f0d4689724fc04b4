"""Where a firearm was bought and recovered: US states, Mexican states, or the country alone."""

from tripoint.errors import AmbiguousPlace, UnknownPlace
from tripoint.registry.local_places import find_local
from tripoint.registry.places import ADMIN_1, resolve

COUNTRY_WORDS = ("mexico", "mx", "méxico", "usa", "us", "u.s.")


def bought_in(country: str, state: str) -> str | None:
    """State of purchase. Two states in one cell ("NV via TX") leave the country. Raises UnknownPlace."""
    if " via " in f" {state.lower()} ":
        return "US"
    if state.strip():
        return resolve(state, country="US", kinds=ADMIN_1).place_id
    return "US" if country.strip() else None


def recovered_in_mexico(area: str) -> str:
    """The Mexican state that an area names or lies in; the country where it names none, or could be several."""
    for part in _parts(area):
        try:
            return resolve(part, country="MX", kinds=("state",)).place_id
        except (UnknownPlace, AmbiguousPlace):
            states = {found.parent for found in find_local(part, within="MX", kinds=("municipality",))}
        if len(states) == 1:
            return states.pop()
    return "MX"


def recovered_in_us(city: str) -> str:
    """The state that stands after a city ("Tecumseh, OK"); the country where none does."""
    for part in _parts(city)[:1]:
        try:
            return resolve(part, country="US", kinds=ADMIN_1).place_id
        except (UnknownPlace, AmbiguousPlace):
            pass
    return "US"


def _parts(text: str) -> list[str]:
    """Parts between commas, the last (widest) first, without the country's own name."""
    parts = [part.strip() for part in reversed(text.split(","))]
    return [part for part in parts if part and part.lower() not in COUNTRY_WORDS]
