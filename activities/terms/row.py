"""The term's row: locked once, settled, changed, filled, saved, told."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from activities.models import Term
from activities.terms.board import Board
from activities.terms.refusing import settle


def lock_term(term_id: uuid.UUID) -> Term:
    """The row as it is now, and nobody else's until the transaction ends."""
    return Term.objects.select_for_update(of=("self",)).select_related("organiser").get(pk=term_id)


@contextmanager
def locked_term(term_id: uuid.UUID) -> Iterator[Board]:
    """A term whose places may be changed in the body; one transaction with the body.

    Before it, offers that are over are ended; after it, free places go to the queue. An exception
    in the body undoes all of it.
    """
    with transaction.atomic():
        board = Board(lock_term(term_id), timezone.now())
        settle(board)
        yield board
        board.fill()
        board.save()
