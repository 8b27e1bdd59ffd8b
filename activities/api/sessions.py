"""Sessions: found, shown, given seats, called off."""

import uuid
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.inputs import CancelInput, SessionPatch
from activities.api.parameters import SessionQuery
from activities.api.serializers import SessionDetailSerializer, SessionSerializer
from activities.changing import cancel_session, edit_session
from activities.models import Session
from activities.rows import session_rows
from activities.search import ordered_sessions
from people.api.door import Door
from venues.api.lists import GeoListDoor, listed
from venues.api.parameters import LanguageQuery


class Sessions(GeoListDoor):
    """What is on: sessions that are not over, soonest, nearest or best matching first."""

    deeds: ClassVar = {"GET": "activity.read"}
    queries: ClassVar = {"GET": SessionQuery}
    row = SessionSerializer

    @extend_schema(responses=listed(SessionSerializer, geojson=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def found(self) -> QuerySet[Session]:
        # What the order needs: `rows` reads the rest.
        return ordered_sessions(self.asked).only("starts_at")

    def rows(self, things: list[Session]) -> list[dict[str, Any]]:
        """As `SessionSerializer`, with what the page's own query knows."""
        rows = session_rows([thing.pk for thing in things], self.asked["lang"])
        metres = {str(thing.pk): getattr(thing, "metres", None) for thing in things}
        for row in rows:
            distance = metres[row["id"]]
            row["distance_m"] = None if distance is None else round(distance)
        return rows

    def shapes(self, things: list[Session], rows: list[dict[str, Any]]) -> list[Any]:
        at = [row["venue"]["position"] for row in rows]
        return [{"type": "Point", "coordinates": [one["lng"], one["lat"]]} for one in at]

    def order(self) -> tuple[str, ...]:
        first = {"nearest": ("metres",), "relevance": ("tier",)}.get(self.asked["order"], ())
        return (*first, "starts_at", "id")


class OneSession(Door):
    """Addresses of one session."""

    def answer(self, session: Session) -> Response:
        session = Session.objects.with_details().with_first_photos().get(pk=session.pk)
        context = {"language": self.asked["lang"]}
        return Response(SessionDetailSerializer(session, context=context).data)


class SessionDetail(OneSession):
    """One session."""

    deeds: ClassVar = {"GET": "activity.read", "PATCH": "session.write"}
    queries: ClassVar = {"GET": LanguageQuery, "PATCH": LanguageQuery}
    may_conflict = frozenset({"PATCH"})

    @extend_schema(responses=SessionDetailSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return self.answer(get_object_or_404(Session.objects.shown(), pk=id))

    @extend_schema(request=SessionPatch, responses=SessionDetailSerializer)
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        """Move this one session, or give it other seats. It then no longer follows its schedule."""
        body = SessionPatch(data=request.data)
        body.is_valid(raise_exception=True)
        session = get_object_or_404(Session, pk=id)
        edit_session(session=session, fields=body.validated_data, by=self.actor)
        return self.answer(session)


class SessionCancel(OneSession):
    """Calling one session off."""

    deeds: ClassVar = {"POST": "session.write"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=CancelInput, responses=SessionDetailSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        body = CancelInput(data=request.data)
        body.is_valid(raise_exception=True)
        session = get_object_or_404(Session, pk=id)
        cancel_session(session=session, by=self.actor, **body.validated_data)
        return self.answer(session)
