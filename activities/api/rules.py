"""The booking rules of an activity: read by everybody, written by those who publish it."""

import uuid
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.detail import OneActivity
from activities.booking.ruling import set_rules
from activities.models import BookingRules, rules_of
from people.api.bodies import Input

HOURS: Any = {"min_value": 0, "max_value": 10_000}


class RulesSerializer(Input):
    """Booking rules. "before" counts hours back from the start of a session."""

    opens_at = serializers.DateTimeField(allow_null=True)
    opens_hours_before = serializers.IntegerField(allow_null=True, **HOURS)
    closes_hours_before = serializers.IntegerField(**HOURS)
    age_rule = serializers.ChoiceField(choices=BookingRules.AgeRule.choices)
    school_years = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=12), max_length=13
    )
    resident_areas = serializers.ListField(child=serializers.CharField(max_length=40))
    residents_until = serializers.DateTimeField(allow_null=True)
    limit_per_person = serializers.IntegerField(allow_null=True, min_value=1, max_value=1000)
    group_size = serializers.IntegerField(min_value=1, max_value=100)
    guardian = serializers.ChoiceField(choices=BookingRules.Guardian.choices)
    hold_hours = serializers.IntegerField(min_value=1, max_value=10_000)
    offer_hours = serializers.IntegerField(min_value=1, max_value=10_000)
    open_to_all_hours = serializers.IntegerField(**HOURS)
    remind_hours = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=10_000), max_length=5
    )
    release_hours = serializers.IntegerField(allow_null=True, **HOURS)
    set_aside = serializers.IntegerField(min_value=0, max_value=100_000)
    set_aside_for = serializers.ChoiceField(choices=BookingRules.Purpose.choices)
    set_aside_until_hours = serializers.IntegerField(**HOURS)
    fritidskortet = serializers.BooleanField()


class RulesPatch(RulesSerializer):
    """The rules that change. What has to fit together is checked with what is there already."""

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required, field.default = False, empty
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        rules: BookingRules = self.context["rules"]

        def will_be(name: str) -> Any:
            return attrs.get(name, getattr(rules, name))

        if will_be("resident_areas") and will_be("residents_until") is None:
            text = _("Skriv till när de som bor där går först.")
            raise serializers.ValidationError({"residents_until": [text]})
        release, remind = will_be("release_hours"), will_be("remind_hours")
        if release is not None and max(remind, default=0) <= release:
            text = _("Fråga dem först: minst en påminnelse måste komma innan platser släpps.")
            raise serializers.ValidationError({"remind_hours": [text]})
        return attrs


class ActivityRules(OneActivity):
    """How an activity is booked."""

    deeds: ClassVar = {"GET": "activity.read", "PATCH": "activity.write"}

    @extend_schema(responses=RulesSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return Response(RulesSerializer(rules_of(self.readable(id))).data)

    @extend_schema(request=RulesPatch, responses=RulesSerializer)
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        """Change the rules that are sent."""
        activity = self.readable(id)
        body = RulesPatch(data=request.data, context={"rules": rules_of(activity)})
        body.is_valid(raise_exception=True)
        rules = set_rules(activity=activity, fields=body.validated_data, by=self.actor)
        return Response(RulesSerializer(rules).data)
