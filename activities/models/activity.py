"""Activities: what is offered, and its words."""

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, OuterRef, Prefetch, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.category import Category, Organiser
from activities.models.photo import first_photos
from people.roles import Scope, ScopeKind
from venues.models.plain import finds_words, plain_copy

if TYPE_CHECKING:
    from activities.models.session import SessionQuerySet


#: What is there to be searched, and never shown. For `defer`.
UNREAD = ("words", "document")


class ActivityQuerySet(models.QuerySet["Activity"]):
    def published(self) -> Self:
        return self.filter(status="published")

    def within(self, scopes: Iterable[Scope]) -> Self:
        """Activities made for one of these scopes, or by an organiser or at a venue in one.

        A proposal is where the activity is that it revises.
        """
        ids: dict[str, list[object]] = {}
        owned = Q(pk__in=[])
        for scope in scopes:
            ids.setdefault(scope.kind, []).append(scope.id)
            owned |= Q(owner_kind=scope.kind, owner_id=scope.id)
        if ScopeKind.MUNICIPALITY in ids:
            return self
        return self.filter(
            owned
            | Q(organiser__in=ids.get(ScopeKind.ORGANISER, []))
            | Q(schedules__venue__in=ids.get(ScopeKind.VENUE, []))
            | Q(schedules__venue__area__lineage__overlap=ids.get(ScopeKind.AREA, []))
            | Q(revises__schedules__venue__in=ids.get(ScopeKind.VENUE, []))
            | Q(revises__schedules__venue__area__lineage__overlap=ids.get(ScopeKind.AREA, []))
        ).distinct()

    def for_age(self, age: int) -> Self:
        return self.filter(age_from__lte=age, age_to__gte=age)

    def in_categories(self, codes: Iterable[str]) -> Self:
        """In one of these categories or below one of them."""
        listed = list(codes)
        return self.filter(Q(category__code__in=listed) | Q(category__parent__code__in=listed))

    def free(self) -> Self:
        return self.filter(price_sek=0)

    def costing(self) -> Self:
        return self.filter(price_sek__gt=0)

    def with_details(self) -> Self:
        """All that a list row needs, in a constant number of queries."""
        return self.select_related("category__parent", "organiser").prefetch_related(
            Prefetch("texts", ActivityText.objects.defer(*UNREAD)), "category__names"
        )

    def with_first_photos(self) -> Self:
        """Each with the picture that stands for it, in one further query."""
        return self.prefetch_related(first_photos())

    def with_next_session(self, sessions: "SessionQuerySet") -> Self:
        """With `next_session_id`: the first of `sessions` that is theirs."""
        first = sessions.filter(activity=OuterRef("pk")).order_by("starts_at", "id")
        return self.annotate(next_session_id=Subquery(first.values("pk")[:1]))

    def having_a_next_session(self) -> Self:
        """Only after `with_next_session`."""
        return self.exclude(next_session_id=None)


class Activity(models.Model):
    """Something that is offered. Only published ones are shown."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        IN_REVIEW = "in_review", _("Väntar på granskning")
        PUBLISHED = "published", _("Publicerad")
        ARCHIVED = "archived", _("Arkiverad")

    class Mode(models.TextChoices):
        DROP_IN = "drop_in", _("Öppen verksamhet")
        BOOKING = "booking", _("Bokning")
        TERM_COURSE = "term_course", _("Terminskurs")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    external_id = models.CharField(max_length=80, null=True, blank=True, unique=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="activities")
    organiser = models.ForeignKey(Organiser, on_delete=models.PROTECT, related_name="activities")
    #: The part of the municipality it was made for: whoever coordinates that may write it.
    owner_kind = models.CharField(max_length=20, choices=ScopeKind.choices)
    owner_id = models.UUIDField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    mode = models.CharField(max_length=12, choices=Mode.choices)
    #: Ages welcome, both included, in whole years on the day.
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField()
    price_sek = models.DecimalField(max_digits=7, decimal_places=2, default=0)
    #: Languages that leaders speak, ISO 639-1.
    languages = ArrayField(models.CharField(max_length=8), default=list)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)
    #: How often what a calendar shows of it has changed, and when last; kept by the database.
    revision = models.PositiveIntegerField(default=0, editable=False)
    changed_at = models.DateTimeField(default=timezone.now, editable=False)
    #: Counts every change; whoever writes says which one they saw (`activities.versions`).
    version = models.PositiveIntegerField(default=1)
    #: Why it was sent back; empty once it is sent again. Never about a person.
    review_note = models.CharField(max_length=500, blank=True)
    copied_from = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="copies"
    )

    #: The published activity that this proposes to change (`activities.proposals`).
    revises = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="proposals"
    )

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                name="activities_activity_one_open_proposal",
                fields=["revises"],
                condition=Q(status__in=["draft", "in_review"]),
            ),
            models.CheckConstraint(
                name="activities_activity_proposal_unseen",
                condition=Q(revises=None) | ~Q(status="published"),
            ),
            models.CheckConstraint(
                name="activities_activity_ages",
                condition=Q(age_to__gte=F("age_from")) & Q(age_to__lte=120),
            ),
            models.CheckConstraint(name="activities_activity_price", condition=Q(price_sek__gte=0)),
            models.CheckConstraint(
                name="activities_activity_published_when",
                condition=~Q(status="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="activities_activity_known_status",
                condition=Q(status__in=["draft", "in_review", "published", "archived"]),
            ),
            models.CheckConstraint(name="activities_activity_version", condition=Q(version__gte=1)),
        ]
        indexes: ClassVar = [models.Index(fields=["status", "category"])]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def open_proposal(self) -> "Activity | None":
        """The change that is being written or waits for approval."""
        return self.proposals.filter(status__in=[self.Status.DRAFT, self.Status.IN_REVIEW]).first()


class ActivityText(models.Model):
    """An activity's words in one language, and how far a translation can be trusted."""

    class Origin(models.TextChoices):
        PERSON = "person", _("Skriven av en människa")
        MACHINE = "machine", _("Maskinöversatt")

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=240)
    description = models.TextField(blank=True, max_length=4000)
    origin = models.CharField(max_length=8, choices=Origin.choices, default=Origin.PERSON)
    #: Somebody who knows the language has read it.
    reviewed = models.BooleanField(default=True)
    #: The version of the activity in which these words were last changed.
    version = models.PositiveIntegerField(default=1)
    #: The version whose Swedish words it says; older than the Swedish row's `version`: out of date.
    source_version = models.PositiveIntegerField(default=1)
    words = plain_copy("title", "summary")
    #: Stems by Swedish rules and plain words, in any language; the title weighs A, then B, C.
    document = models.GeneratedField(
        expression=Func("title", "summary", "description", function="nara_document"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["activity", "language"], name="activities_text_language"
            ),
            models.CheckConstraint(name="activities_text_titled", condition=~Q(title="")),
            models.CheckConstraint(
                name="activities_text_known_origin", condition=Q(origin__in=["person", "machine"])
            ),
        ]
        indexes: ClassVar = [
            finds_words("activities_text_words"),
            GinIndex(fields=["document"], name="activities_text_document"),
        ]

    def __str__(self) -> str:
        return self.title
