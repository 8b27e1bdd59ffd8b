"""Translating side by side, and why nobody finds an activity."""

import uuid
from typing import Any, ClassVar, cast

from django.conf import settings
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.detail import OneActivity, detail
from activities.api.inputs import TranslationInput
from activities.api.serializers import ActivityDetailSerializer, TextSerializer
from activities.finding import hints_for
from activities.hints import Severity
from activities.translating import side_by_side, write_translation
from activities.wording import Text
from venues.api.lists import listed
from venues.api.parameters import LanguageQuery


class WordsSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    summary = serializers.CharField()
    description = serializers.CharField(allow_blank=True)


class BesideSerializer(serializers.Serializer[Any]):
    """The Swedish, what it was when the translation was made, and the translation."""

    language = serializers.CharField()
    version = serializers.IntegerField(help_text="Of the activity; send it back when writing.")
    source = WordsSerializer()  # type: ignore[assignment]  # a field, not DRF's option
    source_then = WordsSerializer(
        allow_null=True, help_text="Null when the translation is up to date, or not there."
    )
    text = TextSerializer(allow_null=True)
    stale = serializers.BooleanField(help_text="The Swedish has changed since.")


class HintSerializer(serializers.Serializer[Any]):
    """One thing that keeps people from finding it."""

    code = serializers.CharField(help_text="Stable; the words are the page's.")
    severity = serializers.ChoiceField(choices=[one.value for one in Severity])
    field = serializers.CharField(help_text="The part of the form that mends it.")


class ActivityTranslation(OneActivity):
    """One language of an activity beside the Swedish."""

    deeds: ClassVar = {"GET": "activity.write", "PUT": "activity.write"}
    queries: ClassVar = {"PUT": LanguageQuery}
    may_conflict = frozenset({"GET", "PUT"})

    def language(self, code: str) -> str:
        """One of the site's languages other than Swedish; else 404."""
        if code == settings.LANGUAGE_CODE or code not in dict(settings.LANGUAGES):
            raise Http404
        return code

    @extend_schema(responses=BesideSerializer)
    def get(self, request: Request, id: uuid.UUID, language: str) -> Response:
        activity = self.readable(id)
        beside = side_by_side(activity, self.language(language), by=self.actor)
        return Response(BesideSerializer({**beside, "version": activity.version}).data)

    @extend_schema(request=TranslationInput, responses=ActivityDetailSerializer)
    def put(self, request: Request, id: uuid.UUID, language: str) -> Response:
        """Write it, or confirm that it still says what the Swedish says."""
        code = self.language(language)
        body = TranslationInput(data=request.data)
        body.is_valid(raise_exception=True)
        words = dict(body.validated_data)
        version = words.pop("version", None)
        activity = write_translation(
            activity=self.readable(id),
            text=cast(Text, {**words, "language": code}),
            version=version,
            by=self.actor,
        )
        return detail(activity, self.asked["lang"], self.actor)


class ActivityHints(OneActivity):
    """Why nobody finds it, or fewer than could; the worst first."""

    deeds: ClassVar = {"GET": "activity.write"}

    @extend_schema(responses=listed(HintSerializer, paged=False))
    def get(self, request: Request, id: uuid.UUID) -> Response:
        found = hints_for(self.readable(id), self.actor)
        return Response({"results": HintSerializer(found, many=True).data})
