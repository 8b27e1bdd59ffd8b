"""The one page that may be framed: the phone of a preview, by the preview, on this origin only."""

from csp.constants import SELF
from django.http import HttpResponse

FRAMED = "/publish/[id]/phone"
FRAMING = "/publish/[id]/preview"


def framed(answer: HttpResponse, route: str) -> HttpResponse:
    """The answer, with the headers that let `FRAMING` show `FRAMED`; others stay as they are."""
    if route == FRAMED:
        answer["X-Frame-Options"] = "SAMEORIGIN"
        answer._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
    if route == FRAMING:
        answer._csp_replace = {"frame-src": [SELF]}  # type: ignore[attr-defined]
    return answer
