"""Setting a term up: its rules, its courses, and opening it to everybody."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from activities.booking.course_seats import leave_sessions
from activities.booking.refusals import Refusal, Refused
from activities.models import Activity, Organiser, Term, TermCourse, Wish
from activities.terms.order import hash_of_seed, new_seed
from activities.terms.row import lock_term, locked_term
from people.actors import Actor
from people.audit import record
from people.encryption import encrypt
from people.permissions import require


@transaction.atomic
def create_term(*, organiser: Organiser, fields: Mapping[str, Any], by: Actor) -> Term:
    """Make a term that only those see who coordinate the organiser's courses."""
    require(by, "term.write", on=organiser)
    term = Term.objects.create(organiser=organiser, **fields)
    record(by=by, deed="term.write", on=term)
    return term


@transaction.atomic
def edit_term(*, term: Term, fields: Mapping[str, Any], by: Actor) -> Term:
    """Change a term that is not published. Raises Refused (TERM_PUBLISHED)."""
    row = lock_term(term.pk)
    require(by, "term.write", on=row)
    if row.published_at is not None:
        raise Refused(Refusal.TERM_PUBLISHED)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
    record(by=by, deed="term.write", on=row, detail={"changed": sorted(fields)})
    return row


@transaction.atomic
def publish_term(*, term: Term, by: Actor) -> Term:
    """Show a term to everybody, and bind the lottery: the seed is drawn, its hash published.

    From then on the rules stay as they are. Raises Refused (TERM_PUBLISHED, NOTHING_TO_APPLY_FOR,
    WINDOW_PAST when the window has opened already: the hash comes before the first application).
    """
    with locked_term(term.pk) as board:
        row = board.term
        require(by, "term.write", on=row)
        if row.published_at is not None:
            raise Refused(Refusal.TERM_PUBLISHED)
        if not board.courses:
            raise Refused(Refusal.NOTHING_TO_APPLY_FOR)
        if row.opens_at <= board.now:
            raise Refused(Refusal.WINDOW_PAST)
        seed = new_seed()
        row.published_at, row.seed_hash = board.now, hash_of_seed(seed)
        row.seed_encrypted = encrypt(seed)
        row.save(update_fields=["published_at", "seed_hash", "seed_encrypted"])
        board.refit |= set(board.courses)
        record(by=by, deed="term.write", on=row, detail={"published": row.seed_hash})
    return row


@transaction.atomic
def add_course(*, term: Term, activity: Activity, places: int, by: Actor) -> TermCourse:
    """Let an activity be one of a term's courses. Raises Refused.

    TERM_PUBLISHED: what can be applied for is settled. NOT_A_TERM_COURSE. IN_ANOTHER_TERM: it is
    in one already whose dates are partly the same.
    """
    row = lock_term(term.pk)
    require(by, "term.write", on=row)
    if row.published_at is not None:
        raise Refused(Refusal.TERM_PUBLISHED)
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    require(by, "activity.write", on=locked)
    if locked.mode != Activity.Mode.TERM_COURSE:
        raise Refused(Refusal.NOT_A_TERM_COURSE)
    same_dates = Term.objects.filter(
        courses__activity=locked, first_date__lte=row.last_date, last_date__gte=row.first_date
    )
    if same_dates.exists():
        raise Refused(Refusal.IN_ANOTHER_TERM)
    made = TermCourse.objects.create(term=row, activity=locked, places=places)
    record(by=by, deed="term.write", on=row, detail={"course": str(made.pk), "places": places})
    return made


@transaction.atomic
def change_places(*, course: TermCourse, places: int, by: Actor) -> TermCourse:
    """Give a course more or fewer places; new ones go to the queue first.

    Raises Refused (PLACES_PROMISED) when more than that are offered or somebody's.
    """
    with locked_term(course.term_id) as board:
        require(by, "term.write", on=board.term)
        row = board.courses[course.pk]
        if places < row.offered + row.placed:
            raise Refused(Refusal.PLACES_PROMISED)
        if places > row.places:
            board.new_place_in(row)
        row.places = places
        if board.term.published_at is not None:
            board.refit.add(row.pk)
        detail = {"course": str(row.pk), "places": places}
        record(by=by, deed="term.write", on=board.term, detail=detail)
    return row


@transaction.atomic
def remove_course(*, course: TermCourse, by: Actor) -> None:
    """Take a course out of a term. Raises Refused (COURSE_WISHED_FOR)."""
    with locked_term(course.term_id) as board:
        require(by, "term.write", on=board.term)
        row = board.courses[course.pk]
        if Wish.objects.filter(course=row).exists():
            raise Refused(Refusal.COURSE_WISHED_FOR)
        leave_sessions(row)
        del board.courses[row.pk]
        row.delete()
        record(by=by, deed="term.write", on=board.term, detail={"removed": str(course.pk)})
