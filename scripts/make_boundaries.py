"""Rebuild registry/data/boundaries from the Natural Earth subset: one TopoJSON per country and centroids.csv.

Run: python scripts/make_boundaries.py RAW_FOLDER [OUT_FOLDER]. Standard library only; same input, same bytes.
"""

import csv
import heapq
import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]  # open: the first point is not repeated
Arc = tuple[Point, ...]

COUNTRIES = {"us": "US-", "ca": "CA-", "mx": "MX-"}
DROPPED = {"MX-X01~"}  # an islet without a name or an ISO code
RENAMED = {"MX-DIF": "MX-CMX"}
KM_PER_DEGREE = 111.195
GRID_DEGREES = 0.005  # about 0.5 km: 0.01 mm on a map 8 cm wide
# Largest triangle a removed vertex may span, and smallest island kept unless it is a place's largest: km².
TRIANGLE_KM2 = {"us": 8.0, "ca": 18.0, "mx": 4.0}
ISLAND_KM2 = {"us": 50.0, "ca": 200.0, "mx": 25.0}
# Places without a polygon in this subset: main island or middle of the islands, to 0.01 degree.
WITHOUT_POLYGON = {
    "US-PR": (-66.45, 18.22),
    "US-VI": (-64.80, 18.05),
    "US-GU": (144.78, 13.45),
    "US-MP": (145.75, 15.19),
    "US-AS": (-170.70, -14.30),
}


def in_km(point: Point) -> Point:
    """Sinusoidal coordinates, in which areas are true."""
    longitude, latitude = point
    return (
        (longitude + 100) * math.cos(math.radians(latitude)) * KM_PER_DEGREE,
        latitude * KM_PER_DEGREE,
    )


def signed_area_km2(ring: Ring) -> float:
    """Positive when counter-clockwise."""
    flat = [in_km(point) for point in ring]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(flat, flat[1:] + flat[:1], strict=True)) / 2


def centroid_of(ring: Ring) -> Point:
    total = longitude = latitude = 0.0
    origin = ring[0]
    for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
        ax, ay, bx, by = a[0] - origin[0], a[1] - origin[1], b[0] - origin[0], b[1] - origin[1]
        cross = ax * by - bx * ay
        total += cross
        longitude += (ax + bx) * cross
        latitude += (ay + by) * cross
    return origin[0] + longitude / (3 * total), origin[1] + latitude / (3 * total)


def contains(ring: Ring, point: Point) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def rings_by_place(raw: Path, prefix: str) -> tuple[dict[str, list[Ring]], dict[str, Point]]:
    """Outer rings, clockwise as d3-geo wants them, largest first; and the publisher's label points."""
    document = json.loads((raw / "ne_10m_admin_1_us_ca_mx.geojson").read_text(encoding="utf-8"))
    rings: dict[str, list[Ring]] = {}
    labels: dict[str, Point] = {}
    for feature in document["features"]:
        code = feature["properties"]["iso_3166_2"]
        if code in DROPPED or not code.startswith(prefix):
            continue
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        found: list[Ring] = []
        for polygon in polygons:
            if len(polygon) != 1:
                raise ValueError(f"{code}: a polygon with a hole, which this script does not expect")
            # West of the antimeridian the Aleutians carry on below -180, so that the box stays small.
            ring = [(x - 360 if x > 0 else x, y) for x, y in polygon[0][:-1]]
            found.append(ring[::-1] if signed_area_km2(ring) > 0 else ring)
        place = RENAMED.get(code, code)
        rings[place] = sorted(found, key=signed_area_km2)
        labels[place] = (feature["properties"]["longitude"], feature["properties"]["latitude"])
    return dict(sorted(rings.items())), labels


def representative_point(rings: list[Ring], label: Point) -> Point:
    """Centroid of the largest part where that lies inside it, else the publisher's label point."""
    point = centroid_of(rings[0])
    return point if contains(rings[0], point) else label


