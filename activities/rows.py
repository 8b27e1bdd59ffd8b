"""The rows of the list of sessions: what is asked for most, read in one plain query.

What `SessionSerializer` says, field by field (a test holds one against the other). Through the ORM
the same rows are some two hundred objects in five queries, which costs more than finding them. The
database keeps the plan (`venues.prepared`): making it takes longer than the rows.
"""

import datetime
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from venues.api.photos import Alt, picture_sources
from venues.languages import best
from venues.prepared import prepared

_TEXT: Final = """
LEFT JOIN LATERAL (
    SELECT {columns} FROM {table} AS one WHERE one.{owner}_id = {owner}.id
    ORDER BY one.language = %(language)s DESC, one.language = %(default)s DESC, one.language LIMIT 1
) AS {name} ON true
"""
_PHOTO: Final = """
LEFT JOIN LATERAL (
    SELECT picture.id AS picture, width, height, illustration, photographer, licence,
        (SELECT json_agg(json_build_object('language', language, 'text', text) ORDER BY language)
            FROM venues_picturealt WHERE picture_id = picture.id) AS alts,
        (SELECT json_agg(
            json_build_object('format', format, 'width', width, 'height', height, 'digest', digest)
            ORDER BY format, width)
            FROM venues_picturefile WHERE picture_id = picture.id) AS files
    FROM activities_activityphoto AS placed JOIN venues_picture AS picture
        ON picture.id = placed.picture_id
    WHERE placed.activity_id = activity.id AND placed.position = 0
) AS photo ON true
"""
_OF_A_PICTURE: Final = ("width", "height", "illustration", "photographer", "licence")
_ROWS: Final = (
    """
SELECT session.id, session.starts_at, session.ends_at, session.status, session.cancelled_reason,
    session.capacity, CASE WHEN session.status = 'cancelled' THEN 0
        ELSE session.capacity - booked - held - offered - set_aside END AS free,
    activity.id AS activity, title, summary, words.language AS words_language, age_from, age_to,
    price_sek, mode, languages, category.code AS category, above.code AS above, category.colour,
    category_name.name AS category_name, organiser.id AS organiser,
    organiser.name AS organiser_name, venue.id AS venue, venue.name AS venue_name,
    venue.kind AS venue_kind, public_space, address,
    ST_Y(venue.position) AS lat, ST_X(venue.position) AS lng,
    position_source, position_approximate, access_yes, access_no, area.code AS area, area.version,
    area.kind AS area_kind, area_name.name AS area_name, area_name.language AS area_language,
    picture, width, height, illustration, photographer, licence, alts, files
FROM unnest(%(ids)s::uuid[]) WITH ORDINALITY AS wanted (id, place)
JOIN activities_session AS session ON session.id = wanted.id
JOIN activities_activity AS activity ON activity.id = session.activity_id
JOIN activities_organiser AS organiser ON organiser.id = activity.organiser_id
JOIN activities_category AS category ON category.id = activity.category_id
LEFT JOIN activities_category AS above ON above.id = category.parent_id
JOIN venues_venue AS venue ON venue.id = session.venue_id
LEFT JOIN venues_area AS area ON area.id = venue.area_id
"""
    + _TEXT.format(
        columns="title, summary, language",
        table="activities_activitytext",
        owner="activity",
        name="words",
    )
    + _TEXT.format(
        columns="name", table="activities_categoryname", owner="category", name="category_name"
    )
    + _TEXT.format(
        columns="name, language", table="venues_areaname", owner="area", name="area_name"
    )
    + _PHOTO
    + "ORDER BY place"
)


def session_rows(ids: Sequence[uuid.UUID], language: str) -> list[dict[str, Any]]:
    """The sessions with these ids in this order, in the best language there is; no distances."""
    asked = {"ids": list(ids), "language": language, "default": settings.LANGUAGE_CODE}
    with prepared() as cursor:
        cursor.execute(_ROWS, asked)
        names = [column.name for column in cursor.description or ()]
        found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    return [_row(one, language) for one in found]


def _row(found: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        "id": str(found["id"]),
        "starts_at": _instant(found["starts_at"]),
        "ends_at": _instant(found["ends_at"]),
        "status": found["status"],
        "cancelled_reason": found["cancelled_reason"],
        "distance_m": None,
        "seats": {"capacity": found["capacity"], "free": found["free"]},
        "activity": {**_activity(found), "photo": _photo(found, language)},
        "venue": _venue(found),
    }


def _instant(moment: datetime.datetime) -> str:
    """In local time, as the API writes it."""
    text = timezone.localtime(moment).isoformat()
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def _price(price: Decimal) -> str:
    return f"{price:.2f}"


def _activity(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": str(found["activity"]),
        "title": found["title"] or "",
        "summary": found["summary"] or "",
        "language": found["words_language"] or "",
        "category": {
            "code": found["category"],
            "name": found["category_name"] or found["category"],
            "parent": found["above"],
            "colour": found["colour"],
        },
        "ages": {"from": found["age_from"], "to": found["age_to"]},
        "price_sek": _price(found["price_sek"]),
        "free": found["price_sek"] == 0,
        "mode": found["mode"],
        "languages": found["languages"],
        "organiser": {"id": str(found["organiser"]), "name": found["organiser_name"]},
    }


def _photo(found: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    if found["picture"] is None:
        return None
    alt = best([Alt(**alt) for alt in found["alts"] or ()], language) or Alt("", "")
    address = f"/api/v1/activities/{found['activity']}/photos/{found['picture']}"
    return {
        "id": str(found["picture"]),
        "alt": alt.text,
        "language": alt.language,
        "alts": found["alts"] or [],
        **{name: found[name] for name in _OF_A_PICTURE},
        "sources": picture_sources(address, found["files"] or ()),
    }


def _venue(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": str(found["venue"]),
        "name": found["venue_name"],
        "kind": found["venue_kind"],
        "public_space": found["public_space"],
        "address": found["address"],
        "position": {"lat": found["lat"], "lng": found["lng"]},
        "position_source": found["position_source"],
        "position_approximate": found["position_approximate"],
        "area": _area(found) if found["area"] else None,
        "accessibility": {"yes": found["access_yes"], "no": found["access_no"]},
    }


def _area(found: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": found["area"],
        "version": found["version"],
        "kind": found["area_kind"],
        "name": found["area_name"] or found["area"],
        "language": found["area_language"] or "",
    }
