"""Every address of the API, read off the URL resolver."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from people.api.door import Door, NoQuery, Query

PREFIX = "api/v1/"


@dataclass(frozen=True, slots=True)
class Address:
    """A method of an address, as OpenAPI writes it: `GET /api/v1/sessions/{id}`."""

    method: str
    path: str
    view: type[Door]

    @property
    def query(self) -> type[Query]:
        return self.view.queries.get(self.method, NoQuery)

    @property
    def parameters(self) -> list[str]:
        return sorted(self.query().fields)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            yield prefix + str(pattern.pattern), pattern


def addresses() -> list[Address]:
    """All of them. An address of the API that is not behind a Door is an error."""
    found = []
    for route, pattern in _walk(get_resolver().url_patterns, ""):
        if not route.startswith(PREFIX):
            continue
        view = getattr(pattern.callback, "view_class", None)
        assert view is not None and issubclass(view, Door), f"{route} is not behind a Door"  # noqa: PT018
        path = "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)
        found += [Address(method, path, view) for method in sorted(view.deeds)]
    return found


def gets(*, lists: bool = False) -> list[Address]:
    """The addresses that are read; with `lists`, those without a gap in them."""
    return [one for one in addresses() if one.method == "GET" and not (lists and "{" in one.path)]
