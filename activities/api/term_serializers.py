"""How terms and applications look in the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.api.booking_serializers import ParticipantSerializer
from activities.api.serializers import AgesSerializer, OrganiserSerializer
from activities.models import (
    LIVING,
    Application,
    ApplicationState,
    Term,
    TermCourse,
    Wish,
    WishState,
)
from activities.terms.looking import Why, can_manage, window_of
from activities.terms.order import lot
from venues.languages import best

WINDOWS = ("draft", "upcoming", "open", "closed", "drawn")
DEEDS = ("accept", "decline", "change", "withdraw")
NEXT = ("guardian", "draw", "answer", "queue", "placed", "placed_and_queue", "over")


def venues_of(course: TermCourse) -> list[str]:
    """The names of the places that a course is at."""
    return sorted({one.venue.name for one in course.activity.schedules.all()})


class CourseSerializer(serializers.Serializer[Any]):
    """What can be applied for: one place in all sessions of the term."""

    id = serializers.UUIDField()
    activity = serializers.UUIDField(source="activity_id")
    title = serializers.SerializerMethodField()
    summary = serializers.SerializerMethodField()
    ages = AgesSerializer(source="activity")
    price_sek = serializers.DecimalField(
        source="activity.price_sek", max_digits=7, decimal_places=2
    )
    venues = serializers.SerializerMethodField(help_text="The names of the places it is at.")
    places = serializers.IntegerField()

    def _text(self, course: TermCourse, name: str) -> str:
        text = best(course.activity.texts.all(), self.context["language"])
        return str(getattr(text, name)) if text else ""

    def get_title(self, course: TermCourse) -> str:
        return self._text(course, "title")

    def get_summary(self, course: TermCourse) -> str:
        return self._text(course, "summary")

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_venues(self, course: TermCourse) -> list[str]:
        return venues_of(course)


class TermBriefSerializer(serializers.Serializer[Any]):
    """A term as it stands in an application."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    opens_at = serializers.DateTimeField()
    closes_at = serializers.DateTimeField()
    drawn_at = serializers.DateTimeField(allow_null=True)
    second_refusal = serializers.ChoiceField(choices=Term.SecondRefusal.choices)
    keeps_higher_wish = serializers.BooleanField()


class TermSerializer(TermBriefSerializer):
    """A term with its rules and its courses."""

    organiser = OrganiserSerializer()
    first_date = serializers.DateField()
    last_date = serializers.DateField()
    answer_days = serializers.IntegerField()
    order = serializers.ListField(child=serializers.ChoiceField(choices=Term.Rule.choices))
    guardian = serializers.ChoiceField(choices=Term.Guardian.choices)
    window = serializers.SerializerMethodField(help_text="Where it is between draft and draw.")
    seed_hash = serializers.CharField(help_text="SHA-256 of the seed of the draw.")
    courses = CourseSerializer(many=True)
    mine = serializers.SerializerMethodField(help_text="Its applications are for you to manage.")

    @extend_schema_field(serializers.ChoiceField(choices=WINDOWS))
    def get_window(self, term: Term) -> str:
        return window_of(term)

    def get_mine(self, term: Term) -> bool:
        return can_manage(self.context["actor"], term)


class TermListSerializer(serializers.Serializer[Any]):
    results = TermSerializer(many=True)


class LotSerializer(serializers.Serializer[Any]):
    """One application in the open draw."""

    number = serializers.CharField()
    lot = serializers.CharField(
        allow_blank=True, help_text="SHA-256 of the seed and the number, as text."
    )


class DrawSerializer(serializers.Serializer[Any]):
    """The open draw. Whoever has the seed and the numbers gets the same order."""

    term = serializers.CharField(source="term.name")
    closes_at = serializers.DateTimeField(source="term.closes_at")
    drawn_at = serializers.DateTimeField(source="term.drawn_at", allow_null=True)
    seed_hash = serializers.CharField(source="term.seed_hash")
    seed = serializers.CharField(
        source="term.seed", allow_blank=True, help_text="Empty until the draw."
    )
    results = LotSerializer(many=True, help_text="In the order drawn.")


