"""Where one is logged in."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.door import Door
from people.open_id import unlink_identity
from people.sign_ins import end_other_sign_ins, end_sign_in, sign_ins_of


class SignInSerializer(serializers.Serializer[dict[str, Any]]):
    """A browser in which I am logged in."""

    id = serializers.CharField()
    device = serializers.CharField(
        allow_blank=True, help_text="Browser and kind of machine; empty when not known."
    )
    since = serializers.DateTimeField(allow_null=True)
    current = serializers.BooleanField(help_text="The browser that asks.")


class SignInListSerializer(serializers.Serializer[dict[str, Any]]):
    """All of them, newest first: a person has few."""

    results = SignInSerializer(many=True)


class SignInsDoor(Door):
    """Where I am logged in."""

    deeds: ClassVar = {"GET": "account.manage_own"}

    @extend_schema(responses=SignInListSerializer)
    def get(self, request: Request) -> Response:
        rows = [
            {
                "id": row.handle,
                "device": row.device,
                "since": row.since,
                "current": row.session_key == request.session.session_key,
            }
            for row in sign_ins_of(self.actor)
        ]
        answer = Response(SignInListSerializer({"results": rows}).data)
        answer["Cache-Control"] = "no-store"
        return answer


class EndOtherSignInsDoor(Door):
    """Logs all my other browsers out."""

    deeds: ClassVar = {"POST": "account.manage_own"}

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        end_other_sign_ins(by=self.actor, but=request.session.session_key or "")
        return Response(status=204)


class IdentityDoor(Door):
    """An e-identity that opens my account. (django-allauth's own address wants a password left.)"""

    deeds: ClassVar = {"DELETE": "account.manage_own"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, provider: str) -> Response:
        unlink_identity(by=self.actor, provider=provider)
        return Response(status=204)


class SignInDoor(Door):
    """Logs one of my browsers out."""

    deeds: ClassVar = {"DELETE": "account.manage_own"}

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: str) -> Response:
        end_sign_in(by=self.actor, handle=id)
        return Response(status=204)
