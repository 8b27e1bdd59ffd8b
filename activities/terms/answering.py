"""What people do with their application: take an offer or not, take it back; a guardian answers."""

import uuid

from django.db import transaction

from activities.booking.guardians import answered, check_answerable, request_behind
from activities.booking.refusals import Refusal, Refused
from activities.models import (
    LIVING,
    Application,
    ApplicationState,
    Notification,
    Wish,
    WishState,
)
from activities.notifying.outbox import tell_applicant
from activities.terms.applying import own
from activities.terms.board import Board
from activities.terms.refusing import leave_queue, refuse
from activities.terms.row import locked_term
from people.actors import Actor, system
from people.audit import record
from people.permissions import require

Kind = Notification.Kind


def _offered(application: Application, wish_id: uuid.UUID) -> Wish:
    """The wish that is offered, if it is the one that is answered. Raises Refused (OFFER_GONE).

    A better offer may have taken its place while somebody looked at the page.
    """
    for one in application.wishes.all():
        if one.pk == wish_id and one.state == WishState.OFFERED:
            return one
    raise Refused(Refusal.OFFER_GONE)


@transaction.atomic
def accept_offer(*, application: Application, wish: uuid.UUID, by: Actor) -> Application:
    """Take the place that is offered, in all sessions of the term. Raises Refused (OFFER_GONE).

    Lower wishes end, and so do the higher ones where the term says so. A place one had before
    goes on to the next.
    """
    require(by, "term.apply")
    with locked_term(application.term_id) as board:
        mine = own(board, application.pk, by)
        _take(board, mine, _offered(mine, wish))
        tell_applicant(Kind.TERM_PLACED, mine)
    return mine


def _take(board: Board, mine: Application, wish: Wish) -> None:
    """Turn a wish into the place of the application."""
    others = [one for one in mine.wishes.all() if one.pk != wish.pk]
    for one in others:
        lower = one.rank > wish.rank or not board.term.keeps_higher_wish
        if one.state != WishState.CLOSED and (lower or one.state == WishState.PLACED):
            board.move(one, WishState.CLOSED)
    board.move(wish, WishState.PLACED)
    board.turn(mine)


@transaction.atomic
def decline_offer(*, application: Application, wish: uuid.UUID, by: Actor) -> Application:
    """Say no to the place that is offered: it goes on at once. Raises Refused (OFFER_GONE)."""
    require(by, "term.apply")
    with locked_term(application.term_id) as board:
        mine = own(board, application.pk, by)
        refuse(board, mine, _offered(mine, wish))
    return mine


@transaction.atomic
def withdraw(*, application: Application, by: Actor) -> Application:
    """Take the application back: the queue, an offer and the place too. Raises Refused."""
    require(by, "term.apply")
    with locked_term(application.term_id) as board:
        mine = own(board, application.pk, by)
        _end(board, mine)
    return mine


def _end(board: Board, application: Application) -> None:
    if application.state not in LIVING:
        raise Refused(Refusal.NO_APPLICATION)
    for one in application.wishes.all():
        if one.state != WishState.CLOSED:
            board.move(one, WishState.CLOSED)
    application.state = ApplicationState.WITHDRAWN
    board.turn(application, "state")


@transaction.atomic
def remove_application(*, application: Application, message: str, by: Actor) -> Application:
    """End somebody's application, and tell them why. Raises Refused (NO_APPLICATION)."""
    with locked_term(application.term_id) as board:
        require(by, "term.manage", on=board.term)
        row = board.application(application.pk)
        _end(board, row)
        tell_applicant(Kind.TERM_ENDED, row, message=message)
        record(by=by, deed="term.manage", on=row, detail={"removed": True})
    return row


@transaction.atomic
def place(*, application: Application, wish: uuid.UUID, by: Actor) -> Application:
    """Give somebody a free place that they wish for, before their turn. The coordinator decides.

    What they have, or are offered, goes on. Raises Refused (NOT_DRAWN, NO_FREE_PLACE,
    NO_APPLICATION).
    """
    with locked_term(application.term_id) as board:
        require(by, "term.manage", on=board.term)
        if board.term.drawn_at is None:
            raise Refused(Refusal.NOT_DRAWN)
        row = board.application(application.pk)
        wanted = next((one for one in row.wishes.all() if one.pk == wish), None)
        if wanted is None or row.state != ApplicationState.ACTIVE:
            raise Refused(Refusal.NO_APPLICATION)
        if wanted.state == WishState.PLACED:
            return row
        if wanted.state != WishState.OFFERED and board.courses[wanted.course_id].free < 1:
            raise Refused(Refusal.NO_FREE_PLACE)
        for one in row.wishes.all():
            if one.state == WishState.OFFERED and one.pk != wish:
                board.move(one, WishState.WAITING)
        _take(board, row, wanted)
        tell_applicant(Kind.TERM_PLACED, row)
        record(by=by, deed="term.manage", on=row, detail={"placed": str(wanted.course_id)})
    return row


@transaction.atomic
def answer_application(*, token: str, approve: bool, by: Actor) -> Application:
    """A guardian approves or declines an application from a link. Raises Refused (LINK_...)."""
    require(by, "booking.answer_link")
    about = request_behind(token).application
    if about is None:
        raise Refused(Refusal.LINK_UNKNOWN)
    with locked_term(about.term_id) as board:
        request = request_behind(token)  # read again: the row is ours now
        check_answerable(request)
        if board.now >= board.term.closes_at:
            raise Refused(Refusal.LINK_EXPIRED)
        mine = board.application(about.pk)
        if approve:
            mine.state = ApplicationState.ACTIVE
        else:
            leave_queue(board, mine)
            mine.state = ApplicationState.DECLINED
        board.turn(mine, "state")
        tell_applicant(Kind.TERM_APPLIED if approve else Kind.TERM_DECLINED, mine)
        answered(request)
        detail = {"approved": approve}
        record(by=system("guardian link"), deed="booking.answer_link", on=mine, detail=detail)
    return mine
