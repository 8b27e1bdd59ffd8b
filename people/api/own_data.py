"""The privacy centre: everything about me, who has dealt with it, and the end of it."""

from typing import Any, ClassVar

from django.contrib.auth import logout
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.door import Door
from people.api.paging import KeysetPages, PageQuery
from people.errors import NotSignedIn, ProofNeeded
from people.models import User
from people.personal_data import holdings
from people.proof import freshly_proven
from people.retention import dealings_with, erase_person, export_person
from people.roles import Role


class OwnDataKindSerializer(serializers.Serializer[dict[str, Any]]):
    """All rows of one kind. What a row holds differs by kind."""

    kind = serializers.CharField(help_text="Such as `people.user`.")
    kept = serializers.CharField(help_text="For how long, in English.")
    rows = serializers.ListField(child=serializers.DictField())


class OwnDataSerializer(serializers.Serializer[dict[str, Any]]):
    """Everything that is held about me."""

    results = OwnDataKindSerializer(many=True)


class DealingSerializer(serializers.Serializer[dict[str, Any]]):
    """Somebody else did something with my account."""

    at = serializers.DateTimeField()
    deed = serializers.CharField(help_text="What was done, such as `person.export`.")
    by = serializers.ChoiceField(
        source="in_role",
        choices=["system", "staff", *Role.values],
        help_text="In which role; never who. `staff`: they hold no role any more.",
    )


class DealingPageSerializer(serializers.Serializer[dict[str, Any]]):
    """One page of them, oldest first."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = DealingSerializer(many=True)


def _me(door: Door) -> User:
    person = door.actor.person
    if person is None:
        raise NotSignedIn
    return person


class OwnDataDoor(Door):
    """Everything that is held about me, ready to keep. That it was fetched is written down."""

    deeds: ClassVar = {"GET": "account.manage_own"}

    @extend_schema(responses=OwnDataSerializer)
    def get(self, request: Request) -> Response:
        held = export_person(person=_me(self), by=self.actor)
        kept = {holding.kind: holding.kept for holding in holdings()}
        kinds = [{"kind": kind, "kept": kept[kind], "rows": rows} for kind, rows in held.items()]
        answer = Response(OwnDataSerializer({"results": kinds}).data)
        answer["Cache-Control"] = "no-store"
        return answer


class DealingsDoor(Door):
    """Who else has dealt with my account, by role, as the audit log has it."""

    deeds: ClassVar = {"GET": "account.manage_own"}
    queries: ClassVar = {"GET": PageQuery}

    @extend_schema(responses=DealingPageSerializer)
    def get(self, request: Request) -> Response:
        pages = KeysetPages(ordering=("id",), page_size=self.asked["page_size"])
        rows = pages.page(dealings_with(by=self.actor), request)
        page = {"next": pages.next, "previous": pages.previous, "results": rows}
        answer = Response(DealingPageSerializer(page).data)
        answer["Cache-Control"] = "no-store"
        return answer


class EraseDoor(Door):
    """Erases me, for good and at once. Asks for a log-in, a passkey or a password just before."""

    deeds: ClassVar = {"POST": "account.manage_own"}

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        person = _me(self)
        if not freshly_proven(request, person):
            raise ProofNeeded
        erase_person(person=person, by=self.actor)
        logout(request)
        return Response(status=204)
