"""The pages of the frontend: one static shell, each address named with its deed.

The addresses repeat the route folders of frontend/src/routes; a test compares the two. The shell's
own inline scripts are allowed by their hashes, so the Content-Security-Policy stays strict.
"""

import base64
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path
from django.utils.http import urlencode
from django.views.decorators.csrf import ensure_csrf_cookie

from people.actors import actor_of
from people.permissions import Verdict, verdict

#: Route of the frontend → (Django path, deed).
PAGES: dict[str, tuple[str, str]] = {
    "/": ("", "activity.read"),
    "/sessions/[id]": ("sessions/<uuid:id>", "activity.read"),
    "/activities/[id]": ("activities/<uuid:id>", "activity.read"),
    "/areas/[code]": ("areas/<str:code>", "venue.read"),
    "/gaps": ("gaps", "coverage.read"),
    "/publish": ("publish", "activity.write"),
    "/publish/[id]": ("publish/<str:id>", "activity.write"),
    "/import": ("import", "import.write"),
    "/login": ("login", "account.see_own"),
    "/account": ("account", "account.see_own"),
    "/about": ("about", "municipality.read"),
    "/privacy": ("privacy", "municipality.read"),
    "/accessibility": ("accessibility", "municipality.read"),
}
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)


def shell_path() -> Path:
    return settings.NARA_FRONTEND_DIR / "200.html"


@lru_cache(maxsize=2)
def _shell(path: Path, changed: float) -> tuple[bytes, tuple[str, ...]]:
    """The shell and the CSP hashes of its inline scripts."""
    html = path.read_bytes()
    digests = (hashlib.sha256(script).digest() for script in _INLINE_SCRIPT.findall(html))
    return html, tuple(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)


def _answer(status: int) -> HttpResponse:
    path = shell_path()
    try:
        html, hashes = _shell(path, path.stat().st_mtime)
    except FileNotFoundError:
        text = "The frontend is not built: run `make run`, or `npm run build` in frontend/.\n"
        return HttpResponse(text, status=503, content_type="text/plain")
    answer = HttpResponse(html, status=status)
    answer["Cache-Control"] = "no-cache"
    answer._csp_update = {"script-src": [SELF, *hashes]}  # type: ignore[attr-defined]
    return answer


@ensure_csrf_cookie
def page(request: HttpRequest, deed: str, **kwargs: Any) -> HttpResponse:
    """A page of the frontend, for those who may; others are sent to log in or told no."""
    answer = verdict(actor_of(request), deed)
    if answer is Verdict.SIGN_IN:
        return redirect("/login?" + urlencode({"next": request.get_full_path()}))
    return _answer(200 if answer is Verdict.YES else 403)


@ensure_csrf_cookie
def no_such_page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Everything else: the shell says that the page does not exist."""
    return _answer(404)


def page_urls() -> list[URLPattern]:
    pages = [
        path(route, page, {"deed": deed}, name=f"page {name}")
        for name, (route, deed) in PAGES.items()
    ]
    return [*pages, re_path(r"^(?P<path>.*)$", no_such_page, name="page none")]
