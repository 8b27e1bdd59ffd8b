"""Applying to a term: for oneself or for one's child, with up to three ranked wishes."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from activities.booking.ages import check_age, is_of_age
from activities.booking.eligibility import Participant
from activities.booking.refusals import Refusal, Refused
from activities.models import (
    WISHES,
    Activity,
    Application,
    ApplicationState,
    GuardianRequest,
    Notification,
    Term,
    TermCourse,
    Wish,
    WishState,
    rules_of,
)
from activities.notifying.outbox import ask_guardian_of_applicant, tell_applicant
from activities.terms.board import Board
from activities.terms.row import locked_term
from people.actors import Actor
from people.encryption import encrypt
from people.errors import NotPermitted
from people.models import Child
from people.permissions import require

Kind = Notification.Kind


@transaction.atomic
def apply(
    *,
    term: Term,
    participant: Participant,
    courses: Sequence[TermCourse],
    new_pupil: bool,
    contact: str = "",
    by: Actor,
) -> Application:
    """Apply for a participant: oneself, or one's child. `courses` are the wishes, the best first.

    `contact` is how a guardian is reached who has to approve. Raises Refused: NOT_SHOWN,
    APPLICATIONS_NOT_OPEN, APPLICATIONS_CLOSED, TOO_MANY_WISHES, ALREADY_APPLIED,
    GUARDIAN_CONTACT_NEEDED, and what `check_age` raises.
    """
    require(by, "term.apply")
    _check_theirs(participant, by)
    with locked_term(term.pk) as board:
        _check_window(board)
        _check_wishes(board, participant, courses)
        if _theirs(participant, board.term).exists():
            raise Refused(Refusal.ALREADY_APPLIED)
        held = _must_approve(board.term, participant)
        if held and not contact:
            raise Refused(Refusal.GUARDIAN_CONTACT_NEEDED)
        application = Application.objects.create(
            term=board.term,
            person=None if isinstance(participant, Child) else participant,
            child=participant if isinstance(participant, Child) else None,
            applied_by=by.person,
            state=ApplicationState.HELD if held else ApplicationState.ACTIVE,
            applied_at=board.now,
            changed_at=board.now,
            new_pupil=new_pupil and not _has_been_here(participant, board.term),
            sibling=_has_sibling_here(participant, board.term),
        )
        _wish(application, courses)
        if held:
            request = GuardianRequest(application=application, contact_encrypted=encrypt(contact))
            request.save()
            ask_guardian_of_applicant(application, contact)
        tell_applicant(Kind.TERM_HELD if held else Kind.TERM_APPLIED, application)
        board.changed[application.pk] = application
    return application


def _check_theirs(participant: Participant, by: Actor) -> None:
    if isinstance(participant, Child):
        assert by.person is not None, "the deed is for those who have logged in"
        if not Child.objects.of(by.person).filter(pk=participant.pk).exists():
            raise Refused(Refusal.NOT_YOUR_CHILD)
    elif participant.pk != by.id:
        raise Refused(Refusal.NOT_YOUR_CHILD)


def _check_window(board: Board) -> None:
    """Raise Refused unless one can apply, and change what one has applied for."""
    if board.term.published_at is None:
        raise Refused(Refusal.NOT_SHOWN)
    if board.now < board.term.opens_at:
        raise Refused(Refusal.APPLICATIONS_NOT_OPEN)
    if board.now >= board.term.closes_at:
        raise Refused(Refusal.APPLICATIONS_CLOSED)


def _check_wishes(board: Board, participant: Participant, courses: Sequence[TermCourse]) -> None:
    ids = [one.pk for one in courses]
    if not 1 <= len(ids) == len(set(ids)) <= WISHES or not set(ids) <= set(board.courses):
        raise Refused(Refusal.TOO_MANY_WISHES)
    for pk in ids:
        activity = board.courses[pk].activity
        if activity.status != Activity.Status.PUBLISHED:
            raise Refused(Refusal.NOT_SHOWN)
        check_age(participant, activity, rules_of(activity), board.term.first_date)


def _must_approve(term: Term, participant: Participant) -> bool:
    """Whether a guardian has to say yes: guardians apply for their children, who is 18 alone."""
    if isinstance(participant, Child) or is_of_age(participant, timezone.localdate()):
        return False
    return term.guardian == Term.Guardian.MUST_APPROVE


def _theirs(participant: Participant, term: Term) -> QuerySet[Application]:
    return term.applications.living().filter(_who(participant))


def _who(participant: Participant) -> Q:
    mine = isinstance(participant, Child)
    return Q(child=participant.pk) if mine else Q(person=participant.pk)


def _earlier(term: Term) -> QuerySet[Wish]:
    """Places in the organiser's earlier terms."""
    return Wish.objects.filter(
        state=WishState.PLACED,
        course__term__organiser=term.organiser_id,
        course__term__first_date__lt=term.first_date,
    )


def _has_been_here(participant: Participant, term: Term) -> bool:
    """Whether they have had a place before: whatever they say of themselves."""
    name = "application__child" if isinstance(participant, Child) else "application__person"
    return _earlier(term).filter(**{name: participant.pk}).exists()


def _has_sibling_here(participant: Participant, term: Term) -> bool:
    """Whether another child of the same guardians has had a place in an earlier term."""
    if not isinstance(participant, Child):
        return False
    guardians = participant.guardianships.values("guardian")
    siblings = Child.objects.filter(guardianships__guardian__in=guardians)
    others = siblings.exclude(pk=participant.pk)
    return _earlier(term).filter(application__child__in=others).exists()


def _wish(application: Application, courses: Sequence[TermCourse]) -> None:
    Wish.objects.bulk_create(
        Wish(application=application, course=course, rank=rank)
        for rank, course in enumerate(courses, start=1)
    )


def own(board: Board, id: uuid.UUID, by: Actor) -> Application:
    """One's own application, or one's child's, under the lock of its term."""
    mine = by.person is not None and Application.objects.of(by.person).filter(pk=id).exists()
    if not mine and not by.system:
        raise NotPermitted
    return board.application(id)


@transaction.atomic
def change_wishes(
    *, application: Application, courses: Sequence[TermCourse], by: Actor
) -> Application:
    """Wish for something else while the window is open. The day of the application stays.

    Raises Refused like `apply`, and NO_APPLICATION when it is over.
    """
    require(by, "term.apply")
    with locked_term(application.term_id) as board:
        mine = own(board, application.pk, by)
        _check_window(board)
        if mine.state not in (ApplicationState.HELD, ApplicationState.ACTIVE):
            raise Refused(Refusal.NO_APPLICATION)
        _check_wishes(board, mine.participant, courses)
        mine.wishes.all().delete()
        _wish(mine, courses)
        board.turn(mine)
    return mine
