"""Rate limits: generous for reading (a school shares one address), tight for writing."""

from typing import TYPE_CHECKING

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

if TYPE_CHECKING:
    from rest_framework.views import APIView

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class _Rate(SimpleRateThrottle):
    safe: bool

    def get_cache_key(self, request: Request, view: "APIView") -> str | None:
        if (request.method in SAFE_METHODS) is not self.safe:
            return None
        user = request.user
        ident = str(user.pk) if user and user.is_authenticated else self.get_ident(request)
        return self.cache_format % {"scope": self.scope, "ident": ident}


class ReadRate(_Rate):
    scope = "read"
    safe = True


class WriteRate(_Rate):
    scope = "write"
    safe = False
