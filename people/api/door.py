"""The door: every API view names its deed and its parameters, and both are checked here."""

from collections.abc import Mapping
from functools import cache
from typing import Any, ClassVar

from django.core.exceptions import ImproperlyConfigured
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, MethodNotAllowed, NotAcceptable, ValidationError
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.serializer_helpers import BindingDict
from rest_framework.views import APIView

from people.actors import Actor, actor_of
from people.permissions import deeds


class Query(serializers.Serializer[dict[str, Any]]):
    """The parameters of an address. Each unknown one is refused by name; none is ignored.

    Each may be given once; an address that wants several values takes them separated by commas.
    """

    @property
    def fields(self) -> BindingDict:
        """Made once for each kind of query: making them costs more than checking what was sent.

        So a field may hold nothing of a request, and none is given one.
        """
        return _fields_of(type(self))

    def to_internal_value(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The checked parameters. Whatever is wrong is named, all of it in one answer."""
        wrong: dict[str, Any] = {}
        for name in sorted(set(data) - set(self.fields)):
            wrong[name] = [ErrorDetail(_("Parametern finns inte här."), "unknown_parameter")]
        if isinstance(data, QueryDict):
            for name in sorted(name for name, values in data.lists() if len(values) > 1):
                once = ErrorDetail(_("Parametern får anges en gång."), "repeated_parameter")
                wrong.setdefault(name, [once])
            # As a plain mapping: a parameter that is left out is absent, not an unticked box.
            data = data.dict()
        try:
            asked = dict(super().to_internal_value(data))
        except ValidationError as error:
            found: dict[str, Any] = error.detail if isinstance(error.detail, dict) else {}
            raise ValidationError({**found, **wrong}) from error
        if wrong:
            raise ValidationError(wrong)
        return asked


@cache
def _fields_of(kind: type[Query]) -> BindingDict:
    prototype = kind()
    fields = BindingDict(prototype)
    for name, field in prototype.get_fields().items():
        fields[name] = field
    return fields


class NoQuery(Query):
    """An address without parameters."""


class Door(APIView):
    """An API view. `deeds` maps each method to the deed it is; `queries` to its parameters.

    A view reads its checked parameters from `self.asked` and who asks from `self.actor`.
    """

    deeds: ClassVar[Mapping[str, str]] = {}
    queries: ClassVar[Mapping[str, type[Query]]] = {}
    #: Methods of deeds for everybody that have a parameter that is not; for the documentation.
    may_refuse: ClassVar[frozenset[str]] = frozenset()
    #: Methods that are answered 409 when things are not as they would have to be.
    may_conflict: ClassVar[frozenset[str]] = frozenset()
    #: Methods whose body has a limit of its own: answered 413 beyond it.
    may_be_too_large: ClassVar[frozenset[str]] = frozenset()
    asked: dict[str, Any]

    @property
    def actor(self) -> Actor:
        return actor_of(self.request)

    def deed_for(self, method: str) -> str:
        """The deed of a method. HEAD is GET. Raises ImproperlyConfigured when none is named."""
        name = self.deeds.get("GET" if method == "HEAD" else method)
        if name is None or name not in deeds():
            raise ImproperlyConfigured(f"{type(self).__name__} names no known deed for {method}.")
        return name

    def perform_content_negotiation(
        self, request: Request, force: bool = False
    ) -> tuple[BaseRenderer, str]:
        """JSON when nothing asked for can be had; an impossible `format` is refused by name."""
        try:
            return super().perform_content_negotiation(request, force)
        except (Http404, NotAcceptable):
            renderer = self.get_renderers()[0]
            return renderer, renderer.media_type

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        """What somebody reads who has logged in is kept by no browser, unless a view says so."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        read = request.method in SAFE_METHODS and answer.status_code < 400
        if read and request.user.is_authenticated and not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"
        return answer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        method = (request.method or "").lower()
        if method not in self.http_method_names or not hasattr(self, method):
            raise MethodNotAllowed(request.method or "")
        if any("\x00" in value for value in kwargs.values() if isinstance(value, str)):
            raise Http404  # PostgreSQL has no such text, so nothing can be called that
        super().initial(request, *args, **kwargs)
        self.asked = self._parameters(request)

    def _parameters(self, request: Request) -> dict[str, Any]:
        kind = self.queries.get(
            "GET" if request.method == "HEAD" else request.method or "", NoQuery
        )
        query = kind(data=request.query_params)
        query.is_valid(raise_exception=True)
        found: dict[str, Any] = query.validated_data
        return found
