"""Terms: read by everybody, set up and drawn by those who coordinate their courses."""

import uuid
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.term_inputs import (
    CourseInput,
    PlacesInput,
    TermInput,
    TermPatch,
)
from activities.api.term_serializers import (
    DrawSerializer,
    TermApplicationsSerializer,
    TermListSerializer,
    TermSerializer,
)
from activities.models import Term, TermCourse
from activities.terms.drawing import draw
from activities.terms.looking import applications_to, lots, places_of, terms_seen_by
from activities.terms.setting_up import (
    add_course,
    change_places,
    create_term,
    edit_term,
    publish_term,
    remove_course,
)
from people.api.door import Door
from people.permissions import require
from venues.api.parameters import LanguageQuery


class TermDoor(Door):
    """Addresses of terms; each answers with a term as the actor sees it."""

    def seen(self, id: uuid.UUID) -> Term:
        return get_object_or_404(terms_seen_by(self.actor), pk=id)

    def context(self) -> dict[str, Any]:
        return {"language": self.asked["lang"], "actor": self.actor}

    def answer(self, id: uuid.UUID, status: int = 200) -> Response:
        shown = TermSerializer(self.seen(id), context=self.context())
        return Response(shown.data, status=status)


class Terms(TermDoor):
    """The terms that are not over, the first to close first."""

    deeds: ClassVar = {"GET": "term.read", "POST": "term.write"}
    queries: ClassVar = {"GET": LanguageQuery, "POST": LanguageQuery}

    @extend_schema(responses=TermListSerializer)
    def get(self, request: Request) -> Response:
        found = terms_seen_by(self.actor).unfinished(timezone.localdate())
        rows = {"results": found.order_by("closes_at", "pk")}
        return Response(TermListSerializer(rows, context=self.context()).data)

    @extend_schema(request=TermInput, responses={201: TermSerializer})
    def post(self, request: Request) -> Response:
        """Add a term that nobody else sees yet."""
        body = TermInput(data=request.data)
        body.is_valid(raise_exception=True)
        fields = dict(body.validated_data)
        term = create_term(organiser=fields.pop("organiser"), fields=fields, by=self.actor)
        return self.answer(term.pk, 201)


class TermDetail(TermDoor):
    """One term, with its courses and its rules."""

    deeds: ClassVar = {"GET": "term.read", "PATCH": "term.write"}
    queries: ClassVar = {"GET": LanguageQuery, "PATCH": LanguageQuery}
    may_conflict = frozenset({"PATCH"})

    @extend_schema(responses=TermSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return self.answer(id)

    @extend_schema(request=TermPatch, responses=TermSerializer)
    def patch(self, request: Request, id: uuid.UUID) -> Response:
        """Change the rules that are sent, until the term is published."""
        term = self.seen(id)
        body = TermPatch(data=request.data, context={"term": term})
        body.is_valid(raise_exception=True)
        edit_term(term=term, fields=body.validated_data, by=self.actor)
        return self.answer(id)


class TermCourses(TermDoor):
    """The courses of a term."""

    deeds: ClassVar = {"POST": "term.write"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=CourseInput, responses={201: TermSerializer})
    def post(self, request: Request, id: uuid.UUID) -> Response:
        term = self.seen(id)
        body = CourseInput(data=request.data)
        body.is_valid(raise_exception=True)
        add_course(term=term, by=self.actor, **body.validated_data)
        return self.answer(id, 201)


class OneTermCourse(TermDoor):
    """One course of a term."""

    deeds: ClassVar = {"PATCH": "term.write", "DELETE": "term.write"}
    queries: ClassVar = {"PATCH": LanguageQuery, "DELETE": LanguageQuery}
    may_conflict = frozenset({"PATCH", "DELETE"})

    def course(self, id: uuid.UUID, course: uuid.UUID) -> TermCourse:
        return get_object_or_404(TermCourse.objects.filter(term=self.seen(id)), pk=course)

    @extend_schema(request=PlacesInput, responses=TermSerializer)
    def patch(self, request: Request, id: uuid.UUID, course: uuid.UUID) -> Response:
        """More or fewer places; new ones go to the queue first."""
        found = self.course(id, course)
        body = PlacesInput(data=request.data)
        body.is_valid(raise_exception=True)
        change_places(course=found, places=body.validated_data["places"], by=self.actor)
        return self.answer(id)

    @extend_schema(responses=TermSerializer)
    def delete(self, request: Request, id: uuid.UUID, course: uuid.UUID) -> Response:
        """Take it out of the term, as long as nobody has wished for it."""
        remove_course(course=self.course(id, course), by=self.actor)
        return self.answer(id)


class TermPublish(TermDoor):
    """Showing a term to everybody; the hash of its seed is published with it."""

    deeds: ClassVar = {"POST": "term.write"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=TermSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        publish_term(term=self.seen(id), by=self.actor)
        return self.answer(id)


class TermDraw(TermDoor):
    """The open draw."""

    deeds: ClassVar = {"GET": "term.read", "POST": "term.manage"}
    may_conflict = frozenset({"POST"})

    def shown(self, id: uuid.UUID) -> Response:
        term = self.seen(id)
        return Response(DrawSerializer({"term": term, "results": lots(term)}).data)

    @extend_schema(responses=DrawSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        """The hash, and after the draw the seed, the numbers and their order: check it yourself."""
        return self.shown(id)

    @extend_schema(request=None, responses=DrawSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Draw, once, when the window is closed; the first offers go out."""
        draw(term=self.seen(id), by=self.actor)
        return self.shown(id)


class TermApplications(TermDoor):
    """Everything that is applied for in a term, with the reason for each that waits."""

    deeds: ClassVar = {"GET": "term.manage"}
    queries: ClassVar = {"GET": LanguageQuery}

    @extend_schema(responses=TermApplicationsSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        term = self.seen(id)
        require(self.actor, "term.manage", on=term)
        found = applications_to(term)
        context = {**self.context(), "places": places_of(found)}
        body = {"courses": term.courses.all(), "results": found}
        return Response(TermApplicationsSerializer(body, context=context).data)
