"""The addresses of calendars: of a session, of an activity, of a search."""

import uuid
from hashlib import blake2b
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request

from activities.api.parameters import SearchQuery
from activities.calendars import MOST, Shown, calendar
from activities.models import Activity, Session
from activities.search import find_gone, find_sessions
from people.api.door import Door
from venues.api.parameters import LanguageQuery
from venues.languages import best

MEDIA_TYPE = "text/calendar"
ANSWERS: Any = {
    (200, MEDIA_TYPE): OpenApiTypes.STR,
    304: OpenApiResponse(description="The calendar is the one you have."),
}


class CalendarRenderer(BaseRenderer):
    """Lets a client that asks for calendars by media type through; the view answers by itself."""

    media_type = MEDIA_TYPE
    format = "ics"
    charset = "utf-8"

    def render(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return JSONRenderer().render(data, *args, **kwargs)


class CalendarDoor(Door):
    """An address that answers as a calendar."""

    renderer_classes = [CalendarRenderer]

    def answer(self, request: Request, shown: Shown, *, name: str, page: str) -> HttpResponse:
        made = calendar(shown, name=name, language=self.asked["lang"], page=page)
        etag = quote_etag(blake2b(made, digest_size=12).hexdigest())
        answer = HttpResponse(made, content_type=f"{MEDIA_TYPE}; charset=utf-8")
        answer["ETag"] = etag
        answer["Cache-Control"] = "public, max-age=300"
        answer["Content-Language"] = self.asked["lang"]
        answer["Content-Disposition"] = 'inline; filename="nara.ics"'
        return get_conditional_response(request, etag=etag, response=answer) or answer

    def title(self, activity: Activity) -> str:
        text = best(activity.texts.all(), self.asked["lang"])
        return text.title if text else "Nära"


class SessionCalendar(CalendarDoor):
    """One session as a calendar; cancelled when it was called off or taken away."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": LanguageQuery}

    @extend_schema(operation_id="session_calendar", responses=ANSWERS)
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:
        page = f"/sessions/{id}"
        session = Session.objects.shown().with_details().filter(pk=id).first()
        if session is not None:
            shown = Shown([session], [])
            return self.answer(request, shown, name=self.title(session.activity), page=page)
        gone = find_gone({}, most=1, session=id)
        if not gone:
            raise Http404
        return self.answer(request, Shown([], gone), name="Nära", page=page)


class ActivityCalendar(CalendarDoor):
    """The coming sessions of an activity as a calendar to subscribe to."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": LanguageQuery}

    @extend_schema(operation_id="activity_calendar", responses=ANSWERS)
    def get(self, request: Request, id: uuid.UUID) -> HttpResponse:
        seen = Activity.objects.filter(published_at__isnull=False).prefetch_related("texts")
        activity = get_object_or_404(seen, pk=id)
        public = activity.status == Activity.Status.PUBLISHED
        name = self.title(activity) if public else "Nära"
        shown = found({"activity": activity.pk})
        return self.answer(request, shown, name=name, page=f"/activities/{id}")


class SearchCalendar(CalendarDoor):
    """What a search finds, as a calendar to subscribe to: the soonest sessions, at most 500."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": SearchQuery}

    @extend_schema(operation_id="sessions_calendar", responses=ANSWERS)
    def get(self, request: Request) -> HttpResponse:
        return self.answer(request, found(self.asked), name=self.name(), page=self.page(request))

    def name(self) -> str:
        """What the search is about: the place it asks for, and its words."""
        area = (
            best(self.asked["area"].names.all(), self.asked["lang"])
            if "area" in self.asked
            else None
        )
        where = area.name if area else settings.NARA_MUNICIPALITY_NAME
        return " · ".join(part for part in ("Nära", where, self.asked.get("q", "")) if part)

    def page(self, request: Request) -> str:
        """Where the same search is read on a page."""
        names = [name for name in request.query_params if name not in ("lang", "near", "within")]
        return "/?" + urlencode({name: request.query_params[name] for name in sorted(names)})


def found(asked: dict[str, Any]) -> Shown:
    """What a calendar for `asked` shows; what is beyond `MOST` is cut, and said to be."""
    rows = list(find_sessions(asked).order_by("starts_at", "id")[: MOST + 1])
    return Shown(rows[:MOST], find_gone(asked, most=MOST), cut=len(rows) > MOST)
