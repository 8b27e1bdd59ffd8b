"""The access log: method, address without its query string, status, milliseconds. Nobody's IP."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("nara.access")


class AccessLogMiddleware:
    """Logs each request once it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        spent = (time.perf_counter() - begun) * 1000
        logger.info("%s %s %d %.0f ms", request.method, request.path, response.status_code, spent)
        return response
