"""The draw: the seed is revealed, the queue has its order, and the first offers are made."""

from django.db import transaction

from activities.booking.refusals import Refusal, Refused
from activities.models import (
    ApplicationState,
    GuardianRequest,
    Notification,
    Term,
    WishState,
)
from activities.notifying.outbox import tell_applicant
from activities.terms.board import Board
from activities.terms.refusing import leave_queue
from activities.terms.row import locked_term
from people.actors import Actor
from people.audit import record
from people.encryption import decrypt
from people.permissions import require

Kind = Notification.Kind


@transaction.atomic
def draw(*, term: Term, by: Actor) -> Term:
    """Draw the lottery and make the first offers, once. Raises Refused.

    NOT_SHOWN: the term is not published. WINDOW_OPEN: one can still apply. ALREADY_DRAWN.
    What no guardian has answered by now has ended.
    """
    with locked_term(term.pk) as board:
        row = board.term
        require(by, "term.manage", on=row)
        if row.published_at is None:
            raise Refused(Refusal.NOT_SHOWN)
        if row.drawn_at is not None:
            raise Refused(Refusal.ALREADY_DRAWN)
        if row.closes_at > board.now:
            raise Refused(Refusal.WINDOW_OPEN)
        _end_unanswered(board)
        row.drawn_at, row.seed, row.seed_encrypted = board.now, decrypt(row.seed_encrypted), ""
        row.draw_numbers = numbers_of(row)
        row.save(update_fields=["drawn_at", "seed", "seed_encrypted", "draw_numbers"])
        board.fill()
        _tell_who_waits(board)
        record(by=by, deed="term.manage", on=row, detail={"drawn": row.seed})
    return row


def numbers_of(term: Term) -> list[str]:
    """The public numbers of the applications that are in the draw, in their own order."""
    taking_part = term.applications.filter(state=ApplicationState.ACTIVE)
    return list(taking_part.order_by("number").values_list("number", flat=True))


def _end_unanswered(board: Board) -> None:
    """Applications that still wait for a guardian end, and how to reach one is forgotten."""
    for one in board.term.applications.filter(state=ApplicationState.HELD):
        application = board.application(one.pk)
        leave_queue(board, application)
        board.turn(application, "state")
        tell_applicant(Kind.TERM_ENDED, application)
    answered = GuardianRequest.objects.filter(application__term=board.term)
    answered.update(contact_encrypted="")


def _tell_who_waits(board: Board) -> None:
    for one in board.in_order():
        if not any(wish.state == WishState.OFFERED for wish in one.wishes.all()):
            tell_applicant(Kind.TERM_QUEUED, one)
