"""Attendance: what a leader's phone takes along, what it sends, and how a session stands."""

import uuid
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.attendance_contents import (
    BatchInput,
    HandleInput,
    QuestionsInput,
    RefusedRecordSerializer,
)
from activities.api.attendance_serializers import (
    BatchResultSerializer,
    EveningSerializer,
    QuestionSerializer,
    SealingKeysSerializer,
    StandingSerializer,
)
from activities.attendance.evening import evening
from activities.attendance.quarantine import accept, dismiss, readable, waiting_for
from activities.attendance.questions import set_questions
from activities.attendance.receiving import Envelope, receive
from activities.attendance.sealing import SUITE_NAME, SealingKey, sealing_keys
from activities.attendance.standing import standings
from activities.attendance.tokens import token_for
from activities.models import ReflectionQuestion, RefusedRecord, Session
from activities.signing import signing_keys
from people.api.door import Door
from people.api.paging import PageQuery
from people.permissions import require
from venues.api.lists import ListDoor, listed
from venues.api.parameters import LanguageQuery
from venues.languages import best


class EveningQuery(LanguageQuery):
    """My sessions of today, and one more that is asked for by its id."""

    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all(), required=False)


class RefusedQuery(PageQuery, LanguageQuery):
    """Refused records, oldest first."""


def _key(key: SealingKey) -> dict[str, str]:
    return {"id": key.id, "public_key": key.public_base64}


def _questions(language: str) -> list[dict[str, Any]]:
    found = []
    for question in ReflectionQuestion.objects.asked():
        text = best(question.texts.all(), language)
        found.append({"id": question.pk, "text": text.text if text else ""})
    return found


class AttendanceEvening(Door):
    """My evening: all that a leader's phone needs to work without a network."""

    deeds: ClassVar = {"GET": "attendance.register"}
    queries: ClassVar = {"GET": EveningQuery}

    @extend_schema(responses=EveningSerializer)
    def get(self, request: Request) -> Response:
        language = self.asked["lang"]
        text, token = token_for(self.actor)
        found = {
            "server_time": timezone.now(),
            "valid_until": token.valid_until,
            "token": text,
            "key": _key(sealing_keys()[0]),
            "ticket_keys": [
                {"id": key.id, "public_key": key.public_base64} for key in signing_keys()
            ],
            "questions": _questions(language),
            "sessions": evening(by=self.actor, also=self.asked.get("session")),
        }
        context = {"language": language, "me": self.actor.id}
        return Response(EveningSerializer(found, context=context).data)


class AttendanceBatch(Door):
    """Sealed records from a leader's phone. Sent again, nothing is done again."""

    deeds: ClassVar = {"POST": "attendance.send"}
    may_be_too_large = frozenset({"POST"})

    @extend_schema(request=BatchInput, responses={200: BatchResultSerializer})
    def post(self, request: Request) -> Response:
        """One result for each record. What is refused is kept for the coordinator."""
        body = BatchInput(data=request.data)
        body.is_valid(raise_exception=True)
        envelopes = [Envelope(**one) for one in body.validated_data["records"]]
        results = receive(envelopes=envelopes, by=self.actor)
        found = {"server_time": timezone.now(), "results": results}
        return Response(BatchResultSerializer(found).data)


class AttendanceKeys(Door):
    """The public keys that records are sealed to, the one in use first."""

    deeds: ClassVar = {"GET": "attendance.keys"}

    @extend_schema(responses=SealingKeysSerializer)
    def get(self, request: Request) -> Response:
        return Response({"suite": SUITE_NAME, "results": [_key(key) for key in sealing_keys()]})


class AttendanceQuestions(Door):
    """The reflection questions of the log book."""

    deeds: ClassVar = {"PUT": "attendance.set_questions"}
    queries: ClassVar = {"PUT": LanguageQuery}

    @extend_schema(request=QuestionsInput, responses=listed(QuestionSerializer, paged=False))
    def put(self, request: Request) -> Response:
        """Ask these from now on. An answer stays with the question that it was given to."""
        body = QuestionsInput(data=request.data)
        body.is_valid(raise_exception=True)
        words = [
            {text["language"]: text["text"] for text in question["texts"]}
            for question in body.validated_data["questions"]
        ]
        set_questions(questions=words, by=self.actor)
        return Response({"results": _questions(self.asked["lang"])})


class SessionAttendance(Door):
    """How one session stands, with the taps of all its leaders."""

    deeds: ClassVar = {"GET": "attendance.register"}

    @extend_schema(responses=StandingSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        session = get_object_or_404(
            Session.objects.select_related("activity", "venue__area"), pk=id
        )
        require(self.actor, "attendance.register", on=session)
        return Response(StandingSerializer(standings([id])[id]).data)


class RefusedRecords(ListDoor):
    """Records that could not be taken in and wait for a coordinator."""

    deeds: ClassVar = {"GET": "attendance.oversee"}
    queries: ClassVar = {"GET": RefusedQuery}
    row = RefusedRecordSerializer
    ordering = ("received_at", "id")

    @extend_schema(responses=listed(RefusedRecordSerializer))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def found(self) -> QuerySet[RefusedRecord]:
        return waiting_for(self.actor)

    def rows(self, things: list[Any]) -> list[dict[str, Any]]:
        return super().rows(readable(things))


class RefusedRecordHandle(Door):
    """What becomes of a refused record."""

    deeds: ClassVar = {"POST": "attendance.oversee"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=HandleInput, responses={204: None})
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Take it in, vouching for it, or put it aside; with a reason either way."""
        refused = get_object_or_404(RefusedRecord, pk=id)
        require(self.actor, "attendance.oversee", on=refused)
        body = HandleInput(data=request.data)
        body.is_valid(raise_exception=True)
        handle = accept if body.validated_data["deed"] == "accept" else dismiss
        handle(refused=refused, reason=body.validated_data["reason"], by=self.actor)
        return Response(status=204)
