"""A place in a term's course, as seats: one in each session of the term still to come.

A session of a course keeps as many seats as the course has places: a booking for each child who
has one, and the rest set aside for the course, so that the session's own invariant holds the
promise. `fit_courses` brings sessions to that, whatever has changed: a place, a child, a session.
"""

import uuid
from collections.abc import Iterable, Sequence

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from activities.booking.row import locked
from activities.booking.states import count, remember, turn
from activities.models import (
    ACTIVE,
    Booking,
    CourseSeats,
    Session,
    State,
    TermCourse,
    Wish,
    WishState,
)


def sessions_of(course: TermCourse) -> QuerySet[Session]:
    """The sessions of a course that are still to come and take place."""
    term = course.term
    return Session.objects.filter(
        activity=course.activity_id,
        occurrence_date__range=(term.first_date, term.last_date),
        starts_at__gt=timezone.now(),
        status=Session.Status.SCHEDULED,
    )


def courses_to_fit() -> QuerySet[TermCourse]:
    """Courses of published terms with a session that does not keep seats for them yet."""
    coming = Session.objects.filter(
        activity=OuterRef("activity"),
        occurrence_date__gte=OuterRef("term__first_date"),
        occurrence_date__lte=OuterRef("term__last_date"),
        starts_at__gt=timezone.now(),
        status=Session.Status.SCHEDULED,
        course_seats__isnull=True,
    )
    return TermCourse.objects.filter(Exists(coming), term__published_at__isnull=False)


def fit_courses(courses: Iterable[TermCourse]) -> None:
    """Fit the sessions of courses of one term. The term's row is locked; then each session's is.

    In the order of their ids, as everybody locks several sessions.
    """
    todo = {
        session_id: course
        for course in courses
        for session_id in sessions_of(course).values_list("pk", flat=True)
    }
    placed: dict[uuid.UUID, list[Wish]] = {course.pk: [] for course in todo.values()}
    wishes = Wish.objects.filter(course__in=placed, state=WishState.PLACED).order_by("pk")
    for wish in wishes.select_related("application__person", "application__child"):
        placed[wish.course_id].append(wish)
    for session_id in sorted(todo):
        course = todo[session_id]
        with locked(session_id) as row:
            _take_back(row, course, {one.pk for one in placed[course.pk]})
            _keep(row, course, course.places - len(placed[course.pk]))
            _seat(row, course, placed[course.pk])


def leave_sessions(course: TermCourse) -> None:
    """Keep no seats for a course that is taken out of its term. Nobody has a place in it."""
    for session_id in sessions_of(course).order_by("pk").values_list("pk", flat=True):
        with locked(session_id) as row:
            _keep(row, course, 0)
            CourseSeats.objects.filter(session=row, course=course).delete()


def _take_back(row: Session, course: TermCourse, placed: set[uuid.UUID]) -> None:
    """End the seats of those who no longer have a place."""
    seats = row.bookings.filter(place__course=course, state__in=ACTIVE).with_people()
    for one in seats.exclude(place__in=placed):
        turn(row, one, State.CANCELLED, now=timezone.now())


def _keep(row: Session, course: TermCourse, seats: int) -> None:
    """Set aside so many seats for those who get a place later."""
    kept, _new = CourseSeats.objects.get_or_create(
        session=row, defaults={"course": course, "seats": 0}
    )
    row.set_aside += seats - kept.seats
    kept.course, kept.seats = course, seats
    kept.save(update_fields=["course", "seats"])


def _seat(row: Session, course: TermCourse, placed: Sequence[Wish]) -> None:
    """A booking for each who has a place and never had one here.

    Who has given this one session up stays away. The promise is the course's: where the session
    was made with fewer seats than that, it has more.
    """
    had = set(row.bookings.filter(place__course=course).values_list("place_id", flat=True))
    here = set(row.bookings.active().values_list("person_id", "child_id"))
    now = timezone.now()
    for wish in placed:
        who = wish.application
        if wish.pk in had or (who.person_id, who.child_id) in here:
            continue
        one = Booking(
            session=row,
            person=who.person,
            child=who.child,
            booked_by_id=who.applied_by_id,
            place=wish,
            state=State.BOOKED,
            confirmed_at=now,
            changed_at=now,
            created_at=now,
            price_sek=row.activity.price_sek,
        )
        one.save(force_insert=True)
        count(row, State.BOOKED, 1)
        remember(row, one)
    row.capacity = max(row.capacity, row.taken)
