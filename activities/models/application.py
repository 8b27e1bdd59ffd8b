"""Applications to a term: one per child, with up to three ranked wishes."""

import secrets
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from activities.models.participant import participant_rules, the_one
from activities.models.session import Session
from activities.models.term import Term, TermCourse
from people.disclosure import RecordKeyField
from people.models import Child, User

#: How many courses one may wish for.
WISHES = 3
#: Without 0, O, 1 and I: a number that is read aloud is understood.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_number() -> str:
    """The number an application has in public: ten random signs that say nothing of anybody."""
    return "".join(secrets.choice(_SIGNS) for _sign in range(10))


class ApplicationState(models.TextChoices):
    """What has become of an application. The meanings stand in docs/terms.md."""

    HELD = "held", _("Väntar på vårdnadshavare")
    ACTIVE = "active", _("Gäller")
    WITHDRAWN = "withdrawn", _("Återtagen")
    DECLINED = "declined", _("Vårdnadshavare sade nej")
    ENDED = "ended", _("Avslutad")


class WishState(models.TextChoices):
    """What has become of one wish."""

    WAITING = "waiting", _("I kö")
    OFFERED = "offered", _("Erbjuden plats")
    PLACED = "placed", _("Har plats")
    CLOSED = "closed", _("Gäller inte längre")


#: These applications are still something; one child has at most one of them in a term.
LIVING = (ApplicationState.HELD, ApplicationState.ACTIVE)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def living(self) -> Self:
        return self.filter(state__in=LIVING)

    def of(self, person: User) -> Self:
        """A person's own, those of the children they answer for, and no others'."""
        return self.filter(Q(person=person) | Q(child__guardianships__guardian=person)).distinct()

    def with_people(self) -> Self:
        return self.select_related("person", "child", "applied_by", "term")

    def ranked(self) -> Self:
        """Each with its wishes, the best first."""
        return self.prefetch_related(models.Prefetch("wishes", Wish.objects.order_by("rank")))

    def with_wishes(self) -> Self:
        """Each with its wishes, the best first: what the courses are called and where they are."""
        wishes = Wish.objects.select_related("course__activity").order_by("rank")
        known = wishes.prefetch_related(
            "course__activity__texts", "course__activity__schedules__venue"
        )
        return self.prefetch_related(models.Prefetch("wishes", known))


class Application(models.Model):
    """What one participant, a user or a child, wishes for in a term."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="applications")
    person = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="applications"
    )
    child = models.ForeignKey(
        Child, null=True, on_delete=models.PROTECT, related_name="applications"
    )
    applied_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.CharField(max_length=10, unique=True, default=new_number, editable=False)
    state = models.CharField(max_length=10, choices=ApplicationState.choices)
    #: How often something has become of it: with it, an event has a name of its own.
    turn = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    new_pupil = models.BooleanField()
    sibling = models.BooleanField()
    refusals = models.PositiveSmallIntegerField(default=0)
    #: Behind everybody else, in this order; null is where the rules put it.
    last_place = models.PositiveIntegerField(null=True, blank=True)
    record_key = RecordKeyField()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_application_known_state",
                condition=Q(state__in=ApplicationState.values),
            ),
            *participant_rules("application", within="term", living=LIVING),
        ]
        indexes: ClassVar = [models.Index(fields=["term", "state"])]

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def participant(self) -> User | Child:
        return the_one(self.person, self.child)


class Wish(models.Model):
    """One course that is wished for; rank 1 is wished for most."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="wishes")
    course = models.ForeignKey(TermCourse, on_delete=models.PROTECT, related_name="wishes")
    rank = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=WishState.choices, default=WishState.WAITING)
    expires_at = models.DateTimeField(null=True, blank=True)
    #: It has been refused: it is asked again when another place comes free.
    resting = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="activities_wish_known_state", condition=Q(state__in=WishState.values)
            ),
            models.CheckConstraint(
                name="activities_wish_rank", condition=Q(rank__range=(1, WISHES))
            ),
            models.UniqueConstraint(
                name="activities_wish_once_per_rank", fields=["application", "rank"]
            ),
            models.UniqueConstraint(
                name="activities_wish_once_per_course", fields=["application", "course"]
            ),
            models.UniqueConstraint(
                name="activities_wish_one_offer",
                fields=["application"],
                condition=Q(state=WishState.OFFERED),
            ),
            models.UniqueConstraint(
                name="activities_wish_one_place",
                fields=["application"],
                condition=Q(state=WishState.PLACED),
            ),
            models.CheckConstraint(
                name="activities_wish_offer_expires",
                condition=Q(state=WishState.OFFERED, expires_at__isnull=False)
                | (~Q(state=WishState.OFFERED) & Q(expires_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="activities_wish_rests_in_the_queue",
                condition=Q(resting=False) | ~Q(state__in=[WishState.OFFERED, WishState.PLACED]),
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["expires_at"],
                name="activities_wish_due",
                condition=Q(state=WishState.OFFERED),
            ),
            models.Index(fields=["course", "state"]),
        ]

    def __str__(self) -> str:
        return f"wish {self.pk}"


class CourseSeats(models.Model):
    """The seats of a session that are kept for a course: one session is in one course at most."""

    session = models.OneToOneField(
        Session, primary_key=True, on_delete=models.CASCADE, related_name="course_seats"
    )
    course = models.ForeignKey(TermCourse, on_delete=models.CASCADE, related_name="sessions")
    seats = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.seats} seats of {self.session_id}"
