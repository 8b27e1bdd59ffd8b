"""Terms: a season of courses that are applied for, drawn, offered and accepted."""

import datetime
import uuid
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.activity import Activity
from activities.models.category import Organiser


class TermQuerySet(models.QuerySet["Term"]):
    def shown(self) -> Self:
        """Those that everybody sees."""
        return self.filter(published_at__isnull=False)

    def unfinished(self, today: datetime.date) -> Self:
        """Those that are not over."""
        return self.filter(last_date__gte=today)


class Term(models.Model):
    """One season of an organiser's courses, with the municipality's rules as data.

    The row is what is locked before a place of any of its courses is given: docs/terms.md.
    """

    class Rule(models.TextChoices):
        """What decides the order of the queue; the first that tells two apart counts."""

        APPLICATION_DATE = "application_date", _("Den som ansökte en tidigare dag")
        NEW_PUPILS = "new_pupils", _("Nya elever först")
        SIBLINGS = "siblings", _("Syskon till elever först")
        LOTTERY = "lottery", _("Lottning")

    class SecondRefusal(models.TextChoices):
        KEEPS_PLACE = "keeps_place", _("Platsen i kön är kvar")
        LAST = "last", _("Sist i kön")
        LOSES_PLACE = "loses_place", _("Ansökan avslutas")

    class Guardian(models.TextChoices):
        NONE = "none", _("Vårdnadshavare behövs inte")
        MUST_APPROVE = "must_approve", _("Vårdnadshavare måste godkänna")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(max_length=120)
    #: The sessions of a course on these local dates, both included, are the term's.
    first_date = models.DateField()
    last_date = models.DateField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    answer_days = models.PositiveSmallIntegerField(default=7)
    order = ArrayField(models.CharField(max_length=16, choices=Rule.choices))
    second_refusal = models.CharField(
        max_length=12, choices=SecondRefusal.choices, default=SecondRefusal.LOSES_PLACE
    )
    #: Who accepts a lower wish stays in the queue for a higher one.
    keeps_higher_wish = models.BooleanField(default=True)
    guardian = models.CharField(max_length=12, choices=Guardian.choices, default=Guardian.NONE)
    published_at = models.DateTimeField(null=True, blank=True)
    #: SHA-256 of the seed as text, published before the window opens; the seed itself is encrypted
    #: until the draw and then open to everybody.
    seed_hash = models.CharField(max_length=64, blank=True)
    seed_encrypted = models.TextField(blank=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True, blank=True)
    #: The public numbers that were in the draw: they stay when an application is erased.
    draw_numbers = ArrayField(models.CharField(max_length=10), default=list)
    #: The last place given out at the end of the queue, to those whom a refusal puts last.
    last_place = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = TermQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organiser", "name"], name="activities_term_name_per_organiser"
            ),
            models.CheckConstraint(
                name="activities_term_dates", condition=Q(last_date__gte=F("first_date"))
            ),
            models.CheckConstraint(
                name="activities_term_window", condition=Q(closes_at__gt=F("opens_at"))
            ),
            models.CheckConstraint(
                name="activities_term_answer_days", condition=Q(answer_days__range=(1, 60))
            ),
            models.CheckConstraint(name="activities_term_ordered", condition=~Q(order=[])),
            models.CheckConstraint(
                name="activities_term_committed_when_published",
                condition=Q(published_at__isnull=True) | ~Q(seed_hash=""),
            ),
            models.CheckConstraint(
                name="activities_term_drawn_with_its_seed",
                condition=Q(drawn_at__isnull=True, seed="")
                | (
                    # Named: a condition that is null is not broken, as PostgreSQL sees it.
                    Q(drawn_at__isnull=False, published_at__isnull=False)
                    & Q(drawn_at__gte=F("closes_at"))
                    & ~Q(seed="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TermCourse(models.Model):
    """A course of a term: so many places, each in all sessions of the term.

    The row carries its counts; only `activities.terms` moves them, with the term's row locked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    term = models.ForeignKey(Term, on_delete=models.CASCADE, related_name="courses")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="term_courses")
    places = models.PositiveIntegerField()
    offered = models.PositiveIntegerField(default=0)
    placed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["term", "activity"], name="activities_termcourse_once_per_term"
            ),
            models.CheckConstraint(
                name="activities_termcourse_some_places", condition=Q(places__gte=1)
            ),
            models.CheckConstraint(
                name="activities_termcourse_places",
                condition=Q(places__gte=F("offered") + F("placed")),
            ),
        ]

    def __str__(self) -> str:
        return f"course {self.pk}"

    @property
    def free(self) -> int:
        """Places that are neither offered nor somebody's."""
        return self.places - self.offered - self.placed
