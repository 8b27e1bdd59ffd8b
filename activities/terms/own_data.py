"""What applications hold about people."""

import datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from activities.models import Application, ApplicationQuerySet, Wish
from activities.terms.answering import withdraw
from people.actors import system
from people.models import Child, User
from people.own_data import expire_rows, remove_rows, rows_of
from people.personal_data import register_personal_data

APPLICATION_FIELDS = (
    "id",
    "term",
    "child",
    "number",
    "state",
    "applied_at",
    "changed_at",
    "new_pupil",
    "sibling",
    "refusals",
    "last_place",
)


def _answered_for(person: User) -> ApplicationQuerySet:
    """The person's own, and those of children whom nobody else answers for."""
    children = Child.objects.of_nobody_but(person)
    return Application.objects.filter(Q(person=person) | Q(child__in=children))


def _erase_applications(person: User) -> int:
    """Places and offers go on to the queue first. The public number in a draw stays: nobody's."""
    for application in _answered_for(person).living():
        withdraw(application=application, by=system("erasing"))
    return remove_rows(_answered_for(person))


def _old_applications(now: datetime.datetime) -> QuerySet[Application]:
    before = now - datetime.timedelta(days=settings.NARA_RETENTION_BOOKING_DAYS)
    return Application.objects.filter(term__last_date__lt=before.date())


def register_applications() -> None:
    """Register what people apply for."""
    register_personal_data(
        Application,
        export=lambda person: rows_of(_answered_for(person), *APPLICATION_FIELDS),
        erase=_erase_applications,
        expire=lambda now, dry_run: expire_rows(_old_applications(now), dry_run),
        kept=f"{settings.NARA_RETENTION_BOOKING_DAYS} days after the term",
    )
    register_personal_data(
        Wish,
        export=lambda person: rows_of(
            Wish.objects.filter(application__in=_answered_for(person)),
            "application",
            "course",
            "rank",
            "state",
            "expires_at",
        ),
        kept="with its application, which takes it along",
    )
