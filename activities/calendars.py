"""Calendars (RFC 5545, with RFC 7986) of sessions: what people subscribe to.

Every session keeps its UID. SEQUENCE and LAST-MODIFIED come from revisions that the database counts
(`activities.migrations.0003`), so that a change or a cancellation reaches each subscriber. What was
taken away comes once more as cancelled, without a word of what it was, until it would have ended.
Times carry the municipality's zone and its rules: 17:00 stays 17:00 across summer time.
"""

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar, Event, Timezone, vDuration

from activities.materialising import local_zone
from activities.models import Activity, Session
from activities.search import Gone
from venues.languages import best
from venues.models import Venue

#: Sessions in one calendar; a telephone shows more than these to nobody.
MOST: Final = 500
#: How often a calendar may be fetched again: a cancellation is an hour late at most.
REFRESH: Final = datetime.timedelta(hours=1)
DAY: Final = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a calendar is made of. `sessions` come soonest first; `cut`: there are more of them."""

    sessions: Sequence[Session]
    gone: Sequence[Gone]
    cut: bool = False


def calendar(shown: Shown, *, name: str, language: str, page: str) -> bytes:
    """The calendar as it travels: UTF-8, CRLF, folded. `page` is the path where people read more.

    Texts are in `language`; those that do not exist in it say which language they are in.
    """
    with override(language):
        made = _frame(name, language, page, cut=shown.cut)
        for session in shown.sessions:
            made.add_component(_event(session, language))
        for lost in shown.gone:
            made.add_component(_lost(lost))
        if shown.cut:
            made.add_component(_cut(shown.sessions[-1], page))
    if shown.sessions or shown.gone:
        made.subcomponents.insert(0, _zone([*shown.sessions, *shown.gone]))
    travels: bytes = made.to_ical()
    return travels


def _frame(name: str, language: str, page: str, *, cut: bool) -> Calendar:
    made = Calendar.new(
        prodid="-//Nära//nara//SV",
        method="PUBLISH",
        name=name,
        description=_cut_words() if cut else None,
        language=language,
        refresh_interval=REFRESH,
        uid=uuid.uuid5(uuid.NAMESPACE_URL, _address(page)),
        url=_address(page),
    )
    made["REFRESH-INTERVAL"].params["VALUE"] = (
        "DURATION"  # RFC 7986 asks for it; the library forgets
    )
    # What Apple, Google and Microsoft read instead of RFC 7986.
    made["X-WR-CALNAME"] = made["NAME"]
    made.add("X-WR-TIMEZONE", settings.TIME_ZONE)
    made.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    if cut:
        made["X-WR-CALDESC"] = made["DESCRIPTION"]
    return made


def _zone(sessions: Iterable[Session | Gone]) -> Timezone:
    """The zone's rules for the years that the sessions lie in."""
    years = {moment.year for one in sessions for moment in (one.starts_at, one.ends_at)}
    first, last = datetime.date(min(years), 1, 1), datetime.date(max(years) + 1, 1, 1)
    return Timezone.from_tzid(settings.TIME_ZONE, first_date=first, last_date=last)


def _event(session: Session, language: str) -> Event:
    activity, cancelled = session.activity, session.status == Session.Status.CANCELLED
    text = best(activity.texts.all(), language)
    title = text.title if text else ""
    event = _bare(
        session,
        sequence=session.revision + activity.revision,
        changed=max(session.changed_at, activity.changed_at),
        cancelled=cancelled,
    )
    # Many calendars do not show STATUS: the title says it too.
    summary = _("Inställt: {title}").format(title=title) if cancelled else title
    event.add("summary", summary, parameters={"LANGUAGE": text.language if text else language})
    address = _address(f"/sessions/{session.pk}")
    event.add("description", "\n\n".join(_lines(session, text.summary if text else "", address)))
    event.add("location", _location(session.venue))
    event.add("geo", (session.venue.position.y, session.venue.position.x))
    event.add("categories", _categories(activity, language))
    event.add("url", address)
    return event


def _lines(session: Session, summary: str, address: str) -> list[str]:
    """The description: why it is called off, what it is, who arranges it, what is approximate."""
    activity = session.activity
    free = activity.price_sek == 0
    facts = [
        _("Ålder {first}-{last} år.").format(first=activity.age_from, last=activity.age_to),
        _("Gratis.") if free else _("Kostar {price} kr.").format(price=f"{activity.price_sek:g}"),
        _("Arrangör: {name}.").format(name=activity.organiser.name),
    ]
    lines = [summary, " ".join(facts)]
    if session.status == Session.Status.CANCELLED:
        lines.insert(0, _("Inställt: {reason}").format(reason=session.cancelled_reason))
    if session.venue.position_approximate:
        lines.append(_("Platsen på kartan är ungefärlig."))
    return [line for line in [*lines, address] if line]


def _location(venue: Venue) -> str:
    where = ", ".join(part for part in (venue.name, venue.address) if part)
    rough = venue.position_approximate
    return _("{place} (ungefärlig plats)").format(place=where) if rough else where


def _categories(activity: Activity, language: str) -> list[str]:
    name = best(activity.category.names.all(), language)
    return [name.name if name else activity.category.code]


def _lost(gone: Gone) -> Event:
    """A session that was taken away: calendars learn that it is off, and nothing else of it."""
    event = _bare(gone, sequence=gone.revision, changed=gone.changed_at, cancelled=True)
    event.add("summary", _("Inställt: tillfället är borttaget"))
    return event


def _bare(
    session: Session | Gone,
    *,
    sequence: int,
    changed: datetime.datetime,
    cancelled: bool,
) -> Event:
    """What every event has: who it is, when it is, and how new this is."""
    event = Event()
    moment = changed.astimezone(datetime.UTC)
    event.add("uid", str(session.id))
    event.add("dtstart", session.starts_at.astimezone(local_zone()))
    event.add("dtend", session.ends_at.astimezone(local_zone()))
    # Of a published calendar DTSTAMP is when the entry was revised: unchanged, it is the same file.
    event.add("dtstamp", moment)
    event.add("last-modified", moment)
    event.add("sequence", sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # it is on; nobody has promised to come
    return event


def _cut_words() -> str:
    text = _("Kalendern visar de {most} närmaste tillfällena. Det finns fler: sök snävare på Nära.")
    return text.format(most=MOST)


def _cut(last: Session, page: str) -> Event:
    """An all-day note on the last day that is shown: after it, the calendar knows no more."""
    day = last.starts_at.astimezone(local_zone()).date()
    event = Event()
    event.add("uid", f"more-{last.pk}")
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
    event.add("dtstamp", last.changed_at.astimezone(datetime.UTC))
    event.add("summary", _("Fler tillfällen finns på Nära"))
    event.add("description", f"{_cut_words()}\n\n{_address(page)}")
    event.add("url", _address(page))
    event.add("transp", "TRANSPARENT")
    return event


def _address(path: str) -> str:
    return f"{settings.NARA_ORIGIN.rstrip('/')}{path}"
