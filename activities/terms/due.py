"""What the worker does for terms: ends what is over, reminds, seats those who have a place."""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from activities.booking.course_seats import courses_to_fit
from activities.models import Application, Notification, Wish, WishState
from activities.notifying.outbox import tell_applicant
from activities.terms.row import locked_term
from people.actors import Actor
from people.permissions import require

#: So long before an offer ends, whoever has not answered is reminded.
REMIND = datetime.timedelta(days=2)


def settle_terms(*, by: Actor) -> int:
    """Settle every term in which offers are over or new sessions have come; how many.

    Each in a transaction of its own.
    """
    require(by, "term.settle")
    over = Wish.objects.filter(state=WishState.OFFERED, expires_at__lte=timezone.now())
    due = set(over.values_list("application__term_id", flat=True))
    unfitted = list(courses_to_fit().values_list("term_id", "pk"))
    for term_id in sorted(due | {term_id for term_id, _course in unfitted}):
        with locked_term(term_id) as board:
            board.refit |= {course for term, course in unfitted if term == term_id}
    return len(due)


@transaction.atomic
def remind_of_offers(*, by: Actor) -> int:
    """Remind those whose offer ends soon, once per offer; how many."""
    require(by, "term.settle")
    now, kind = timezone.now(), Notification.Kind.TERM_EXPIRING
    told = Notification.objects.filter(application=OuterRef("pk"), kind=kind, turn=OuterRef("turn"))
    soon = Wish.objects.filter(
        application=OuterRef("pk"),
        state=WishState.OFFERED,
        expires_at__range=(now, now + REMIND),
    )
    # A short answering time: who was just offered the place has just been told.
    just_told = now - REMIND / 2
    rows = Application.objects.filter(Exists(soon), ~Exists(told), changed_at__lt=just_told)
    people = list(rows.with_people())
    for one in people:
        tell_applicant(kind, one)
    return len(people)
