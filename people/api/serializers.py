"""How one's own account looks in the API."""

from typing import Any

from rest_framework import serializers

from people.roles import Role, ScopeKind


class HeldRoleSerializer(serializers.Serializer[dict[str, Any]]):
    """A role that the person holds now, and where it holds."""

    role = serializers.ChoiceField(choices=Role.choices)
    scope_kind = serializers.ChoiceField(choices=ScopeKind.choices)
    scope_id = serializers.UUIDField()
    scope_name = serializers.CharField(allow_blank=True)


class SecondFactorSerializer(serializers.Serializer[dict[str, Any]]):
    """Whether the person's roles wait for a second factor, and how far they are with it."""

    required = serializers.BooleanField(  # type: ignore[assignment]  # a field, not DRF's option
        help_text="Some role waits until a second factor is used."
    )
    enrolled = serializers.BooleanField(help_text="The person has set one up.")
    used = serializers.BooleanField(help_text="This log-in used it.")


class MeSerializer(serializers.Serializer[dict[str, Any]]):
    """Who I am here, and what I may."""

    authenticated = serializers.BooleanField()
    name = serializers.CharField(allow_blank=True, help_text="Empty for a visitor.")
    language = serializers.CharField()
    roles = HeldRoleSerializer(many=True)
    deeds = serializers.ListField(
        child=serializers.CharField(), help_text="What I may do somewhere, by name."
    )
    second_factor = SecondFactorSerializer()
