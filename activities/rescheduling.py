"""What a change of a schedule does to the sessions that are to come: told before, then done.

Nothing that is promised is taken back silently. A session that was set by hand, that somebody has a
seat in, or that is called off stays as it is. One that the schedule no longer means is taken away
if nobody has a seat, and else called off with a reason, so that those who have one are told why.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from activities.booking.calling_off import call_off, forget_ended
from activities.booking.row import locked
from activities.live import announce_seats
from activities.materialising import dates_meant, horizon, session_on
from activities.models import AttendanceRecord, Schedule, ScheduleException, Session
from venues.models import SchoolHoliday

#: What a session takes over from its schedule.
FOLLOWS = ("starts_at", "ends_at", "venue_id", "capacity")


class Effect(StrEnum):
    """What happens to a session."""

    MADE = "made"
    CHANGED = "changed"
    KEPT = "kept"
    REMOVED = "removed"
    CANCELLED = "cancelled"


class Because(StrEnum):
    """Why a session stays as it is, though its schedule means something else now."""

    BY_HAND = "by_hand"
    SEATS_TAKEN = "seats_taken"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class Change:
    """What happens to one session: as it is (None: it is new) and as it is meant (None: not)."""

    effect: Effect
    session: Session | None
    meant: Session | None
    because: Because | None = None

    @property
    def date(self) -> datetime.date:
        """The local date that the schedule meant."""
        one = self.session or self.meant
        if one is None:
            raise AssertionError("a change is of something")
        return one.occurrence_date


def plan(
    schedule: Schedule,
    exceptions: Iterable[ScheduleException],
    *,
    gone: bool = False,
    after: Schedule | None = None,
) -> list[Change]:
    """What the schedule, as it stands in memory, changes of what is to come, by date.

    Locks the sessions, in the order that movers lock them, so that no seat is given away between
    this and `carry_out`. Sessions that have begun are history and are left alone. `gone`: the
    schedule means nothing any more. `after`: it goes on from its first date where that one ends,
    and takes over its sessions.
    """
    now, today = timezone.now(), timezone.localdate()
    known = Session.objects.filter(schedule=(after or schedule).pk).filter(
        Q(starts_at__gt=now) | Q(occurrence_date__gte=today)
    )
    if after is not None:
        known = known.filter(occurrence_date__gte=schedule.first_date)
    rows = list(known.select_for_update(of=("self",)).order_by("pk"))
    last = max([horizon(), *(row.occurrence_date for row in rows)])
    span = (min([today, *(row.occurrence_date for row in rows)]), last)
    holidays = list(SchoolHoliday.objects.between(*span))
    on_dates = [] if gone else dates_meant(schedule, exceptions, holidays, span)
    meant = {date: session_on(schedule, date) for date in on_dates}
    there = {row.occurrence_date for row in rows}
    registered = AttendanceRecord.objects.filter(session__in=rows)
    kept = set(registered.values_list("session_id", flat=True))
    changes = [
        _change(row, meant.get(row.occurrence_date), registered=row.pk in kept)
        for row in rows
        if row.starts_at > now
    ]
    new = [one for date, one in meant.items() if date not in there and one.starts_at > now]
    changes += [Change(Effect.MADE, None, one) for one in new if one.occurrence_date <= horizon()]
    return sorted((change for change in changes if change), key=lambda change: change.date)


def _change(session: Session, meant: Session | None, *, registered: bool) -> Change | None:
    """What happens to a session that is there; None when it is as it is meant.

    One in which attendance is registered is called off, not removed: what was registered stays.
    """
    if meant is None:
        if session.status == Session.Status.CANCELLED:
            return None  # called off already, and still told to those who look for it
        stays = session.asked_for or registered
        return Change(Effect.CANCELLED if stays else Effect.REMOVED, session, None)
    if all(getattr(session, name) == getattr(meant, name) for name in FOLLOWS):
        return None
    because = _fixed(session)
    return Change(Effect.KEPT if because else Effect.CHANGED, session, meant, because)


def _fixed(session: Session) -> Because | None:
    if session.status == Session.Status.CANCELLED:
        return Because.CALLED_OFF
    if session.by_hand:
        return Because.BY_HAND
    return Because.SEATS_TAKEN if session.asked_for else None


def carry_out(changes: Iterable[Change], *, reason: str) -> None:
    """Do what `plan` said, in the caller's transaction. `reason` is shown on what is called off."""
    made, changed, called_off, removed = [], [], [], []
    for change in changes:
        session, meant = change.session, change.meant
        if change.effect is Effect.MADE and meant is not None:
            made.append(meant)
        elif session is None or change.effect is Effect.KEPT:
            continue
        elif change.effect is Effect.REMOVED:
            removed.append(session.pk)
        elif change.effect is Effect.CANCELLED:
            called_off.append(session.pk)
        elif meant is not None:
            for name in FOLLOWS:
                setattr(session, name, getattr(meant, name))
            changed.append(session)
    Session.objects.bulk_create(made)
    Session.objects.bulk_update(changed, [name.removesuffix("_id") for name in FOLLOWS])
    for session_id in called_off:
        with locked(session_id) as row:
            call_off(row, reason)
    forget_ended(removed)
    Session.objects.filter(pk__in=removed).delete()
    for session in changed:
        announce_seats(session)
