"""Every address that the code defines, read off Django's resolver and the websocket routes."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver

from config.sockets import websocket_urlpatterns

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True, slots=True)
class Address:
    """A route as it stands in the code, and the methods that it implements."""

    route: str
    methods: tuple[str, ...]
    view: Any = None


def _methods(callback: Any) -> tuple[str, ...]:
    """The methods of a view. A plain function (a page) is there to be read: GET."""
    view = getattr(callback, "view_class", None)
    if view is None:
        return ("GET",)
    return tuple(m for m in METHODS if hasattr(view, m.lower()))


def _walk(resolver: Any, before: str = "") -> Iterator[Address]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            view = getattr(pattern.callback, "view_class", None)
            yield Address("/" + route, _methods(pattern.callback), view)
        else:
            yield from _walk(pattern, route)


def http_addresses() -> list[Address]:
    """Every address of the resolver."""
    return list(_walk(get_resolver()))


def socket_routes() -> list[str]:
    """Every websocket route."""
    return ["/" + str(pattern.pattern) for pattern in websocket_urlpatterns]
