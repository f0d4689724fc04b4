"""Where labels beside points go, so that none lies on another, on a point or outside the plot."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """Px from the top left of the plot."""

    left: float
    top: float
    width: float
    height: float

    def overlap(self, other: "Box") -> float:
        """Shared area in px²."""
        wide = min(self.left + self.width, other.left + other.width) - max(self.left, other.left)
        high = min(self.top + self.height, other.top + other.height) - max(self.top, other.top)
        return max(0.0, wide) * max(0.0, high)


@dataclass(frozen=True)
class LabelSpot:
    """A point and the size of the label it wants."""

    x: float
    y: float
    width: float
    height: float


def place_labels(
    spots: list[LabelSpot], obstacles: list[Box], *, width: float, height: float
) -> tuple[list[Box], float]:
    """A box per spot, in order, near its point; and the area [px²] by which boxes lie on something.

    obstacles: what labels should not cover besides the points. A plot that is too full gives an area above 0.
    """
    blocked = [*obstacles, *(Box(spot.x - 5, spot.y - 5, 10, 10) for spot in spots)]
    taken: list[Box] = []
    covered = 0.0
    for spot in spots:
        tried = [box for box in _candidates(spot) if _is_inside(box, width, height)] or _candidates(spot)[:1]
        areas = [sum(box.overlap(other) for other in (*taken, *blocked)) for box in tried]
        covered += min(areas)
        taken.append(tried[areas.index(min(areas))])
    return taken, covered


def _candidates(spot: LabelSpot) -> list[Box]:
    """Above, below, left and right of the point, then farther away; the nearest come first."""
    boxes: list[Box] = []
    for away in range(5):
        up, down = spot.y - 7 - spot.height - 9 * away, spot.y + 7 + 9 * away
        for left in (spot.x - spot.width / 2, spot.x - spot.width, spot.x, spot.x - 0.8 * spot.width):
            boxes += [Box(left, up, spot.width, spot.height), Box(left, down, spot.width, spot.height)]
        middle = spot.y - spot.height / 2
        boxes += [Box(spot.x - spot.width - 8 - 9 * away, middle, spot.width, spot.height),
                  Box(spot.x + 8 + 9 * away, middle, spot.width, spot.height)]  # fmt: skip
    return boxes


def _is_inside(box: Box, width: float, height: float) -> bool:
    return box.left >= 0 and box.left + box.width <= width + 4 and box.top >= -14 and box.top + box.height <= height
