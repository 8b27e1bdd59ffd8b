"""The board: a term whose row is locked, its courses, and every change of a place in them."""

import datetime
import uuid

from django.utils import timezone

from activities.booking.course_seats import fit_courses
from activities.live_bookings import announce_applications
from activities.models import (
    Application,
    ApplicationState,
    Notification,
    Term,
    TermCourse,
    Wish,
    WishState,
)
from activities.notifying.outbox import tell_applicant
from activities.terms.matching import Applicant, match
from activities.terms.order import entry_of, key

Kind = Notification.Kind
_COUNTED = {WishState.OFFERED: "offered", WishState.PLACED: "placed"}


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The moment when a day is over on the municipality's clocks, also in nights they change."""
    zone = timezone.get_default_timezone()
    return datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zone)


class Board:
    """What is changed here is saved and filled by `activities.terms.row.locked_term`."""

    def __init__(self, term: Term, now: datetime.datetime) -> None:
        self.term, self.now = term, now
        self.courses = {one.pk: one for one in term.courses.select_related("activity", "term")}
        self.refit: set[uuid.UUID] = set()
        self.changed: dict[uuid.UUID, Application] = {}

    def application(self, id: uuid.UUID) -> Application:
        """An application of this term as it is now. Raises Application.DoesNotExist."""
        found = self.term.applications.with_people().ranked().get(pk=id)
        return self.changed.setdefault(found.pk, found)

    def move(
        self, wish: Wish, state: WishState, *, expires_at: datetime.datetime | None = None
    ) -> None:
        """Bring a wish to a state, and the counts of its course with it."""
        before, course = WishState(wish.state), self.courses[wish.course_id]
        for one, by in ((before, -1), (state, 1)):
            if one in _COUNTED:
                setattr(course, _COUNTED[one], getattr(course, _COUNTED[one]) + by)
        wish.state, wish.expires_at, wish.resting = state, expires_at, False
        wish.save(update_fields=["state", "expires_at", "resting"])
        if WishState.PLACED in (before, state):
            self.refit.add(course.pk)
        if before is WishState.PLACED:
            self.new_place_in(course)

    def new_place_in(self, course: TermCourse) -> None:
        """Another place than those that were refused: who refused is asked again."""
        Wish.objects.filter(course=course, resting=True).update(resting=False)
        for application in self.changed.values():
            for wish in application.wishes.all():
                wish.resting = wish.resting and wish.course_id != course.pk

    def turn(self, application: Application, *names: str) -> None:
        """Something has become of an application: saved with the fields of these names."""
        application.turn += 1
        application.changed_at = self.now
        application.save(update_fields=["turn", "changed_at", *names])
        self.changed[application.pk] = application

    def offer_until(self) -> datetime.datetime:
        """The end of the last day to answer on: never after the term."""
        last = timezone.localdate(self.now) + datetime.timedelta(days=self.term.answer_days)
        return end_of_day(min(last, self.term.last_date))

    def fill(self) -> None:
        """Offer every free place to the first who wants it, once the draw is made."""
        over = timezone.localdate(self.now) > self.term.last_date
        if self.term.drawn_at is None or over:
            return
        rows = self.in_order()
        standing = [(row, list(row.wishes.all()), _applicant(row)) for row in rows]
        before = [one.offer for _row, _wishes, one in standing]
        match([one for *_rest, one in standing], {pk: one.free for pk, one in self.courses.items()})
        better = [
            (row, wishes, was, one.offer)
            for (row, wishes, one), was in zip(standing, before, strict=True)
            if one.offer != was
        ]
        for _row, wishes, was, _offer in better:
            if was is not None:  # taken back first: the place may be somebody else's offer now
                self.move(wishes[was], WishState.WAITING)
        for row, wishes, _was, offer in better:
            assert offer is not None, "an offer only ever becomes a better one"
            self.move(wishes[offer], WishState.OFFERED, expires_at=self.offer_until())
            self.turn(row)
            tell_applicant(Kind.TERM_OFFERED, row, until=self.offer_until())

    def in_order(self) -> list[Application]:
        """Everybody with something in the term, in queue order, with their wishes."""
        rows = self.term.applications.filter(state=ApplicationState.ACTIVE).with_people()
        rules, seed = self.term.order, self.term.seed
        return sorted(rows.ranked(), key=lambda one: key(rules, seed, entry_of(one)))

    def save(self) -> None:
        """Write the counts; let the sessions of courses have the seats of whom they are now."""
        for course in self.courses.values():
            course.save(update_fields=["places", "offered", "placed"])
        fit_courses(self.courses[pk] for pk in self.refit)
        announce_applications(self.changed.values())


def _applicant(row: Application) -> Applicant[uuid.UUID]:
    """An application as the matching sees it."""
    wishes = list(row.wishes.all())
    states = [one.state for one in wishes]
    return Applicant(
        wishes=[
            None if one.resting or one.state == WishState.CLOSED else one.course_id
            for one in wishes
        ],
        offer=states.index(WishState.OFFERED) if WishState.OFFERED in states else None,
        place=states.index(WishState.PLACED) if WishState.PLACED in states else None,
    )
