"""Who may book what, and when: the rules of an activity, held against a person. Takes no lock."""

import datetime
import uuid
from collections.abc import Sequence

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from activities.booking.ages import check_age, is_of_age
from activities.booking.refusals import Refusal, Refused
from activities.models import Activity, Booking, BookingRules, Session
from people.models import Child, User
from venues.models import Area

Participant = User | Child


def check_open(session: Session, rules: BookingRules, now: datetime.datetime) -> None:
    """Raise Refused unless the session can be booked at this moment, by anybody."""
    hours = datetime.timedelta(hours=1)
    if session.activity.mode == Activity.Mode.DROP_IN:
        raise Refused(Refusal.NOT_BOOKABLE)
    if session.activity.mode == Activity.Mode.TERM_COURSE:
        raise Refused(Refusal.TERM_COURSE)
    if session.activity.status != Activity.Status.PUBLISHED:
        raise Refused(Refusal.NOT_SHOWN)
    check_running(session, now)
    if rules.opens_at is not None and now < rules.opens_at:
        raise Refused(Refusal.NOT_OPEN_YET)
    before = rules.opens_hours_before
    if before is not None and now < session.starts_at - before * hours:
        raise Refused(Refusal.NOT_OPEN_YET)
    if now >= session.starts_at - rules.closes_hours_before * hours:
        raise Refused(Refusal.CLOSED)


def check_running(session: Session, now: datetime.datetime) -> None:
    """Raise Refused for a session that is called off or has begun."""
    if session.status == Session.Status.CANCELLED:
        raise Refused(Refusal.SESSION_CANCELLED)
    if session.starts_at <= now:
        raise Refused(Refusal.SESSION_STARTED)


def check_participants(
    session: Session, rules: BookingRules, participants: Sequence[Participant]
) -> None:
    """Raise Refused unless each of them may take part, and so many together."""
    if len(participants) > rules.group_size:
        raise Refused(Refusal.GROUP_TOO_LARGE)
    day = timezone.localdate(session.starts_at)
    for who in participants:
        check_age(who, session.activity, rules, day)


def eligible_from(
    rules: BookingRules, participants: Sequence[Participant], now: datetime.datetime
) -> datetime.datetime | None:
    """When they may have seats: None for at once, later while residents come first."""
    until = rules.residents_until
    if not rules.resident_areas or until is None or until <= now:
        return None
    at_home = all(_lives_in(who.home_area_code, rules.resident_areas) for who in participants)
    return None if at_home else until


def _lives_in(home: str, areas: Sequence[str]) -> bool:
    """Whether the area `home` is one of these or lies below one, in its newest version."""
    if home in areas:
        return True
    lives = Area.objects.with_code(home).order_by("-version").first() if home else None
    return lives is not None and Area.objects.filter(pk__in=lives.lineage, code__in=areas).exists()


def needs_guardian(
    rules: BookingRules, participant: Participant, day: datetime.date
) -> BookingRules.Guardian:
    """What the guardian of a participant who books alone has to do with it. From 18: nothing."""
    if isinstance(participant, Child) or is_of_age(participant, day):
        return BookingRules.Guardian.NONE
    return BookingRules.Guardian(rules.guardian)


def bookings_of(participant: Participant) -> QuerySet[Booking]:
    """Everything that is still something, for one participant."""
    mine = Q(child=participant) if isinstance(participant, Child) else Q(person=participant)
    return Booking.objects.active().filter(mine)


def check_not_yet_here(row: Session, participants: Sequence[Participant]) -> None:
    """Raise Refused for who has a place in this session already. Its row is locked."""
    ids = [one.pk for one in participants]
    here = row.bookings.active().filter(Q(person__in=ids) | Q(child__in=ids))
    if here.exists():
        raise Refused(Refusal.ALREADY_BOOKED)


def check_limit(session: Session, rules: BookingRules, participants: Sequence[Participant]) -> None:
    """Raise Refused for who has as many sessions still to come as one may have.

    Two requests of one person for different sessions wait for each other here: they lock
    different rows.
    """
    if rules.limit_per_person is None:
        return
    for who in sorted(participants, key=lambda one: one.pk):
        _one_at_a_time(who.pk)
        coming = bookings_of(who).filter(
            session__activity=session.activity, session__starts_at__gt=timezone.now()
        )
        if coming.count() >= rules.limit_per_person:
            raise Refused(Refusal.LIMIT_REACHED)


def _one_at_a_time(participant: uuid.UUID) -> None:
    """Wait for other requests of the same person; until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(participant)])


def overlapping(booking: Booking) -> QuerySet[Booking]:
    """The participant's other bookings at the same time: worth a warning, not a refusal."""
    session = booking.session
    return (
        bookings_of(booking.participant)
        .filter(session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at)
        .exclude(session=session)
    )
