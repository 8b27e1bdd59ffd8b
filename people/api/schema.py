"""The description of the API (OpenAPI), read off the doors themselves."""

from typing import Any, Final

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction

from people.api.door import Door
from people.api.guards import BrowserSession
from people.api.problem import ProblemSerializer
from people.permissions import Deed, deeds

PROBLEM_TYPE: Final = "application/problem+json"
BODY_METHODS: Final = frozenset({"POST", "PUT", "PATCH"})
MEANINGS: Final = {
    400: "Something asked for is wrong; each wrong or unknown parameter is named.",
    401: "Sign in first.",
    403: "Not permitted, or the second factor was not used.",
    404: "There is no such thing, or it is not for everybody to see.",
    409: "It conflicts with how things are; `code` says how.",
    413: "The body is larger than what is taken here.",
    415: "The body is of a kind that is not read here.",
    429: "Too many requests; `Retry-After` says when to come back.",
}


class BrowserSessionScheme(OpenApiAuthenticationExtension):
    """The session cookie of a browser that has logged in through /_allauth/."""

    target_class = BrowserSession
    name = "session"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}


class DoorSchema(AutoSchema):
    """Parameters, deeds and errors of a door, without anybody writing them down twice."""

    @property
    def door(self) -> Door:
        assert isinstance(self.view, Door), "every API view is a Door"
        return self.view

    def _deed(self) -> Deed:
        return deeds()[self.door.deed_for(self.method)]

    def get_override_parameters(self) -> list[Any]:
        query = self.door.queries.get(self.method)
        return [query] if query is not None else []

    def get_auth(self) -> list[dict[str, Any]]:
        registered: list[dict[str, Any]] = super().get_auth()
        return [{}] if self._deed().everybody else registered

    def get_extensions(self) -> dict[str, Any]:
        return {**super().get_extensions(), "x-deed": self._deed().name}

    def get_description(self) -> str:  # type: ignore[override]  # as in AutoSchema
        who = "everybody" if self._deed().everybody else "those who may"
        return f"{super().get_description()}\n\nDeed: `{self._deed().name}` ({who}).".strip()

    def get_operation_id(self) -> str:
        """`sessions_list`, `sessions_retrieve`, `sessions_cancel`: what, then what is done."""
        words = [word.replace("-", "_") for word in self._tokenize_path()]
        detail = self.path.rstrip("/").endswith("}")
        under_one = "}/" in self.path and not detail
        if self.method == "POST" and under_one:
            return "_".join(words)
        kind = {"GET": "list", "POST": "create", "PUT": "replace", "PATCH": "update"}
        verb = "retrieve" if self.method == "GET" and (detail or not self._many()) else None
        return "_".join([*words, verb or kind.get(self.method, "remove")])

    def _many(self) -> bool:
        """Whether the last word of the address is a plural: the answer has several rows."""
        return self._tokenize_path()[-1].endswith("s")

    def _errors(self) -> list[int]:
        codes = [400, 429]
        if not self._deed().everybody or self.method in self.door.may_refuse:
            codes += [401, 403]
        if "{" in self.path:
            codes.append(404)
        if self.method in self.door.may_conflict:
            codes.append(409)
        if self.method in self.door.may_be_too_large:
            codes.append(413)
        if self.method in BODY_METHODS:
            codes.append(415)
        return sorted(codes)

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        for code in self._errors():
            if str(code) not in bodies:
                bodies[str(code)] = self._problem(code, direction)
        return bodies

    def _problem(self, code: int, direction: Direction) -> dict[str, Any]:
        answer: dict[str, Any] = self._get_response_for_code(  # type: ignore[no-untyped-call]
            ProblemSerializer, str(code), [PROBLEM_TYPE], direction
        )
        answer["description"] = MEANINGS[code]
        if code == 429:
            answer["headers"] = {"Retry-After": {"schema": {"type": "integer"}}}
        return answer
