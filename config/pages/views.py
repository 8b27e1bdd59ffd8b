"""Answering for a page: who may, in which language, with what first view, kept for how long."""

import hashlib
import logging
from typing import Any

from csp.constants import SELF
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import urlencode
from django.views.decorators.csrf import ensure_csrf_cookie

from config.pages.asking import NotAnswered, Questions
from config.pages.first_views import FIRST_VIEWS, Opening, structured
from config.pages.framing import framed
from config.pages.shell import json_element, shell
from people.actors import actor_of
from people.permissions import Verdict, verdict

logger = logging.getLogger(__name__)


def reader_language(request: HttpRequest) -> str:
    """`?lang=` where the address says it, else what LocaleMiddleware found (cookie, browser)."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language()


def _alternatives(path: str, query: dict[str, str]) -> dict[str, Any]:
    """The page's own address and those of the same page in each language."""
    plain = settings.NARA_ORIGIN + path

    def address(**more: str) -> str:
        words = urlencode(sorted({**query, **more}.items()))
        return f"{plain}?{words}" if words else plain

    return {
        "address": address(),
        "alternatives": [(code, address(lang=code)) for code, _name in settings.LANGUAGES],
    }


def _head(request: HttpRequest, context: dict[str, Any], query: dict[str, str]) -> str:
    own = _alternatives(request.path, query)
    language = translation.get_language()
    if request.GET.get("lang") == language:
        own["address"] = dict(own["alternatives"])[language]
    return render_to_string("first/head.html", {**own, "language": language, **context})


def _first_view(request: HttpRequest, route: str, kwargs: dict[str, Any]) -> tuple[int, str, str]:
    """Status, head and first view of a page; empty strings leave the shell as it is."""
    make = FIRST_VIEWS.get(route)
    if make is None:
        return 200, _head(request, {}, {}), ""
    try:
        opening = Opening(Questions(request))
        view = make(opening, **kwargs)
    except NotAnswered as refusal:
        gone = refusal.status == 404
        first = render_to_string("first/gone.html") if gone else ""
        return (404 if gone else 200), _head(request, {"gone": gone}, {}), first
    except OperationalError as error:
        logger.warning("A page without its first view: %s", type(error).__name__)
        return 200, _head(request, {}, {}), ""
    head = _head(
        request,
        {"view": view, "structured": json_element(structured(view), kind="application/ld+json")},
        view.query,
    )
    data = json_element(opening.questions.as_data(), kind="application/json", id="first-data")
    context = {**view.context, "place": opening.place, "data": data}
    return 200, head, render_to_string(view.template, context)


def _answer(request: HttpRequest, status: int, head: str, first: str) -> HttpResponse:
    try:
        built = shell()
    except FileNotFoundError:
        text = "The frontend is not built: run `make run`, or `npm run build` in frontend/.\n"
        return HttpResponse(text, status=503, content_type="text/plain")
    html = built.filled(translation.get_language(), head, first).encode()
    answer = HttpResponse(html, status=status)
    # Somebody who has logged in may see more than others do: no copy of that is kept anywhere.
    known = request.user.is_authenticated
    answer["Cache-Control"] = "private, no-store" if known else "private, no-cache"
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    answer._csp_update = {"script-src": [SELF, *built.hashes]}  # type: ignore[attr-defined]
    if known or status != 200:
        return answer
    etag = f'"{hashlib.sha256(html).hexdigest()[:32]}"'
    answer["ETag"] = etag
    unchanged = get_conditional_response(request, etag=etag, response=answer) or answer
    # A 304's headers replace those the browser has kept: without the hashes no script would run.
    unchanged._csp_update = answer._csp_update  # type: ignore[attr-defined]
    return unchanged


@ensure_csrf_cookie
def page(request: HttpRequest, route: str, deed: str, **kwargs: Any) -> HttpResponse:
    """A page of the frontend, for those who may; others are sent to log in or told no."""
    answer = verdict(actor_of(request), deed)
    if answer is Verdict.SIGN_IN:
        return redirect("/login?" + urlencode({"next": request.get_full_path()}))
    with translation.override(reader_language(request)):
        if answer is not Verdict.YES:
            return _answer(request, 403, _head(request, {"gone": True}, {}), "")
        return framed(_answer(request, *_first_view(request, route, kwargs)), route)


@ensure_csrf_cookie
def no_such_page(request: HttpRequest, path: str = "") -> HttpResponse:
    """Everything else: the shell says that the page does not exist."""
    with translation.override(reader_language(request)):
        first = render_to_string("first/gone.html")
        return _answer(request, 404, _head(request, {"gone": True}, {}), first)
