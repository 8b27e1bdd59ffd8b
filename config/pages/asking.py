"""Asking the API from inside the process, so that a page shows what the API answers and no more.

The question goes through the same view as one from outside: the same checks of its parameters, the
same permissions of the same person, the same query, the same serializer.
"""

import copy
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import resolve
from django.utils.http import urlencode

API = "/api/v1"


class NotAnswered(Exception):
    """The API refused; `status` says how, `names` which parameters it did not want."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(status)
        self.status = status
        errors = body.get("errors", []) if isinstance(body, dict) else []
        self.names = {error["name"] for error in errors}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and its answer, as the frontend finds them again."""

    path: str
    query: dict[str, str]
    body: Any


@dataclass(slots=True)
class Questions:
    """What a page asks for while it is made, in order."""

    request: HttpRequest
    answered: list[Asked] = field(default_factory=list)

    def ask(self, path: str, **query: Any) -> Any:
        """The body of a good answer. Raises NotAnswered for any other.

        A trailing underscore stands for a word of Python's own: `from_`.
        """
        asked = {name.rstrip("_"): str(value) for name, value in query.items()}
        answer = _answer(self.request, API + path, asked)
        if answer.status_code != 200:
            raise NotAnswered(answer.status_code, answer.data)
        self.answered.append(Asked(API + path, asked, answer.data))
        return answer.data

    def as_data(self) -> list[dict[str, Any]]:
        """All that was asked and answered, to be inlined."""
        return [{"path": a.path, "query": a.query, "body": a.body} for a in self.answered]


def _answer(request: HttpRequest, path: str, query: dict[str, str]) -> Any:
    text = urlencode(query)
    inner = copy.copy(request)
    inner.method = "GET"
    inner.path = inner.path_info = path
    inner.META = {
        **request.META,
        "QUERY_STRING": text,
        "PATH_INFO": path,
        "HTTP_ACCEPT": "application/json",
    }
    inner.__dict__["GET"] = QueryDict(text)
    inner.__dict__.pop("headers", None)
    match = resolve(path)
    return match.func(inner, *match.args, **match.kwargs)
