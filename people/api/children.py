"""The children one answers for: known by the least there is, and shared with other guardians."""

import uuid
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.bodies import Input
from people.api.door import Door
from people.children import add_child, invite_guardian, join_as_guardian
from people.models import Child

#: Years back that a child, or a young person with special needs, can have been born.
OLDEST = 25


class ChildSerializer(serializers.Serializer[Any]):
    """A child as its guardians see it."""

    id = serializers.UUIDField()
    call_name = serializers.CharField()
    alias = serializers.CharField(
        allow_blank=True, help_text="What others see of a protected child."
    )
    birth_year = serializers.IntegerField()
    birth_date = serializers.DateField(allow_null=True)
    protected_identity = serializers.BooleanField()
    guardians = serializers.IntegerField(
        source="guardianships.count", help_text="How many answer for the child, oneself included."
    )


class ChildListSerializer(serializers.Serializer[Any]):
    """All of them, the oldest first."""

    results = ChildSerializer(many=True)


class ChildInput(Input):
    """The least that is needed to book for a child."""

    call_name = serializers.CharField(max_length=80)
    birth_year = serializers.IntegerField()
    birth_date = serializers.DateField(
        allow_null=True, default=None, help_text="Only where an activity counts age by the day."
    )
    protected_identity = serializers.BooleanField(default=False)
    alias = serializers.CharField(max_length=40, allow_blank=True, default="")

    def validate_birth_year(self, year: int) -> int:
        now = timezone.localdate().year
        if not now - OLDEST <= year <= now:
            raise serializers.ValidationError(_("Skriv året med fyra siffror."))
        return year

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        born = attrs["birth_date"]
        if born is not None and born.year != attrs["birth_year"]:
            raise serializers.ValidationError({"birth_date": [_("Dagen är i ett annat år.")]})
        if attrs["protected_identity"] and not attrs["alias"].strip():
            text = _("Välj ett alias: det är vad andra får se.")
            raise serializers.ValidationError({"alias": [text]})
        return attrs


class InvitationSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(help_text="For one other guardian, for seven days.")


class JoinInput(Input):
    token = serializers.CharField(max_length=300)


class ChildrenDoor(Door):
    """My children."""

    deeds: ClassVar = {"GET": "account.manage_own", "POST": "account.manage_own"}

    @extend_schema(responses=ChildListSerializer)
    def get(self, request: Request) -> Response:
        assert self.actor.person is not None, "the deed is for those who have logged in"
        mine = Child.objects.of(self.actor.person).prefetch_related("guardianships")
        answer = Response(ChildListSerializer({"results": mine.order_by("birth_year", "id")}).data)
        answer["Cache-Control"] = "no-store"
        return answer

    @extend_schema(request=ChildInput, responses={201: ChildSerializer})
    def post(self, request: Request) -> Response:
        """Make a child known, to book for it."""
        assert self.actor.person is not None, "the deed is for those who have logged in"
        body = ChildInput(data=request.data)
        body.is_valid(raise_exception=True)
        child = add_child(guardian=self.actor.person, by=self.actor, **body.validated_data)
        return Response(ChildSerializer(child).data, status=201)


class ChildInvitationsDoor(Door):
    """Asking another guardian to answer for the child, too."""

    deeds: ClassVar = {"POST": "child.share"}

    @extend_schema(request=None, responses={201: InvitationSerializer})
    def post(self, request: Request, id: uuid.UUID) -> Response:
        assert self.actor.person is not None, "the deed is for those who have logged in"
        child = get_object_or_404(Child.objects.of(self.actor.person), pk=id)
        token = invite_guardian(child=child, by=self.actor)
        return Response(InvitationSerializer({"token": token}).data, status=201)


class JoinChildDoor(Door):
    """Answering for a child, too, by another guardian's invitation."""

    deeds: ClassVar = {"POST": "child.join"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=JoinInput, responses=ChildSerializer)
    def post(self, request: Request) -> Response:
        body = JoinInput(data=request.data)
        body.is_valid(raise_exception=True)
        child = join_as_guardian(token=body.validated_data["token"], by=self.actor)
        return Response(ChildSerializer(child).data)
