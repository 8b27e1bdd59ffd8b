"""The one error shape: RFC 9457 problem+json, whatever went wrong and wherever."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework.exceptions import (
    APIException,
    ErrorDetail,
    NotFound,
    ValidationError,
)
from rest_framework.response import Response
from rest_framework.views import exception_handler

from people.errors import BodyTooLarge

logger = logging.getLogger(__name__)
CONTENT_TYPE = "application/problem+json"


def _leaves(detail: Any, name: str = "") -> Iterator[dict[str, str]]:
    """Every single error of a nested validation answer, named by its dotted path."""
    if isinstance(detail, Mapping):
        for key, inner in detail.items():
            own = "" if key == "non_field_errors" else str(key)
            yield from _leaves(inner, ".".join(part for part in (name, own) if part))
    elif isinstance(detail, Sequence) and not isinstance(detail, str):
        for index, inner in enumerate(detail):
            nested = isinstance(inner, Mapping)
            yield from _leaves(inner, f"{name}.{index}" if nested else name)
    else:
        code = detail.code if isinstance(detail, ErrorDetail) else "invalid"
        yield {"name": name, "code": str(code), "detail": str(detail)}


def problem(
    status: int, code: str, detail: str, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The body of a problem. `type` is an address that stays the same for the same code."""
    return {
        "type": f"/problems/{code}",
        "title": _title(status),
        "status": status,
        "code": code,
        "detail": detail,
        "errors": errors or [],
    }


def _title(status: int) -> str:
    titles = {
        400: _("Något i frågan är fel"),
        401: _("Logga in först"),
        403: _("Det får du inte göra"),
        404: _("Finns inte"),
        405: _("Går inte här"),
        409: _("Krockar med hur det är nu"),
        413: _("För stort"),
        429: _("För många försök"),
        500: _("Något gick fel hos oss"),
        503: _("Går inte just nu"),
    }
    return titles.get(status, HTTPStatus(status).phrase)


def _body(error: APIException) -> dict[str, Any]:
    if isinstance(error, ValidationError):
        errors = list(_leaves(error.detail))
        summary = _("Rätta det som är markerat och försök igen.")
        return problem(error.status_code, "invalid", summary, errors)
    detail = error.detail if isinstance(error.detail, ErrorDetail) else error.default_detail
    code = detail.code if isinstance(detail, ErrorDetail) else error.default_code
    return problem(error.status_code, str(code), str(detail))


def problem_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: everything it knows becomes a problem; the rest is a 500."""
    if isinstance(error, Http404):
        error = NotFound()
    if isinstance(error, RequestDataTooBig):
        error = BodyTooLarge()
    response = exception_handler(error, context)
    if response is None or not isinstance(error, APIException):
        if response is None:
            return None
        return _answer(response, problem(response.status_code, "not_permitted", str(error)))
    return _answer(response, _body(error))


def _answer(response: Response, body: dict[str, Any]) -> Response:
    response.data = body
    response.content_type = CONTENT_TYPE
    return response


class ProblemMiddleware:
    """Our own errors in the same shape where no API view is around them: in log-in's addresses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, APIException):
            return None
        return JsonResponse(_body(error), status=error.status_code, content_type=CONTENT_TYPE)


def _plain(status: int, code: str, detail: str) -> HttpResponse:
    return JsonResponse(problem(status, code, detail), status=status, content_type=CONTENT_TYPE)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's 500 handler: nothing about the inside gets out."""
    return _plain(500, "server_error", _("Vi har skrivit upp det. Försök igen om en stund."))


@csrf_exempt  # it changes nothing, and a form's own refusal would be a page instead of a problem
def no_such_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """Any address under /api/ that does not exist."""
    return _plain(404, "no_such_address", _("Den adressen finns inte."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 404 handler: for addresses so odd (a line break) that no pattern fits them."""
    return _plain(404, "no_such_address", _("Den adressen finns inte."))
