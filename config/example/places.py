"""Puts the example's venues and public places into the database."""

from django.contrib.gis.geos import Point

from config.example import files
from config.example.pictures import illustrate_venue
from people.actors import Actor
from venues.models import Venue
from venues.opening_hours import UNKNOWN, Hours
from venues.places import VenueFields, columns_of, reassign_venues, save_venue

PREFIX = "example:"


def load_venues(*, by: Actor) -> int:
    """Bring every venue of the files to what they say; returns how many changed."""
    plan = files.venues()
    known = {
        venue.external_id: venue for venue in Venue.objects.filter(external_id__startswith=PREFIX)
    }
    changed = 0
    for item in plan["venues"]:
        fields = _fields(item, plan)
        venue = known.get(PREFIX + item["key"])
        if venue is None or not _same(venue, fields):
            saved = save_venue(fields=fields, external_id=PREFIX + item["key"], by=by)
            if venue is None:
                illustrate_venue(saved, item["key"], by=by)
            changed += 1
    reassign_venues()
    return changed


def venues_by_key() -> dict[str, Venue]:
    """The loaded venues by their key in the files."""
    found = Venue.objects.filter(external_id__startswith=PREFIX)
    return {str(venue.external_id).removeprefix(PREFIX): venue for venue in found}


def _fields(item: files.VenuePlan, plan: files.VenuesFile) -> VenueFields:
    lat, lng = item["at"]
    source = plan["sources"][item["source"]]
    return {
        "name": item["name"],
        "kind": item["kind"],
        "address": item.get("address", ""),
        "position": Point(lng, lat, srid=4326),
        "position_source": source["sentence"],
        "position_approximate": source["approximate"],
        "access_yes": item.get("yes", []),
        "access_no": item.get("no", []),
        "hours": _hours(item, plan),
    }


def _hours(item: files.VenuePlan, plan: files.VenuesFile) -> Hours:
    """Known for some places and approximate for all of those; for the others nothing is known."""
    if "hours" not in item:
        return UNKNOWN
    ordinary, school_holidays = plan["hours"][item["hours"]]
    return {
        "opening_hours": ordinary,
        "opening_hours_school_holidays": school_holidays,
        "opening_hours_source": plan["hours_source"],
        "opening_hours_approximate": True,
    }


def _same(venue: Venue, fields: VenueFields) -> bool:
    return all(getattr(venue, name) == value for name, value in columns_of(fields).items())
