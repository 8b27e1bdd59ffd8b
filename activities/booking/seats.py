"""How many seats a session has, and which of them are kept back."""

import datetime

from django.db import transaction
from django.utils import timezone

from activities.booking.refusals import Refusal, Refused
from activities.booking.row import locked
from activities.errors import CapacityBelowTaken, SessionOver
from activities.models import Activity, Session, SetAside, rules_of
from people.actors import Actor
from people.audit import record
from people.permissions import require


@transaction.atomic
def change_capacity(*, session: Session, capacity: int, by: Actor) -> Session:
    """Give a session more or fewer seats; new ones go to the queue first.

    From then on it no longer follows its schedule. Raises CapacityBelowTaken when more seats
    than that are promised, SessionOver afterwards.
    """
    with locked(session.pk) as row:
        require(by, "session.write", on=row)
        if row.ends_at <= timezone.now():
            raise SessionOver
        if capacity < row.taken:
            raise CapacityBelowTaken(row)
        before, row.capacity, row.by_hand = row.capacity, capacity, True
        row.save(update_fields=["by_hand"])
        record(by=by, deed="session.write", on=row, detail={"capacity": [before, capacity]})
    return row


@transaction.atomic
def set_seats_aside(
    *, session: Session, seats: int, purpose: str, until: datetime.datetime, by: Actor
) -> SetAside:
    """Keep free seats back for drop-in or a partner, until a moment before the start.

    Raises Refused (DOES_NOT_FIT) when fewer are free, SessionOver when `until` is past or too late.
    """
    with locked(session.pk) as row:
        require(by, "booking.manage", on=row)
        if not timezone.now() < until <= row.starts_at:
            raise SessionOver
        if row.free < seats:
            raise Refused(Refusal.DOES_NOT_FIT)
        made = SetAside.objects.create(session=row, seats=seats, purpose=purpose, until=until)
        row.set_aside += seats
        record(by=by, deed="booking.manage", on=row, detail={"set_aside": seats})
    return made


@transaction.atomic
def release_set_aside(*, set_aside: SetAside, by: Actor) -> SetAside:
    """Give seats that were kept back to everybody, before their hour. Twice changes nothing."""
    with locked(set_aside.session_id) as row:
        require(by, "booking.manage", on=row)
        found = row.set_asides.get(pk=set_aside.pk)
        if found.released_at is None:
            found.released_at = timezone.now()
            found.save(update_fields=["released_at"])
            row.set_aside -= found.seats
            record(by=by, deed="booking.manage", on=row, detail={"set_aside": -found.seats})
    return found


@transaction.atomic
def set_aside_by_rules(*, activity: Activity, by: Actor) -> int:
    """Keep back what the activity's rules say, in its coming sessions; how many sessions.

    Never more than is free, and once per session: what was released stays released.
    """
    require(by, "booking.manage", on=activity)
    rules, now, done = rules_of(activity), timezone.now(), 0
    if not rules.set_aside:
        return done
    before = datetime.timedelta(hours=rules.set_aside_until_hours)
    coming = activity.sessions.filter(starts_at__gt=now + before, status="scheduled")
    for session_id in coming.exclude(set_asides__by_rule=True).values_list("pk", flat=True):
        with locked(session_id) as row:
            seats = min(rules.set_aside, row.free)
            if not seats or row.set_asides.filter(by_rule=True).exists():
                continue
            SetAside.objects.create(
                session=row,
                seats=seats,
                purpose=rules.set_aside_for,
                until=row.starts_at - before,
                by_rule=True,
            )
            row.set_aside += seats
            done += 1
    return done
