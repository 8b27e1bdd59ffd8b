"""How many people of an age range live in an area, from the bands that are published."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from venues.models import Population

#: Years that an open band ("25 and older") is taken to hold when one of its ages is asked for.
OPEN_BAND_YEARS = 60


@dataclass(frozen=True, slots=True)
class Headcount:
    """People of an age range; `apportioned` when a band had to be shared out."""

    count: float
    apportioned: bool


def share_of_band(band_from: int, band_to: int | None, age_from: int, age_to: int) -> float:
    """Which share of a band is of these ages (both ends included), taken as evenly spread."""
    last = band_from + OPEN_BAND_YEARS - 1 if band_to is None else band_to
    common = min(last, age_to) - max(band_from, age_from) + 1
    return max(0, common) / (last - band_from + 1)


def people_aged(age_from: int, age_to: int) -> dict[uuid.UUID, Headcount]:
    """People of these ages per area, from each area's newest figures. One query.

    Areas without figures are missing from the answer: unknown is not none.
    """
    newest: dict[uuid.UUID, list[Population]] = defaultdict(list)
    for band in Population.objects.newest():
        newest[band.area_id].append(band)
    return {area: _headcount(bands, age_from, age_to) for area, bands in newest.items()}


def _headcount(bands: Iterable[Population], age_from: int, age_to: int) -> Headcount:
    count, apportioned = 0.0, False
    for band in bands:
        share = share_of_band(band.age_from, band.age_to, age_from, age_to)
        if share > 0:
            count += band.count * share
            apportioned = apportioned or band.apportioned or share < 1
    return Headcount(count, apportioned)
