"""Rebuild places_local.csv and populations_local.csv of the registry: US counties and Mexican municipalities.

Run: python scripts/make_local_places.py RAW_FOLDER [OUT_FOLDER]. RAW_FOLDER holds us_atlas/counties-10m.json
and population/mx_municipios_population_2020.csv. Same input, same bytes; licences stand in docs/places.md.
"""

import csv
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

CENSUS_DAY = "2020-03-15"
CENSUS = "INEGI, Censo de Población y Vivienda 2020"
CENSUS_PUBLISHED = "2021"
FIRST_INDEPENDENT_CITY = 510  # FIPS numbers cities outside any county from 510 up
MEXICO_CITY = "09"
KIND_OF_STATE = {
    "02": "borough_or_census_area",
    "11": "county_equivalent",
    "22": "parish",
    "60": "county_equivalent",
    "66": "county_equivalent",
    "69": "county_equivalent",
    "72": "municipio",
    "78": "county_equivalent",
}


def kind_of_county(fips: str) -> str:
    if fips[:2] not in KIND_OF_STATE and int(fips[2:]) >= FIRST_INDEPENDENT_CITY:
        return "independent_city"
    return KIND_OF_STATE.get(fips[:2], "county")


def states(registry: Path, system: str) -> dict[str, str]:
    """Two-digit code → id, of the admin-1 places in places.csv."""
    with (registry / "places.csv").open(encoding="utf-8", newline="") as lines:
        return {row[system]: row["place_id"] for row in csv.DictReader(lines) if row[system]}


def counties(raw: Path, state_of: dict[str, str]) -> Iterator[tuple[str, ...]]:
    atlas = json.loads((raw / "us_atlas/counties-10m.json").read_text(encoding="utf-8"))
    for one in sorted(atlas["objects"]["counties"]["geometries"], key=lambda geometry: str(geometry["id"])):
        fips, state = one["id"], state_of[one["id"][:2]]
        yield f"{state}-{fips}", kind_of_county(fips), state, one["properties"]["name"], "", fips


def municipalities(raw: Path, state_of: dict[str, str]) -> Iterator[tuple[tuple[str, ...], int]]:
    """Each with its population."""
    with (raw / "population/mx_municipios_population_2020.csv").open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            code, state = row["region"], state_of[row["region"][:2]]
            kind = "alcaldia" if code[:2] == MEXICO_CITY else "municipality"
            name = row["municipio_name"].strip().rstrip(".")  # one name of the census file ends in a stray dot
            yield (f"{state}-{code}", kind, state, name, code, ""), int(row["pop"])


def write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def make(raw: Path, out: Path, registry: Path) -> None:
    american = list(counties(raw, states(registry, "fips")))
    mexican = list(municipalities(raw, states(registry, "inegi")))
    write(
        out / "places_local.csv",
        ("place_id", "kind", "parent", "name", "inegi", "fips"),
        [*american, *(row for row, _ in mexican)],
    )
    write(
        out / "populations_local.csv",
        ("place_id", "reference_date", "population", "source", "published"),
        ((row[0], CENSUS_DAY, people, CENSUS, CENSUS_PUBLISHED) for row, people in mexican),
    )
    print(f"{len(american)} counties, {len(mexican)} municipalities, {sum(people for _, people in mexican)} people")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    data = Path(__file__).resolve().parent.parent / "src/tripoint/registry/data"
    make(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else data, data)
