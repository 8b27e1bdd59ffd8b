"""Draw the example's district polygons from hand-placed seed points.

Run by hand, only when the seeds change; the result is committed:

    uv run --with shapely config/example/make_areas.py

Reads `data/outline.geojson` (the municipality's outline) and the seeds in
`data/areas.json` (rough centres of neighbourhoods, [lat, lng], several per
area). Every spot goes to the area of its nearest seed (Voronoi), cut at the
outline. All lines are noded together on one grid before faces are made, so
neighbours share their vertices exactly: no gaps, no overlaps.
Writes `data/areas.geojson`.
"""

import json
import math
from pathlib import Path
from typing import Any

import shapely  # type: ignore[import-untyped]
from shapely.geometry import MultiPoint, MultiPolygon, Point, mapping, shape  # type: ignore[import-untyped]

DATA = Path(__file__).parent / "data"
GRID_DEGREES = 1e-6  # about 0.1 m
STRETCH = math.cos(math.radians(59.22))  # makes a degree east as long as a degree north


def flat(lat: float, lng: float) -> tuple[float, float]:
    """A plane good enough to find the nearest seed within one municipality."""
    return lng * STRETCH, lat


def cell_lines(points: list[tuple[float, float]]) -> Any:
    """The borders between the cells of all seeds, back in longitude and latitude."""
    seeds = MultiPoint(points)
    edges = shapely.voronoi_polygons(seeds, only_edges=True, extend_to=seeds.buffer(1))
    return shapely.transform(edges, lambda xy: xy / [STRETCH, 1.0])


def faces(outline: Any, lines: Any) -> list[Any]:
    """The smallest pieces the lines cut the outline into, with shared vertices."""
    noded = shapely.unary_union([outline.boundary, lines], grid_size=GRID_DEGREES)
    pieces = shapely.polygonize([noded]).geoms
    return [piece for piece in pieces if outline.contains(piece.representative_point())]


def areas(outline: Any, regso: list[dict[str, Any]]) -> dict[str, Any]:
    """One polygon per RegSO code, which together are the outline."""
    seeds = [(flat(lat, lng), area["code"]) for area in regso for lat, lng in area["seeds"]]
    pieces: dict[str, list[Any]] = {area["code"]: [] for area in regso}
    for face in faces(outline, cell_lines([point for point, _ in seeds])):
        inside = face.representative_point()
        here = Point(flat(inside.y, inside.x))
        _, code = min(seeds, key=lambda seed: here.distance(Point(seed[0])))
        pieces[code].append(face)
    return {code: shapely.coverage_union_all(parts) for code, parts in pieces.items()}


def feature(code: str, kind: str, geometry: Any) -> str:
    """One line of the result."""
    multi = geometry if geometry.geom_type == "MultiPolygon" else MultiPolygon([geometry])
    shape_ = json.loads(json.dumps(mapping(multi)), parse_float=lambda text: round(float(text), 6))
    properties = {"code": code, "kind": kind}
    return json.dumps({"type": "Feature", "properties": properties, "geometry": shape_})


def main() -> None:
    """Write the municipality, its districts and its RegSO to `data/areas.geojson`."""
    plan = json.loads((DATA / "areas.json").read_text(encoding="utf-8"))
    outline = shape(json.loads((DATA / "outline.geojson").read_text(encoding="utf-8"))["geometry"])
    drawn = areas(outline, plan["regso"])
    whole = shapely.coverage_union_all(list(drawn.values()))
    lines = [feature(plan["municipality"]["code"], "municipality", whole)]
    for district in plan["districts"]:
        codes = [a["code"] for a in plan["regso"] if a["district"] == district["code"]]
        parts = [drawn[code] for code in codes]
        lines.append(feature(district["code"], "district", shapely.coverage_union_all(parts)))
    lines += [feature(code, "regso", geometry) for code, geometry in drawn.items()]
    body = ",\n".join(lines)
    text = f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'
    (DATA / "areas.geojson").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