class WishPlaceSerializer(serializers.Serializer[Any]):
    """Where a wish stands in the queue of its course, and why it still waits."""

    place = serializers.IntegerField(allow_null=True, help_text="From 1; null before the draw.")
    of = serializers.IntegerField(min_value=1)
    why = serializers.ChoiceField(choices=Why.choices)
    explanation = serializers.CharField(source="why.label")


class WishSerializer(serializers.Serializer[Any]):
    """One wish of an application."""

    id = serializers.UUIDField()
    rank = serializers.IntegerField(min_value=1, max_value=3)
    course = serializers.UUIDField(source="course_id")
    activity = serializers.UUIDField(source="course.activity_id")
    title = serializers.SerializerMethodField()
    venues = serializers.SerializerMethodField()
    state = serializers.ChoiceField(choices=WishState.choices)
    expires_at = serializers.DateTimeField(allow_null=True)
    queue = serializers.SerializerMethodField()

    def get_title(self, wish: Wish) -> str:
        text = best(wish.course.activity.texts.all(), self.context["language"])
        return text.title if text else ""

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_venues(self, wish: Wish) -> list[str]:
        return venues_of(wish.course)

    @extend_schema_field(WishPlaceSerializer(allow_null=True))
    def get_queue(self, wish: Wish) -> Any:
        place = self.context["places"].get(wish.pk)
        return None if place is None else WishPlaceSerializer(place).data


class ApplicationRowSerializer(serializers.Serializer[Any]):
    """An application as coordinators see it."""

    id = serializers.UUIDField()
    number = serializers.CharField(help_text="What it is called in the open draw.")
    participant = ParticipantSerializer(source="*")
    state = serializers.ChoiceField(choices=ApplicationState.choices)
    applied_at = serializers.DateTimeField()
    new_pupil = serializers.BooleanField()
    sibling = serializers.BooleanField()
    refusals = serializers.IntegerField()
    wishes = WishSerializer(many=True)


class ApplicationSerializer(ApplicationRowSerializer):
    """One's own application, or one's child's."""

    term = TermBriefSerializer()
    drawn_as = serializers.SerializerMethodField(help_text="The lot that was drawn, or nothing.")
    next = serializers.SerializerMethodField(help_text="What happens next.")
    can = serializers.SerializerMethodField(help_text="What can be done with it at this moment.")

    def get_drawn_as(self, application: Application) -> str:
        seed = application.term.seed
        return lot(seed, application.number) if seed else ""

    @extend_schema_field(serializers.ChoiceField(choices=NEXT))
    def get_next(self, application: Application) -> str:
        states = {one.state for one in application.wishes.all()}
        if application.state == ApplicationState.HELD:
            return "guardian"
        if application.state != ApplicationState.ACTIVE:
            return "over"
        if WishState.OFFERED in states:
            return "answer"
        if WishState.PLACED in states:
            return "placed_and_queue" if WishState.WAITING in states else "placed"
        return "draw" if application.term.drawn_at is None else "queue"

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=DEEDS)))
    def get_can(self, application: Application) -> list[str]:
        if application.state not in LIVING:
            return []
        offered = any(one.state == WishState.OFFERED for one in application.wishes.all())
        return [
            *(["accept", "decline"] if offered else []),
            *(["change"] if window_of(application.term) == "open" else []),
            "withdraw",
        ]


class ApplicationListSerializer(serializers.Serializer[Any]):
    results = ApplicationSerializer(many=True)


class CourseCountsSerializer(CourseSerializer):
    """A course with how its places are shared out; exact, for those who coordinate it."""

    offered = serializers.IntegerField()
    placed = serializers.IntegerField()
    free = serializers.IntegerField()


class TermApplicationsSerializer(serializers.Serializer[Any]):
    """Everything that is applied for in a term, in queue order."""

    courses = CourseCountsSerializer(many=True)
    results = ApplicationRowSerializer(many=True)


class ApplicationApprovalSerializer(serializers.Serializer[Any]):
    """What a guardian is asked about: an application to a term."""

    name = serializers.CharField(source="participant.shown_name")
    state = serializers.ChoiceField(choices=ApplicationState.choices)
    term = TermBriefSerializer()
    wishes = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_wishes(self, application: Application) -> list[str]:
        rows = WishSerializer(application.wishes.all(), many=True, context=self.context).data
        return [row["title"] for row in rows]
