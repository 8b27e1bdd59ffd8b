"""The bookings of a session, as its coordinators and leaders see and change them."""

import uuid
from typing import ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.booking_inputs import (
    CancelSomeInput,
    LinkInput,
    MessageInput,
    MoveInput,
    SomeBookingsInput,
)
from activities.api.booking_serializers import ApprovalSerializer, ParticipantsSerializer
from activities.api.term_serializers import ApplicationApprovalSerializer
from activities.booking.guardians import answer_for_child, check_answerable, request_behind
from activities.booking.looking import participants, queue_places
from activities.booking.managing import (
    cancel_participants,
    invite,
    message_everyone,
    move_participant,
    undo_cancelling,
)
from activities.models import Application, Booking, Session
from activities.terms.answering import answer_application
from people.api.door import Door
from people.permissions import require
from venues.api.parameters import LanguageQuery


class SessionDoor(Door):
    """Addresses about everybody in one session."""

    def answer(self, session: Session) -> Response:
        """The session's seats, participants and queue, as they are now."""
        row = Session.objects.select_related("activity__rules").get(pk=session.pk)
        found = list(participants(row))
        for one in found:
            one.session = row
        body = {"seats": row, "results": found}
        return Response(ParticipantsSerializer(body, context={"places": queue_places(found)}).data)


class SessionBookings(SessionDoor):
    """Participants and waiting list of a session, each waiting one with the reason."""

    deeds: ClassVar = {"GET": "booking.see"}

    @extend_schema(responses=ParticipantsSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        session = get_object_or_404(Session, pk=id)
        require(self.actor, "booking.see", on=session)
        return self.answer(session)


class SessionBookingsCancel(SessionDoor):
    """Cancelling several bookings of a session."""

    deeds: ClassVar = {"POST": "booking.manage"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=CancelSomeInput, responses=ParticipantsSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Cancel all of them or none, with a message to each that goes out after ten minutes."""
        session = get_object_or_404(Session, pk=id)
        body = CancelSomeInput(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        cancel_participants(
            session=session, ids=asked["bookings"], message=asked["message"], by=self.actor
        )
        return self.answer(session)


class SessionBookingsUndo(SessionDoor):
    """Taking a cancelling back."""

    deeds: ClassVar = {"POST": "booking.manage"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=SomeBookingsInput, responses=ParticipantsSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Within ten minutes; whose seat has gone on meanwhile waits first in the queue."""
        session = get_object_or_404(Session, pk=id)
        body = SomeBookingsInput(data=request.data)
        body.is_valid(raise_exception=True)
        undo_cancelling(session=session, ids=body.validated_data["bookings"], by=self.actor)
        return self.answer(session)


class SessionMessage(SessionDoor):
    """A message to everybody in a session."""

    deeds: ClassVar = {"POST": "booking.manage"}

    @extend_schema(request=MessageInput, responses=ParticipantsSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        session = get_object_or_404(Session, pk=id)
        body = MessageInput(data=request.data)
        body.is_valid(raise_exception=True)
        message_everyone(session=session, message=body.validated_data["message"], by=self.actor)
        return self.answer(session)


class BookingMove(SessionDoor):
    """Moving a participant to another session."""

    deeds: ClassVar = {"POST": "booking.manage"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=MoveInput, responses=ParticipantsSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Answers with the session that the participant is in now."""
        booking = get_object_or_404(Booking, pk=id)
        require(self.actor, "booking.manage", on=booking.session)
        body = MoveInput(data=request.data)
        body.is_valid(raise_exception=True)
        to = body.validated_data["session"]
        move_participant(booking=booking, to=to, by=self.actor)
        return self.answer(to)


class BookingInvite(SessionDoor):
    """Offering a seat to one who waits, before their turn."""

    deeds: ClassVar = {"POST": "booking.manage"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=ParticipantsSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        booking = get_object_or_404(Booking, pk=id)
        invite(booking=booking, by=self.actor)
        return self.answer(booking.session)


APPROVAL = PolymorphicProxySerializer(
    component_name="ApprovalOrApplication",
    serializers=[ApprovalSerializer, ApplicationApprovalSerializer],
    resource_type_field_name=None,
)


class ApprovalDoor(Door):
    """Addresses for a guardian with a link. The link's text is in the body: it reaches no log."""

    deeds: ClassVar = {"POST": "booking.answer_link"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})

    def token(self, request: Request) -> str:
        body = LinkInput(data=request.data)
        body.is_valid(raise_exception=True)
        text: str = body.validated_data["token"]
        return text

    def answer(self, about: Booking | Application) -> Response:
        context = {"language": self.asked["lang"]}
        if isinstance(about, Application):
            wishes = Application.objects.with_people().with_wishes()
            context = {**context, "places": {}}
            shown = ApplicationApprovalSerializer(wishes.get(pk=about.pk), context=context)
            return Response(shown.data)
        found: QuerySet[Booking] = Booking.objects.with_sessions()
        return Response(ApprovalSerializer(found.get(pk=about.pk), context=context).data)

    def decide(self, request: Request, *, approve: bool) -> Response:
        """A guardian says yes or no, to whatever the link is about."""
        token = self.token(request)
        if request_behind(token).application is None:
            return self.answer(answer_for_child(token=token, approve=approve, by=self.actor))
        return self.answer(answer_application(token=token, approve=approve, by=self.actor))


class ApprovalRead(ApprovalDoor):
    """What a guardian is asked about."""

    @extend_schema(request=LinkInput, responses=APPROVAL)
    def post(self, request: Request) -> Response:
        asked = request_behind(self.token(request))
        check_answerable(asked)
        about = asked.booking or asked.application
        assert about is not None, "the database holds it: exactly one of the two"
        return self.answer(about)


class ApprovalApprove(ApprovalDoor):
    """A guardian says yes."""

    @extend_schema(request=LinkInput, responses=APPROVAL)
    def post(self, request: Request) -> Response:
        return self.decide(request, approve=True)


class ApprovalDecline(ApprovalDoor):
    """A guardian says no; a seat goes on at once."""

    @extend_schema(request=LinkInput, responses=APPROVAL)
    def post(self, request: Request) -> Response:
        return self.decide(request, approve=False)
