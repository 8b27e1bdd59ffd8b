"""What is sent in about terms and applications: parsed and checked here, decided in terms."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty

from activities.api.booking_inputs import contact_field
from activities.api.inputs import IdField, TrueOrFalseField
from activities.models import WISHES, Activity, Organiser, Term, TermCourse
from people.api.bodies import Input
from people.models import Child
from venues.api.parameters import EARLIEST, LATEST

PLACES: Any = {"min_value": 1, "max_value": 10_000}


def _within(value: Any) -> Any:
    """A date or a moment of this age. Raises ValidationError."""
    if not EARLIEST.year <= value.year <= LATEST.year:
        raise serializers.ValidationError(_("Det årtalet går inte."))
    return value


class TermFields(Input):
    """The rules of a term."""

    name = serializers.CharField(max_length=120)
    first_date = serializers.DateField(validators=[_within])
    last_date = serializers.DateField(validators=[_within])
    opens_at = serializers.DateTimeField(validators=[_within])
    closes_at = serializers.DateTimeField(validators=[_within])
    answer_days = serializers.IntegerField(min_value=1, max_value=60, default=7)
    order = serializers.ListField(
        child=serializers.ChoiceField(choices=Term.Rule.choices),
        allow_empty=False,
        max_length=len(Term.Rule),
        help_text="What decides the order of the queue, the first first.",
    )
    second_refusal = serializers.ChoiceField(
        choices=Term.SecondRefusal.choices, default=Term.SecondRefusal.LOSES_PLACE
    )
    keeps_higher_wish = TrueOrFalseField(
        default=True, help_text="Who accepts a lower wish stays in the queue for a higher one."
    )
    guardian = serializers.ChoiceField(
        choices=Term.Guardian.choices,
        default=Term.Guardian.NONE,
        help_text="What a guardian has to do with an application of somebody under 18.",
    )

    def validate_order(self, rules: list[str]) -> list[str]:
        if len(set(rules)) < len(rules):
            raise serializers.ValidationError(_("Samma regel står två gånger."))
        return rules

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        known: Term | None = self.context.get("term")

        def will_be(name: str) -> Any:
            return attrs.get(name, getattr(known, name, None))

        for first, last in (("first_date", "last_date"), ("opens_at", "closes_at")):
            if will_be(last) < will_be(first) or (last == "closes_at" and _same(will_be)):
                text = _("Slutet måste komma efter början.")
                raise serializers.ValidationError({last: [text]})
        return attrs


def _same(will_be: Any) -> bool:
    return bool(will_be("opens_at") == will_be("closes_at"))


class TermInput(TermFields):
    """A new term of an organiser."""

    organiser = serializers.PrimaryKeyRelatedField(
        queryset=Organiser.objects.all(), pk_field=IdField()
    )


class TermPatch(TermFields):
    """The rules that change."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, empty
        return fields


class CourseInput(Input):
    """An activity as a course of a term."""

    activity = serializers.PrimaryKeyRelatedField(
        queryset=Activity.objects.all(), pk_field=IdField()
    )
    places = serializers.IntegerField(**PLACES)


class PlacesInput(Input):
    places = serializers.IntegerField(**PLACES)


class WishesInput(Input):
    """Courses of one term, the one wished for most first."""

    wishes = serializers.PrimaryKeyRelatedField(
        many=True,
        queryset=TermCourse.objects.select_related("term"),
        pk_field=IdField(),
        allow_empty=False,
    )

    def validate_wishes(self, courses: list[TermCourse]) -> list[TermCourse]:
        if len(set(courses)) < len(courses) or len(courses) > WISHES:
            raise serializers.ValidationError(_("Välj en till tre olika kurser i samma termin."))
        return courses


class ApplyInput(WishesInput):
    """An application for oneself, or for one's child."""

    term = serializers.PrimaryKeyRelatedField(queryset=Term.objects.shown(), pk_field=IdField())
    child = serializers.PrimaryKeyRelatedField(
        queryset=Child.objects.all(), pk_field=IdField(), allow_null=True, default=None
    )
    new_pupil = TrueOrFalseField(help_text="They have not had a place in such courses before.")
    guardian_contact = contact_field()


class WishInput(Input):
    """Which of the wishes is meant: a better offer may have taken the place of the one seen."""

    wish = IdField()


class RemoveInput(Input):
    message = serializers.CharField(max_length=500)
