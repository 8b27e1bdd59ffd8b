"""One's own applications to terms: made, seen, answered, taken back; and what coordinators do."""

import uuid
from typing import Any, ClassVar

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.booking_inputs import IDEMPOTENCY_KEY, idempotency_key
from activities.api.term_inputs import ApplyInput, RemoveInput, WishesInput, WishInput
from activities.api.term_serializers import (
    ApplicationListSerializer,
    ApplicationRowSerializer,
    ApplicationSerializer,
)
from activities.booking.idempotency import Answer, once
from activities.models import Application
from activities.terms.answering import (
    accept_offer,
    decline_offer,
    place,
    remove_application,
    withdraw,
)
from activities.terms.applying import apply, change_wishes
from activities.terms.looking import applications_of, places_of
from people.api.door import Door
from people.permissions import require
from venues.api.parameters import LanguageQuery


class ApplicationDoor(Door):
    """Addresses of one's own applications; anybody else's are not there."""

    def mine(self, id: uuid.UUID) -> Application:
        assert self.actor.person is not None, "the deed is for those who have logged in"
        return get_object_or_404(applications_of(self.actor.person), pk=id)

    def context(self, found: list[Application]) -> dict[str, Any]:
        return {"language": self.asked["lang"], "places": places_of(found)}

    def shown(self, id: uuid.UUID) -> Any:
        mine = self.mine(id)
        return ApplicationSerializer(mine, context=self.context([mine])).data

    def answer(self, id: uuid.UUID) -> Response:
        return Response(self.shown(id))


class Applications(ApplicationDoor):
    """One's own applications and those of one's children, the latest first."""

    deeds: ClassVar = {"GET": "term.apply", "POST": "term.apply"}
    queries: ClassVar = {"GET": LanguageQuery, "POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(responses=ApplicationListSerializer)
    def get(self, request: Request) -> Response:
        assert self.actor.person is not None, "the deed is for those who have logged in"
        found = list(applications_of(self.actor.person).order_by("-applied_at", "pk"))
        rows = {"results": found}
        return Response(ApplicationListSerializer(rows, context=self.context(found)).data)

    @extend_schema(
        request=ApplyInput, responses={201: ApplicationSerializer}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request) -> Response:
        """Apply for oneself, or for one's child."""
        key = idempotency_key(request)
        body = ApplyInput(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        me = self.actor.person
        assert me is not None, "the deed is for those who have logged in"

        def do() -> Answer:
            made = apply(
                term=asked["term"],
                participant=asked["child"] or me,
                courses=asked["wishes"],
                new_pupil=asked["new_pupil"],
                contact=asked["guardian_contact"],
                by=self.actor,
            )
            return Answer(201, self.shown(made.pk))

        answer = once(key=key, request=request.data, do=do, by=self.actor)
        return Response(answer.body, status=answer.status)


class ApplicationDetail(ApplicationDoor):
    """One application, with the place of each wish, what happens next and why."""

    deeds: ClassVar = {"GET": "term.apply"}
    queries: ClassVar = {"GET": LanguageQuery}

    @extend_schema(responses=ApplicationSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return self.answer(id)


class ApplicationWishes(ApplicationDoor):
    """The wishes, in another order or others, while one can apply."""

    deeds: ClassVar = {"PUT": "term.apply"}
    queries: ClassVar = {"PUT": LanguageQuery}
    may_conflict = frozenset({"PUT"})

    @extend_schema(request=WishesInput, responses=ApplicationSerializer)
    def put(self, request: Request, id: uuid.UUID) -> Response:
        mine = self.mine(id)
        body = WishesInput(data=request.data)
        body.is_valid(raise_exception=True)
        change_wishes(application=mine, courses=body.validated_data["wishes"], by=self.actor)
        return self.answer(id)


class _Step(ApplicationDoor):
    deeds: ClassVar = {"POST": "term.apply"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})


class ApplicationAccept(_Step):
    """Taking the place that is offered, in all sessions of the term."""

    @extend_schema(request=WishInput, responses=ApplicationSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        mine = self.mine(id)
        body = WishInput(data=request.data)
        body.is_valid(raise_exception=True)
        accept_offer(application=mine, by=self.actor, **body.validated_data)
        return self.answer(id)


class ApplicationDecline(_Step):
    """Saying no to the place that is offered; it goes on at once."""

    @extend_schema(request=WishInput, responses=ApplicationSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        mine = self.mine(id)
        body = WishInput(data=request.data)
        body.is_valid(raise_exception=True)
        decline_offer(application=mine, by=self.actor, **body.validated_data)
        return self.answer(id)


class ApplicationWithdraw(_Step):
    """Taking the application back, and the place if there is one."""

    @extend_schema(request=None, responses=ApplicationSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        withdraw(application=self.mine(id), by=self.actor)
        return self.answer(id)


class ManagedApplication(Door):
    """What coordinators do with somebody's application."""

    deeds: ClassVar = {"POST": "term.manage"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    def managed(self, id: uuid.UUID) -> Application:
        found = Application.objects.with_people().with_wishes()
        application = get_object_or_404(found.select_related("term__organiser"), pk=id)
        require(self.actor, "term.manage", on=application.term)
        return application

    def answer(self, id: uuid.UUID) -> Response:
        row = self.managed(id)
        context = {"language": self.asked["lang"], "places": places_of([row])}
        return Response(ApplicationRowSerializer(row, context=context).data)


class ApplicationPlace(ManagedApplication):
    """Giving somebody a free place that they wish for, before their turn."""

    @extend_schema(request=WishInput, responses=ApplicationRowSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        application = self.managed(id)
        body = WishInput(data=request.data)
        body.is_valid(raise_exception=True)
        place(application=application, by=self.actor, **body.validated_data)
        return self.answer(id)


class ApplicationRemove(ManagedApplication):
    """Ending somebody's application, with a message to them."""

    @extend_schema(request=RemoveInput, responses=ApplicationRowSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        application = self.managed(id)
        body = RemoveInput(data=request.data)
        body.is_valid(raise_exception=True)
        remove_application(application=application, by=self.actor, **body.validated_data)
        return self.answer(id)
