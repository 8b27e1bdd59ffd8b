"""How a person wants to be told: which ways for which kinds of message, and when never."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from activities.models.notification import Notification
from people.models import User

Channel, Kind = Notification.Channel, Notification.Kind


class Topic(models.TextChoices):
    """What a message is about, as people choose by it."""

    RECEIPTS = "receipts"
    REMINDERS = "reminders"
    OFFERS = "offers"
    CHANGES = "changes"


#: Kinds of each topic; every other kind tells of something that has changed.
_TOPICS = {
    Kind.BOOKED: Topic.RECEIPTS,
    Kind.HELD: Topic.RECEIPTS,
    Kind.WAITING: Topic.RECEIPTS,
    Kind.CANCELLED: Topic.RECEIPTS,
    Kind.REMINDER: Topic.REMINDERS,
    Kind.TERM_APPLIED: Topic.RECEIPTS,
    Kind.TERM_HELD: Topic.RECEIPTS,
    Kind.TERM_PLACED: Topic.RECEIPTS,
    Kind.OFFERED: Topic.OFFERS,
    Kind.TERM_OFFERED: Topic.OFFERS,
    Kind.TERM_EXPIRING: Topic.OFFERS,
    Kind.SEATS_OPEN: Topic.OFFERS,
}
#: Never switched off: an offer that nobody hears of goes on, and nobody stands at a closed door.
REQUIRED = frozenset({Topic.OFFERS, Topic.CHANGES})


def topic_of(kind: str) -> Topic:
    """The topic of a kind of message."""
    return _TOPICS.get(Kind(kind), Topic.CHANGES)


def _ways() -> ArrayField:  # type: ignore[type-arg]
    return ArrayField(models.CharField(max_length=8, choices=Channel.choices))


class NoticeChoices(models.Model):
    """One person's choices. Without a row: by e-mail, or SMS to those who have only a number.

    `quiet_from` and `quiet_until` are hours of the day in the municipality's zone; both the same:
    no quiet hours; both empty: those of the municipality.
    """

    person = models.OneToOneField(
        User, primary_key=True, on_delete=models.CASCADE, related_name="notice_choices"
    )
    receipts = _ways()
    reminders = _ways()
    offers = _ways()
    changes = _ways()
    quiet_from = models.PositiveSmallIntegerField(null=True, blank=True)
    quiet_until = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_noticechoices_known_ways",
                condition=Q(
                    *(Q(**{f"{topic}__contained_by": Channel.values}) for topic in Topic.values)
                ),
            ),
            models.CheckConstraint(
                name="activities_noticechoices_required",
                condition=Q(offers__len__gt=0, changes__len__gt=0),
            ),
            models.CheckConstraint(
                name="activities_noticechoices_quiet_hours",
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | Q(
                    quiet_from__isnull=False,
                    quiet_until__isnull=False,
                    quiet_from__range=(0, 23),
                    quiet_until__range=(0, 23),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"notice choices of person {self.person_id}"

    def ways(self, topic: Topic) -> list[str]:
        """The chosen channels of a topic; may be empty."""
        chosen: list[str] = getattr(self, topic)
        return chosen
