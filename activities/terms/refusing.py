"""What a refusal does: an offer that is declined, or that nobody answers in time."""

from activities.models import Application, ApplicationState, Notification, Term, Wish, WishState
from activities.notifying.outbox import tell_applicant
from activities.terms.board import Board

Kind = Notification.Kind
#: From this refusal on, the term's policy counts.
SECOND = 2


def settle(board: Board) -> None:
    """End the offers of a locked term that nobody has answered in time."""
    over = Wish.objects.filter(
        application__term=board.term, state=WishState.OFFERED, expires_at__lte=board.now
    )
    for application_id in over.order_by("pk").values_list("application_id", flat=True):
        application = board.application(application_id)
        refuse(board, application, offer_of(application))
        tell_applicant(Kind.TERM_LOST, application)


def offer_of(application: Application) -> Wish:
    """The wish that is offered now. Raises StopIteration when there is none."""
    return next(one for one in application.wishes.all() if one.state == WishState.OFFERED)


def refuse(board: Board, application: Application, wish: Wish) -> None:
    """Count a refusal. The place goes on; the wish waits for another place to come free.

    From the second refusal on, the term's policy says what becomes of the application.
    """
    board.move(wish, WishState.WAITING)
    wish.resting = True
    wish.save(update_fields=["resting"])
    application.refusals += 1
    if application.refusals >= SECOND:
        _by_policy(board, application)
    board.turn(application, "refusals", "last_place", "state")


def _by_policy(board: Board, application: Application) -> None:
    policy = board.term.second_refusal
    if policy == Term.SecondRefusal.LAST:
        board.term.last_place += 1
        board.term.save(update_fields=["last_place"])
        application.last_place = board.term.last_place
    elif policy == Term.SecondRefusal.LOSES_PLACE:
        leave_queue(board, application)


def leave_queue(board: Board, application: Application) -> None:
    """Wait for nothing any more. A place that one has already stays."""
    wishes = list(application.wishes.all())
    for wish in wishes:
        if wish.state in (WishState.WAITING, WishState.OFFERED):
            board.move(wish, WishState.CLOSED)
    if not any(one.state == WishState.PLACED for one in wishes):
        application.state = ApplicationState.ENDED