def cut_into_arcs(rings: list[Ring]) -> list[list[Arc]]:
    """Each ring as arcs between junctions: points where the neighbours differ from ring to ring."""
    neighbours: dict[Point, set[frozenset[Point]]] = defaultdict(set)
    for ring in rings:
        for before, here, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
            neighbours[here].add(frozenset((before, after)))
    junctions = {point for point, pairs in neighbours.items() if len(pairs) > 1}
    cut: list[list[Arc]] = []
    for ring in rings:
        at = [index for index, point in enumerate(ring) if point in junctions]
        if not at:
            cut.append([(*ring, ring[0])])
            continue
        turned = ring[at[0] :] + ring[: at[0]] + [ring[at[0]]]
        ends = [index - at[0] for index in at] + [len(ring)]
        cut.append([tuple(turned[a : b + 1]) for a, b in pairwise(ends)])
    return cut


def simplify(arc: Arc, triangle_km2: float) -> Arc:
    """Visvalingam-Whyatt: drop the vertex of the smallest triangle until all exceed `triangle_km2`."""
    flat = [in_km(point) for point in arc]
    before, after = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    least = 4 if arc[0] == arc[-1] else 2

    def triangle(index: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = flat[before[index]], flat[index], flat[after[index]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    areas = {index: triangle(index) for index in range(1, len(arc) - 1)}
    heap = [(area, index) for index, area in areas.items()]
    heapq.heapify(heap)
    while heap and len(areas) + 2 > least:
        area, index = heapq.heappop(heap)
        if areas.get(index) != area:
            continue
        if area >= triangle_km2:
            break
        del areas[index]
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for other in (left, right):
            if other in areas:
                areas[other] = max(area, triangle(other))
                heapq.heappush(heap, (areas[other], other))
    return tuple(point for index, point in enumerate(arc) if index in (0, len(arc) - 1) or index in areas)


def on_grid(arc: Arc) -> list[list[int]]:
    """Whole steps of the grid, each vertex relative to the one before, without repeats."""
    steps = [(round(x / GRID_DEGREES), round(y / GRID_DEGREES)) for x, y in arc]
    deltas = [list(steps[0])]
    deltas += [[b[0] - a[0], b[1] - a[1]] for a, b in pairwise(steps) if a != b]
    return deltas if len(deltas) > 1 else [*deltas, [0, 0]]


def topology_of(rings: dict[str, list[Ring]], country: str) -> dict[str, object]:
    kept = [
        (place, ring)
        for place, parts in rings.items()
        for rank, ring in enumerate(parts)
        if rank == 0 or -signed_area_km2(ring) >= ISLAND_KM2[country]
    ]
    arcs: list[list[list[int]]] = []
    number_of: dict[Arc, int] = {}
    polygons: dict[str, list[list[list[int]]]] = defaultdict(list)
    for (place, _), pieces in zip(kept, cut_into_arcs([ring for _, ring in kept]), strict=True):
        numbers: list[int] = []
        for piece in pieces:
            if piece[::-1] in number_of:
                numbers.append(~number_of[piece[::-1]])
                continue
            if piece not in number_of:
                number_of[piece] = len(arcs)
                arcs.append(on_grid(simplify(piece, TRIANGLE_KM2[country])))
            numbers.append(number_of[piece])
        polygons[place].append([numbers])
    return {
        "type": "Topology",
        "transform": {"scale": [GRID_DEGREES, GRID_DEGREES], "translate": [0, 0]},
        "objects": {
            "places": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "MultiPolygon", "properties": {"place_id": place}, "arcs": parts}
                    for place, parts in polygons.items()
                ],
            }
        },
        "arcs": arcs,
    }


def make(raw: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    points = dict(WITHOUT_POLYGON)
    for country, prefix in COUNTRIES.items():
        rings, labels = rings_by_place(raw, prefix)
        points |= {place: representative_point(parts, labels[place]) for place, parts in rings.items()}
        text = json.dumps(topology_of(rings, country), separators=(",", ":"))
        (out / f"{country}.topojson").write_text(text + "\n", encoding="utf-8")
        print(f"{country}.topojson: {len(rings)} places, {len(text) / 1000:.0f} kB")
    with (out / "centroids.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(("place_id", "longitude", "latitude"))
        for place, (longitude, latitude) in sorted(points.items()):
            writer.writerow((place, f"{longitude:.2f}", f"{latitude:.2f}"))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    default = Path(__file__).resolve().parent.parent / "src/tripoint/registry/data/boundaries"
    make(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) == 3 else default)
