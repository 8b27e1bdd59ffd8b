"""Which scopes an area or a venue is in, and what those scopes are called."""

import uuid
from collections.abc import Iterator

from people.roles import Scope, ScopeKind
from venues.languages import best
from venues.models import Area, Venue


def scopes_of_area(area: Area) -> Iterator[Scope]:
    """The area and everything it is part of."""
    for ancestor in area.lineage:
        yield Scope(ScopeKind.AREA, ancestor)


def scopes_of_venue(venue: Venue) -> Iterator[Scope]:
    """The venue, its area and everything that is part of."""
    yield Scope(ScopeKind.VENUE, venue.pk)
    if venue.area is not None:
        yield from scopes_of_area(venue.area)


def names_of_areas(ids: frozenset[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """The names of areas, in `language` where there is one."""
    names = {}
    for area in Area.objects.filter(pk__in=ids).prefetch_related("names"):
        name = best(area.names.all(), language)
        names[area.pk] = name.name if name else area.code
    return names


def names_of_venues(ids: frozenset[uuid.UUID], language: str) -> dict[uuid.UUID, str]:
    """The names of venues: they have one, in whatever language."""
    return dict(Venue.objects.filter(pk__in=ids).values_list("pk", "name"))
