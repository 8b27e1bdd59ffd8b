"""One's own bookings: made, seen, answered, given up."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import override
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from activities.api.booking_inputs import (
    IDEMPOTENCY_KEY,
    BookGroupInput,
    BookingsQuery,
    BookInput,
    GroupsQuery,
    JoinGroupInput,
    NotificationsQuery,
    StartGroupInput,
    idempotency_key,
)
from activities.api.booking_serializers import (
    BookedSerializer,
    GroupSerializer,
    MyBookingSerializer,
    NotificationSerializer,
    TicketKeysSerializer,
    TicketSerializer,
)
from activities.booking.answering import accept, cancel, confirm, decline
from activities.booking.eligibility import overlapping
from activities.booking.groups import book_group, join_group, start_group
from activities.booking.idempotency import Answer, once
from activities.booking.looking import bookings_of, open_groups_of, queue_places
from activities.booking.making import Wish, book
from activities.booking.tickets import qr_svg, ticket_of
from activities.models import Booking, BookingGroup, Notification
from activities.signing import signing_keys
from people.api.door import Door
from venues.api.lists import ListDoor, listed
from venues.api.parameters import LanguageQuery


def booked(bookings: Sequence[Booking]) -> dict[str, Any]:
    """The answer to a request for seats, ready for JSON."""
    others = [str(other.pk) for one in bookings for other in overlapping(one)]
    found = {"bookings": bookings, "overlaps": others}
    context = {"places": queue_places(bookings)}
    answer: dict[str, Any] = BookedSerializer(found, context=context).data
    return answer


class Bookings(ListDoor):
    """One's own bookings and those of one's children, soonest first."""

    deeds: ClassVar = {"GET": "booking.make", "POST": "booking.make"}
    queries: ClassVar = {"GET": BookingsQuery}
    may_conflict = frozenset({"POST"})
    row = MyBookingSerializer
    ordering = ("starts", "id")

    @extend_schema(responses=listed(MyBookingSerializer))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def found(self) -> QuerySet[Booking]:
        assert self.actor.person is not None, "the deed is for those who have logged in"
        mine = bookings_of(self.actor.person, self.asked["when"]).with_sessions()
        session = self.asked.get("session")
        return mine if session is None else mine.filter(session=session)

    def context(self, things: list[Any]) -> dict[str, Any]:
        return {**super().context(things), "places": queue_places(things)}

    @extend_schema(
        request=BookInput, responses={201: BookedSerializer}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request) -> Response:
        """Book seats, all or none; or queue for them when there are none."""
        key = idempotency_key(request)
        body = BookInput(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        me = [self.actor.person] if asked["myself"] and self.actor.person else []
        contact = asked["guardian_contact"]
        wish = Wish(
            participants=[*me, *asked["children"]],
            queue=asked["queue"],
            fritidskortet=asked["fritidskortet"],
            contacts={one: contact for one in me if contact},
        )

        def do() -> Answer:
            return Answer(201, booked(book(session=asked["session"], wish=wish, by=self.actor)))

        answer = once(key=key, request=request.data, do=do, by=self.actor)
        return Response(answer.body, status=answer.status)


class OneBooking(Door):
    """Addresses of one's own booking; anybody else's is not there."""

    def mine(self, id: uuid.UUID) -> Booking:
        assert self.actor.person is not None, "the deed is for those who have logged in"
        return get_object_or_404(Booking.objects.of(self.actor.person).with_sessions(), pk=id)

    def answer(self, booking: Booking) -> Response:
        mine = self.mine(booking.pk)
        context = {"places": queue_places([mine]), "language": self.asked["lang"]}
        return Response(MyBookingSerializer(mine, context=context).data)


class BookingDetail(OneBooking):
    """One booking, with its place in the queue and why."""

    deeds: ClassVar = {"GET": "booking.make"}
    queries: ClassVar = {"GET": LanguageQuery}

    @extend_schema(responses=MyBookingSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return self.answer(self.mine(id))


class _BookingDeed(OneBooking):
    """Something that is done with one's booking."""

    deeds: ClassVar = {"POST": "booking.make"}
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})
    deed: ClassVar[Callable[..., Booking]]

    @extend_schema(request=None, responses=MyBookingSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        type(self).deed(booking=self.mine(id), by=self.actor)
        return self.answer(self.mine(id))


class BookingCancel(_BookingDeed):
    """Giving up a seat, an offer or a place in the queue."""

    deed = staticmethod(cancel)


class BookingConfirm(_BookingDeed):
    """Saying "I am coming"."""

    deed = staticmethod(confirm)


class BookingAccept(_BookingDeed):
    """Taking an offered seat; in the last hours, a free one while waiting."""

    deed = staticmethod(accept)


class BookingDecline(_BookingDeed):
    """Saying no to an offered seat."""

    deed = staticmethod(decline)


class BookingTicket(OneBooking):
    """The ticket of a booked seat."""

    deeds: ClassVar = {"GET": "booking.make"}
    may_conflict = frozenset({"GET"})

    @extend_schema(responses=TicketSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        mine = self.mine(id)
        text = ticket_of(mine)
        found = {"text": text, "svg": qr_svg(text), "holds_until": mine.session.ends_at}
        answer = Response(TicketSerializer(found).data)
        answer["Cache-Control"] = "private, max-age=0"
        return answer


class TicketKeys(Door):
    """The public keys that tickets are checked with, the one in use first."""

    deeds: ClassVar = {"GET": "ticket.keys"}

    @extend_schema(responses=TicketKeysSerializer)
    def get(self, request: Request) -> Response:
        rows = [{"id": key.id, "public_key": key.public_base64} for key in signing_keys()]
        return Response({"results": rows})


class Groups(Door):
    """Friends who want to go together."""

    deeds: ClassVar = {"GET": "booking.make", "POST": "booking.make"}
    queries: ClassVar = {"GET": GroupsQuery}
    may_conflict = frozenset({"POST"})

    @extend_schema(responses=listed(GroupSerializer, paged=False))
    def get(self, request: Request) -> Response:
        """The groups that one has started or joined and that are not booked yet."""
        assert self.actor.person is not None, "the deed is for those who have logged in"
        found = open_groups_of(self.actor.person, self.asked.get("session"))
        rows = GroupSerializer(found, many=True, context={"person": self.actor.person})
        return Response({"results": rows.data})

    @extend_schema(request=StartGroupInput, responses={201: GroupSerializer})
    def post(self, request: Request) -> Response:
        """Start a group; friends join with its code before it is booked."""
        body = StartGroupInput(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        group = start_group(
            session=asked["session"], contact=asked["guardian_contact"], by=self.actor
        )
        context = {"person": self.actor.person}
        return Response(GroupSerializer(group, context=context).data, status=201)


class GroupJoin(Door):
    """Joining a friend's group."""

    deeds: ClassVar = {"POST": "booking.make"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=JoinGroupInput, responses={200: GroupSerializer})
    def post(self, request: Request) -> Response:
        body = JoinGroupInput(data=request.data)
        body.is_valid(raise_exception=True)
        asked = body.validated_data
        group = join_group(code=asked["code"], contact=asked["guardian_contact"], by=self.actor)
        return Response(GroupSerializer(group, context={"person": self.actor.person}).data)


class GroupBook(Door):
    """Booking for all friends of a group."""

    deeds: ClassVar = {"POST": "booking.make"}
    may_conflict = frozenset({"POST"})

    @extend_schema(
        request=BookGroupInput, responses={201: BookedSerializer}, parameters=[IDEMPOTENCY_KEY]
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """All friends get seats or nobody does; only who started the group may."""
        key = idempotency_key(request)
        mine = BookingGroup.objects.filter(started_by=self.actor.person)
        group = get_object_or_404(mine, pk=id)
        body = BookGroupInput(data=request.data)
        body.is_valid(raise_exception=True)

        def do() -> Answer:
            made = book_group(group=group, queue=body.validated_data["queue"], by=self.actor)
            return Answer(201, booked(made))

        asked = {"group": str(id), "asked": request.data}
        answer = once(key=key, request=asked, do=do, by=self.actor)
        return Response(answer.body, status=answer.status)


class Notifications(ListDoor):
    """What one has been told."""

    deeds: ClassVar = {"GET": "booking.make"}
    queries: ClassVar = {"GET": NotificationsQuery}
    row = NotificationSerializer
    ordering = ("created_at", "id")

    @extend_schema(responses=listed(NotificationSerializer))
    def get(self, request: Request, **kwargs: Any) -> Response:
        with override(self.asked["lang"]):
            return super().get(request, **kwargs)

    def found(self) -> QuerySet[Notification]:
        return Notification.objects.filter(recipient=self.actor.person)
