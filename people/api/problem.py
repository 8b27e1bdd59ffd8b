"""The shape of everything that goes wrong (RFC 9457), for the description of the API."""

from typing import Any

from rest_framework import serializers


class ProblemErrorSerializer(serializers.Serializer[dict[str, Any]]):
    """One thing that is wrong, named by its field or parameter."""

    name = serializers.CharField(allow_blank=True, help_text="Dotted path; empty for the whole.")
    code = serializers.CharField(help_text="Stable; for programs.")
    detail = serializers.CharField(help_text="For people, in the language of the request.")


class ProblemSerializer(serializers.Serializer[dict[str, Any]]):
    """What went wrong."""

    type = serializers.CharField(help_text="An address that stays the same for the same code.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable; for programs.")
    detail = serializers.CharField(allow_blank=True)
    errors = ProblemErrorSerializer(many=True)  # type: ignore[assignment]  # a field, not DRF's
