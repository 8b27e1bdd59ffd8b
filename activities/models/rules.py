"""Booking rules: what an activity asks of those who book, as data."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity


class BookingRules(models.Model):
    """How one activity is booked. An activity without a row has the defaults below.

    Times "before" count back from the start of the session, in hours.
    """

    class AgeRule(models.TextChoices):
        CALENDAR_YEAR = "calendar_year", _("Den ålder man fyller under året")
        BIRTH_DATE = "birth_date", _("Åldern på dagen")

    class Guardian(models.TextChoices):
        NONE = "none", _("Vårdnadshavare behövs inte")
        INFORMED = "informed", _("Vårdnadshavare får veta")
        MUST_APPROVE = "must_approve", _("Vårdnadshavare måste godkänna")

    class Purpose(models.TextChoices):
        DROP_IN = "drop_in", _("För dem som kommer utan bokning")
        PARTNER = "partner", _("För en samverkanspart")

    activity = models.OneToOneField(
        Activity, on_delete=models.CASCADE, primary_key=True, related_name="rules"
    )
    #: From when: a moment, or so many hours before; null is at once.
    opens_at = models.DateTimeField(null=True, blank=True)
    opens_hours_before = models.PositiveIntegerField(null=True, blank=True)
    closes_hours_before = models.PositiveIntegerField(default=0)
    #: Whether the activity's ages count by birth date or by the year one turns them.
    age_rule = models.CharField(
        max_length=16, choices=AgeRule.choices, default=AgeRule.CALENDAR_YEAR
    )
    #: 0 is förskoleklass, 1-9 compulsory, 10-12 upper secondary school; empty is any.
    school_years = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    #: Residents of these areas (codes, with all below them) come first until a moment.
    resident_areas = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    residents_until = models.DateTimeField(null=True, blank=True)
    #: How many sessions still to come one person may have or wait for; null is no limit.
    limit_per_person = models.PositiveIntegerField(null=True, blank=True)
    #: How many friends may go together, all or none.
    group_size = models.PositiveSmallIntegerField(default=4)
    guardian = models.CharField(max_length=12, choices=Guardian.choices, default=Guardian.NONE)
    #: How long a seat is held for a guardian's answer, and how long an offer stands.
    hold_hours = models.PositiveIntegerField(default=48)
    offer_hours = models.PositiveIntegerField(default=24)
    #: In the last hours a free seat is for all who wait at once: the first to take it gets it.
    open_to_all_hours = models.PositiveIntegerField(default=3)
    #: When it is asked "are you coming?", and when an unanswered seat goes on; null is never.
    remind_hours = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    release_hours = models.PositiveIntegerField(null=True, blank=True)
    #: Seats of each session that are kept back, for whom, and until when.
    set_aside = models.PositiveIntegerField(default=0)
    set_aside_for = models.CharField(max_length=8, choices=Purpose.choices, default=Purpose.DROP_IN)
    set_aside_until_hours = models.PositiveIntegerField(default=0)
    #: The state leisure card may pay for it.
    fritidskortet = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_rules_residents_until",
                condition=Q(resident_areas=[]) | Q(residents_until__isnull=False),
            ),
            models.CheckConstraint(
                name="activities_rules_times_are_something",
                condition=Q(hold_hours__gte=1, offer_hours__gte=1, group_size__gte=1),
            ),
            models.CheckConstraint(
                name="activities_rules_release_after_a_reminder",
                condition=Q(release_hours__isnull=True) | ~Q(remind_hours=[]),
            ),
            models.CheckConstraint(
                name="activities_rules_limit",
                condition=Q(limit_per_person__isnull=True) | Q(limit_per_person__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"rules of {self.activity_id}"


def rules_of(activity: Activity) -> BookingRules:
    """The rules of an activity: its row, or the defaults."""
    try:
        return activity.rules
    except BookingRules.DoesNotExist:
        return BookingRules(activity=activity)
