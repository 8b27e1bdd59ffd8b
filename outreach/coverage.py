"""Coverage: per area, the young people who live there and what they can reach.

An estimate: reach is a straight line made DETOUR times as long, from the points where the area's
people are taken to live. What it means and where it misleads stands in docs/coverage.md.
"""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from outreach.supply import Asked, seat_hours_by_venue
from venues.models import Area
from venues.population import Headcount, people_aged
from venues.reach import Home, crow_metres, homes_and_venues

MINUTES = 15


@dataclass(frozen=True, slots=True)
class Coverage:
    """One area's answer.

    `young` is None where no population is known. `seat_hours` is per week, the mean over where
    people live; `out_of_reach` is the share of them (0-1) who reach nothing at all; `gap` is None
    where it cannot be said.
    """

    area: Area
    young: Headcount | None
    seat_hours: float
    per_100_young: float | None
    out_of_reach: float
    gap: bool | None


def coverage(areas: QuerySet[Area], asked: Asked, *, mode: str, threshold: float) -> list[Coverage]:
    """Coverage of each of `areas`; a gap is less than `threshold` seat-hours per 100 young.

    A constant number of queries, whatever the number of areas.
    """
    supply = seat_hours_by_venue(asked)
    homes = homes_and_venues(supply, crow_metres(MINUTES, mode))
    people = people_aged(asked.ages.first, asked.ages.last)
    # Without the outlines, which are most of an area.
    lineages = {area.pk: area.lineage for area in Area.objects.only("id", "lineage")}
    weighed = _weighed_homes(homes, people, lineages)
    heads = _headcounts(people, lineages)
    return [_one(area, heads.get(area.pk), weighed[area.pk], supply, threshold) for area in areas]


def _headcounts(
    people: dict[uuid.UUID, Headcount], lineages: dict[uuid.UUID, list[uuid.UUID]]
) -> dict[uuid.UUID, Headcount]:
    """Each area's own figure; where it has none, the sum of the figures nearest below it."""
    sums: dict[uuid.UUID, Headcount] = {}
    for area, head in people.items():
        for ancestor in lineages[area][1:]:
            if ancestor in people:
                break
            known = sums.get(ancestor, Headcount(0, False))
            sums[ancestor] = Headcount(
                known.count + head.count, known.apportioned or head.apportioned
            )
    return {**sums, **people}


def _weighed_homes(
    homes: list[Home],
    people: dict[uuid.UUID, Headcount],
    lineages: dict[uuid.UUID, list[uuid.UUID]],
) -> dict[uuid.UUID, list[tuple[float, frozenset[uuid.UUID]]]]:
    """For each area, (people, venues within reach) of every home point in it or below it."""
    totals: dict[uuid.UUID, float] = defaultdict(float)
    for home in homes:
        totals[home.area] += home.weight
    weighed: dict[uuid.UUID, list[tuple[float, frozenset[uuid.UUID]]]] = defaultdict(list)
    for home in homes:
        living = people[home.area].count if home.area in people else 1.0
        share = living * home.weight / totals[home.area]
        for ancestor in lineages[home.area]:
            weighed[ancestor].append((share, home.within_reach))
    return weighed


def _one(
    area: Area,
    young: Headcount | None,
    homes: list[tuple[float, frozenset[uuid.UUID]]],
    supply: dict[uuid.UUID, float],
    threshold: float,
) -> Coverage:
    reached = [(weight, sum(supply[v] for v in near)) for weight, near in homes]
    total = sum(weight for weight, _ in reached)
    seat_hours = sum(weight * hours for weight, hours in reached) / total if total else 0.0
    nothing = sum(weight for weight, hours in reached if hours == 0) / total if total else 1.0
    known = young is not None and young.count > 0
    per_100 = 100 * seat_hours / young.count if young is not None and known else None
    gap = per_100 < threshold if per_100 is not None else None
    return Coverage(area, young, seat_hours, per_100, nothing, gap)
