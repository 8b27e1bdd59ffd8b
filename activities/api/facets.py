"""What helps to narrow a search: the counts beside its choices, and what its words mean."""

import json
from hashlib import blake2b
from typing import Any, ClassVar, Final

from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.parameters import FacetQuery, WordsQuery
from activities.api.serializers import CategorySerializer
from activities.facets import FACETS, counted
from activities.understanding import readings
from people.api.door import Door
from venues.api.lists import listed
from venues.api.serializers import AreaBriefSerializer

#: Seconds for which a count may be an older one, here and in browsers.
KEPT: Final = 30


class ChoiceSerializer(serializers.Serializer[Any]):
    """A choice, and how many sessions are found when it alone is chosen in its filter."""

    value = serializers.CharField(help_text="As the parameter takes it.")
    count = serializers.IntegerField(min_value=0)


class FacetsSerializer(serializers.Serializer[Any]):
    """How many sessions are found, and what each choice of each filter would find.

    A filter is counted with all the others applied and its own left out. A category includes what
    lies below it; a choice that would find nothing is there with 0.
    """

    sessions = serializers.IntegerField(min_value=0)

    def get_fields(self) -> dict[str, Any]:
        lists = {name: ChoiceSerializer(many=True) for name in FACETS}
        return {**super().get_fields(), **lists}


class SessionFacets(Door):
    """What a search finds, counted by filter. Counts may be half a minute old."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": FacetQuery}

    @extend_schema(
        operation_id="sessions_facets",
        responses={
            200: FacetsSerializer,
            304: OpenApiResponse(description="The counts are the ones you have."),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        made = self._kept(request)
        etag = quote_etag(blake2b(made, digest_size=12).hexdigest())
        answer = HttpResponse(made, content_type="application/json")
        answer["ETag"] = etag
        answer["Cache-Control"] = f"{'private' if self._says_where else 'public'}, max-age={KEPT}"
        return get_conditional_response(request, etag=etag, response=answer) or answer

    @property
    def _says_where(self) -> bool:
        """Whether the question says where somebody stands: such a one is kept nowhere but there."""
        return "near" in self.asked

    def _kept(self, request: Request) -> bytes:
        if self._says_where:
            return self._count()
        asked = json.dumps(sorted(request.query_params.items()))
        key = f"facets:{blake2b(asked.encode(), digest_size=16).hexdigest()}"
        made: bytes | None = cache.get(key)
        if made is None:
            made = self._count()
            cache.set(key, made, KEPT)
        return made

    def _count(self) -> bytes:
        counts = counted(self.asked)
        lists = {
            name: [{"value": value, "count": count} for value, count in choices.items()]
            for name, choices in counts.facets.items()
        }
        body = {"sessions": counts.sessions, **lists}
        return json.dumps(body, separators=(",", ":")).encode()


class ReadingSerializer(serializers.Serializer[Any]):
    """What a word, or several, of a search were taken for."""

    typed = serializers.CharField()
    read_as = serializers.CharField(
        allow_null=True, help_text="The word it was taken for, when nobody has it as it was typed."
    )
    category = CategorySerializer(allow_null=True, help_text="The category that is called so.")
    area = AreaBriefSerializer(allow_null=True, help_text="The area that is called so.")


class SearchWords(Door):
    """What the words of a search were taken for; of words that are found as typed, nothing."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": WordsQuery}

    @extend_schema(operation_id="sessions_words", responses=listed(ReadingSerializer, paged=False))
    def get(self, request: Request) -> Response:
        found = readings(self.asked["q"], self.asked["words"]) if "q" in self.asked else []
        context = {"language": self.asked["lang"]}
        return Response({"results": ReadingSerializer(found, many=True, context=context).data})
