"""`tripoint place`: every place that a text or a code can mean, and what the registry knows of each."""

import json
import sys
from collections.abc import Mapping

from tripoint.errors import UnknownPlace
from tripoint.present.words import Words, words
from tripoint.registry.gazetteer import meanings
from tripoint.registry.place import ADMIN_1, LOCAL, PORT, Place
from tripoint.registry.places import place, resolve, spelled_nearly
from tripoint.registry.populations import populations
from tripoint.registry.ports import Port, codes_of, crossings_of, crosswalk_of, port


def show_places(text: str, *, country: str | None, within: str | None, as_json: bool, language: str) -> None:
    """Prints the candidates. Raises UnknownPlace, with what is spelled alike, if there is none."""
    state = None if within is None else resolve(within, country=country, kinds=(*ADMIN_1, "country")).place_id
    scope = None if country is None else place(country).place_id
    found = meanings(text, country=scope, within=state)
    if not found:
        alike = spelled_nearly(text, scope, None, local=True, within=state)
        named = ", ".join(f"{p.place_id} ({p.names[language]})" for p in alike)
        raise UnknownPlace(
            f"'{text}' is no place of {state or scope or 'the registry'}.",
            text=text,
            within=state or scope,
            candidates=tuple(p.place_id for p in alike),
            cure=(f"Did you mean {named}?" if named else "Ask with fewer words, or by a code.")
            + " Cities and towns are not held.",
        )
    say = words(language)
    if as_json:
        listed = [as_data(p, language) for p in found]
        json.dump({"text": text, "candidates": listed}, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    if len(found) > 1:
        print(say("{text} can mean {count} places:").format(text=text, count=say.number(len(found))))
    for p in found:
        print("\n".join(_lines(p, say)))
    if any(p.kind in (*LOCAL, *PORT) for p in found):
        print("! " + say("Cities and towns are not held; the text can mean one of them, too."))


def as_data(p: Place, language: str) -> Mapping[str, object]:
    """Everything the registry knows of a place. Degrees are WGS84; the population is the newest held."""
    return {
        "place_id": p.place_id,
        "name": p.names[language],
        "kind": p.kind,
        "kind_name": _kinds(words(language))[p.kind],
        "country": p.country,
        "parent": p.parent or None,
        "parent_name": place(p.parent).names[language] if p.parent else None,
        "codes": [{"system": system, "code": code, "also_written": also} for system, code, also in _codes(p)],
        "population": _people_data(p),
        "port": _port_data(port(p.place_id), language) if p.kind in PORT else None,
    }


def _people_data(p: Place) -> Mapping[str, object] | None:
    for of in populations(p.place_id)[-1:]:
        date = of.reference_date.isoformat()
        return {"value": of.value, "date": date, "source": of.source, "published": of.published}
    return None


def _codes(p: Place) -> list[tuple[str, str, str]]:
    own = [(system, str(getattr(p, system)), "") for system in ("fips", "inegi", "pruid")]
    ports = [(code.system, code.code, code.also_written) for code in codes_of(p.place_id)] if p.kind in PORT else []
    return [line for line in (*own, *ports) if line[1]]


def _port_data(of: Port, language: str) -> Mapping[str, object]:
    reached = crosswalk_of(of.place.place_id)
    return {
        "border": of.border or None,
        "latitude": of.latitude,
        "longitude": of.longitude,
        "side": of.side or None,
        "source": of.source,
        "note": of.notes[language] or None,
        "port_of_entry": reached
        and {"port_id": reached.port_id or None, "basis": reached.basis, "note": reached.notes[language] or None},
        "crossings": [line.crossing_id for line in crossings_of(of.place.place_id)],
    }


def _lines(p: Place, say: Words) -> list[str]:
    language = say.language
    around = [place(p.parent).names[language]] if p.parent else []
    if p.parent and p.parent != p.country:
        around.append(place(p.country).names[language])
    lines = [f"{p.place_id}  {p.names[language]}", f"  {', '.join((_kinds(say)[p.kind], *around))}"]
    lines += [f"  {_systems(say)[system]}: {code}" for system, code, _ in _codes(p)]
    for of in populations(p.place_id)[-1:]:
        people = say("{count} people on {day}").format(count=say.number(of.value), day=say.day(of.reference_date))
        lines.append(f"  {people} ({of.source})")
    return lines + (_port_lines(port(p.place_id), say) if p.kind in PORT else [])


def _port_lines(of: Port, say: Words) -> list[str]:
    lines = []
    if of.latitude is not None and of.longitude is not None:
        point = f"{of.latitude}, {of.longitude}"
        side = place(of.side).names[say.language]
        lines.append(say("point {point} ({country} side of the line)").format(point=point, country=side))
    reached = crosswalk_of(of.place.place_id)
    if reached is not None:
        basis = _bases(say)[reached.basis]
        lines.append(say("port of the crossing: {port} ({basis})").format(port=reached.port_id or "–", basis=basis))
        lines += [f"! {reached.notes[say.language]}"] if reached.notes[say.language] else []
    if crossings := crossings_of(of.place.place_id):
        listed = ", ".join(line.crossing_id for line in crossings)
        lines.append(say("crossings: {crossings}").format(crossings=listed))
    lines += [f"! {of.notes[say.language]}"] if of.notes[say.language] else []
    return [f"  {line}" for line in (*lines, f"= {of.source}")]


def _kinds(say: Words) -> Mapping[str, str]:
    """What each kind of place is called."""
    return {
        "country": say("country"),
        "state": say("state"),
        "province": say("Canadian province"),
        "territory": say("territory"),
        "border_segment": say("stretch of border"),
        "cbp_area": say("field office or sector of CBP"),
        "region": say("region as a publisher draws it"),
        "residual": say("what a publisher cannot place"),
        "county": say("county"),
        "parish": say("parish"),
        "borough_or_census_area": say("borough or census area"),
        "independent_city": say("city outside any county"),
        "county_equivalent": say("equivalent of a county"),
        "municipio": say("municipio of Puerto Rico"),
        "municipality": say("municipality"),
        "alcaldia": say("borough of Mexico City"),
        "port_of_entry": say("port of entry"),
        "border_crossing": say("border crossing"),
    }


def _systems(say: Words) -> Mapping[str, str]:
    """What each system of codes is called."""
    return {
        "fips": "FIPS",
        "inegi": "INEGI",
        "pruid": "PRUID",
        "schedule_d": "Schedule D",
        "cbp_crossing": say("CBP crossing"),
        "cbp_wait_times": say("CBP waiting times"),
    }


def _bases(say: Words) -> Mapping[str, str]:
    """What a row of the crosswalk rests on."""
    return {
        "number_and_name": say("number and name agree"),
        "name": say("by name; the numbers disagree"),
        "number": say("by number; the names disagree"),
        "none": say("cannot be told"),
    }
