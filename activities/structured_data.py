"""Sessions and activities as schema.org sees them, made from what the API answers.

Search engines and calendars read these (JSON-LD). Sources: schema.org/Event, schema.org/Schedule
and schema.org/Place. Rows are those of `activities.api.serializers`.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

CONTEXT = "https://schema.org"
Row = Mapping[str, Any]
STATUS = {"scheduled": "EventScheduled", "cancelled": "EventCancelled"}
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def place_of(venue: Row) -> dict[str, Any]:
    """A venue as a Place. The position says so when it is approximate by being left out."""
    place: dict[str, Any] = {"@type": "Place", "name": venue["name"]}
    area = venue["area"]
    place["address"] = {
        "@type": "PostalAddress",
        "streetAddress": venue["address"],
        "addressLocality": area["name"] if area else "",
        "addressCountry": "SE",
    }
    if not venue["position_approximate"]:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": venue["position"]["lat"],
            "longitude": venue["position"]["lng"],
        }
    return place


def _offer(activity: Row, url: str, *, full: bool) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "price": str(Decimal(activity["price_sek"])),
        "priceCurrency": "SEK",
        "availability": f"{CONTEXT}/{'SoldOut' if full else 'InStock'}",
        "url": url,
    }


def _offered(activity: Row, url: str, *, full: bool) -> dict[str, Any]:
    """What a session and a series of them say alike: what, for whom, by whom, for how much."""
    ages = activity["ages"]
    return {
        "name": activity["title"],
        "description": activity.get("description") or activity["summary"],
        "url": url,
        "inLanguage": activity["languages"],
        "isAccessibleForFree": activity["free"],
        "typicalAgeRange": f"{ages['from']}-{ages['to']}",
        "audience": {
            "@type": "PeopleAudience",
            "suggestedMinAge": ages["from"],
            "suggestedMaxAge": ages["to"],
        },
        "organizer": {"@type": "Organization", "name": activity["organiser"]["name"]},
        "offers": _offer(activity, url, full=full),
    }


def _status(session: Row) -> dict[str, Any]:
    """Whether it takes place, and from when it was moved: the start before the first move told."""
    told = [
        change["before"]
        for change in session.get("changes", ())
        if change["kind"] == "time" and change["session"] == session["id"]
    ]
    status = STATUS[session["status"]]
    if not told:
        return {"eventStatus": f"{CONTEXT}/{status}"}
    moved = status if session["status"] == "cancelled" else "EventRescheduled"
    return {"eventStatus": f"{CONTEXT}/{moved}", "previousStartDate": told[-1]}


def event_of(session: Row, origin: str) -> dict[str, Any]:
    """A session as an Event; `origin` is put before our own addresses."""
    activity = {**session["activity"], "description": session.get("description", "")}
    booked = activity["mode"] != "drop_in"
    full = booked and session["seats"]["free"] == 0
    return {
        "@type": "Event",
        **_offered(activity, f"{origin}/sessions/{session['id']}", full=full),
        "startDate": session["starts_at"],
        "endDate": session["ends_at"],
        **_status(session),
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": place_of(session["venue"]),
        "maximumAttendeeCapacity": session["seats"]["capacity"],
        "remainingAttendeeCapacity": session["seats"]["free"],
        "superEvent": {"@type": "EventSeries", "url": f"{origin}/activities/{activity['id']}"},
    }


def _schedule(one: Row, time_zone: str) -> dict[str, Any]:
    """A plainly weekly schedule. Dates that fall away or are added stand in its sessions alone."""
    schedule = {
        "@type": "Schedule",
        "byDay": f"{CONTEXT}/{WEEKDAYS[one['weekday'] - 1]}",
        "startTime": one["starts"],
        "endTime": one["ends"],
        "startDate": one["first_date"],
        "endDate": one["last_date"],
        "repeatFrequency": "P1W",
        "scheduleTimezone": time_zone,
    }
    return {name: value for name, value in schedule.items() if value is not None}


def series_of(
    activity: Row, sessions: Iterable[Row], origin: str, *, time_zone: str
) -> dict[str, Any]:
    """An activity as a series, with its weekly times and its next sessions."""
    url = f"{origin}/activities/{activity['id']}"
    coming = [event_of(session, origin) for session in sessions]
    series: dict[str, Any] = {
        "@type": "EventSeries",
        **_offered(activity, url, full=False),
        "eventSchedule": [
            _schedule(one, time_zone) for one in activity["schedules"] if one["weekday"]
        ],
        "subEvent": coming,
    }
    if coming:
        series |= {"startDate": coming[0]["startDate"], "location": coming[0]["location"]}
    return series


def list_of(sessions: Iterable[Row], origin: str, *, name: str) -> dict[str, Any]:
    """A list of sessions, in its order; each is told in full on its own page."""
    return {
        "@type": "ItemList",
        "name": name,
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": position,
                "name": session["activity"]["title"],
                "url": f"{origin}/sessions/{session['id']}",
            }
            for position, session in enumerate(sessions, start=1)
        ],
    }
