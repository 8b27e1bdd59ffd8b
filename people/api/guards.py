"""Who stands at the door: the browser's session and the named deed. (DRF loads this by setting.)"""

from typing import TYPE_CHECKING

from django.core.exceptions import ImproperlyConfigured
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from people.permissions import require

if TYPE_CHECKING:
    from rest_framework.views import APIView


class BrowserSession(SessionAuthentication):
    """The log-in session of the browser, with CSRF protection; without one: 401."""

    def authenticate_header(self, request: Request) -> str:
        return "Session"


class NamesItsDeed(BasePermission):
    """Lets a request in only if the view names a deed for the method and the actor may do it."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        deed_for = getattr(view, "deed_for", None)
        if deed_for is None:
            raise ImproperlyConfigured(f"{type(view).__name__} is not a Door: it names no deed.")
        if request.method != "OPTIONS":
            require(view.actor, deed_for(request.method or ""))  # type: ignore[attr-defined]
        return True
