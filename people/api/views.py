"""One's own account."""

from typing import Any, ClassVar

from allauth.mfa.adapter import get_adapter
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from people.actors import Actor
from people.api.door import Door
from people.api.serializers import MeSerializer
from people.permissions import deeds, may
from people.roles import STAFF_ROLES
from people.scope_names import scope_names


def _roles(actor: Actor, language: str) -> list[dict[str, Any]]:
    names = scope_names({held.scope for held in actor.held}, language)
    rows = [
        {
            "role": held.role,
            "scope_kind": held.scope.kind,
            "scope_id": held.scope.id,
            "scope_name": names[held.scope],
        }
        for held in actor.held
    ]
    return sorted(rows, key=lambda row: (row["role"], row["scope_name"], str(row["scope_id"])))


def about(actor: Actor) -> dict[str, Any]:
    """What `actor` is told about themselves."""
    person = actor.person
    language = person.language if person else (get_language() or "sv")
    return {
        "authenticated": person is not None,
        "name": (person.call_name or person.alias) if person else "",
        "language": language,
        "roles": _roles(actor, language),
        "deeds": sorted(name for name in deeds() if may(actor, name)),
        "second_factor": {
            "required": any(held.role in STAFF_ROLES for held in actor.held),
            "enrolled": person is not None and get_adapter().is_mfa_enabled(person),
            "used": actor.second_factor,
        },
    }


class MeDoor(Door):
    """Who I am here and what I may; a visitor is told that they are one."""

    deeds: ClassVar = {"GET": "account.see_own"}

    @extend_schema(responses=MeSerializer)
    def get(self, request: Request) -> Response:
        answer = Response(MeSerializer(about(self.actor)).data)
        answer["Cache-Control"] = "no-store"
        return answer
