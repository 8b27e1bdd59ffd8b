"""An evening for a leader's phone: somebody leads the next booked session, with a roster to tap."""

import datetime

from django.utils import timezone

from activities.attendance.leading import assign_leader, note_extract
from activities.attendance.questions import set_questions
from activities.booking.making import Wish, book
from activities.models import Activity, ReflectionQuestion, RegisterExtract, Session, SessionLeader
from config.example import files
from config.example.people import only_in_the_example
from people.actors import Actor, actor_for
from people.models import User
from people.roles import Role

#: So many guests book; fewer where the ages do not fit.
GUESTS = 6
#: How old they are, so that the session is one for all of them.
AGES = (14, 16)
#: Seats that the roster may not fill: the evening stays open for whoever tries booking.
FREE = 4


def load_evening(*, by: Actor) -> int:
    """Questions, extracts, and the session that the first leader leads next; how many are new.

    Run day by day there is always one to come. Only in the example municipality.
    """
    only_in_the_example()
    plan = files.evening()
    leaders = [one for one in files.people()["people"] if one["role"] == Role.LEADER]
    people = list(User.objects.filter(email__in=[one["email"] for one in leaders]).order_by("pk"))
    if not people:
        return 0
    done = _questions(plan["questions"], by=by)
    done += sum(
        _extract(person, plan["extracts"].get(person.email or ""), by=by) for person in people
    )
    return done + _lead(people[0], by=by)


def _questions(questions: list[dict[str, str]], *, by: Actor) -> int:
    if ReflectionQuestion.objects.exists():
        return 0  # somebody may have chosen others since
    return len(set_questions(questions=questions, by=by))


def _extract(person: User, weeks_ago: int | None, *, by: Actor) -> int:
    if weeks_ago is None or RegisterExtract.objects.filter(person=person).exists():
        return 0
    seen_on = timezone.localdate() - datetime.timedelta(weeks=weeks_ago)
    note_extract(person=person, seen_on=seen_on, by=by)
    return 1


def _lead(person: User, *, by: Actor) -> int:
    """Let them lead the next session that is booked by name, unless they lead one to come."""
    now = timezone.now()
    if SessionLeader.objects.filter(person=person, session__ends_at__gt=now).exists():
        return 0
    coming = Session.objects.filter(
        activity__mode=Activity.Mode.BOOKING,
        activity__age_from__lte=AGES[0],
        activity__age_to__gt=AGES[1],  # also when the year turns before it
        activity__rules=None,
        activity__status=Activity.Status.PUBLISHED,
        status=Session.Status.SCHEDULED,
        starts_at__gt=now,
        capacity__gte=GUESTS + FREE,
    ).order_by("starts_at", "pk")
    session = coming.first()
    if session is None:
        return 0
    assign_leader(session=session, person=person, by=by)
    names = [f"{one['name'].lower()}@unga.example" for one in files.bookings()["guests"]]
    years = [timezone.localdate().year - age for age in AGES]
    guests = User.objects.filter(email__in=names, birth_year__range=sorted(years))
    for guest in guests.order_by("email")[:GUESTS]:
        book(session=session, wish=Wish([guest]), by=actor_for(guest, second_factor=False))
    return 1
