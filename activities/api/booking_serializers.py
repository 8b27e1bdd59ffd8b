"""How bookings look in the API."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.booking.looking import asked_to_come, goes_on_at, possible
from activities.booking.queue import Why
from activities.models import Booking, BookingGroup, Notification, Session, State
from venues.api.serializers import VenueBriefSerializer
from venues.languages import best

DEEDS = ("accept", "cancel", "confirm", "decline", "ticket")


class ParticipantSerializer(serializers.Serializer[Any]):
    """Whom a seat is for. A protected person is called by their alias."""

    name = serializers.CharField(source="participant.shown_name")
    child = serializers.UUIDField(source="child_id", allow_null=True)


class PlaceSerializer(serializers.Serializer[Any]):
    """Where somebody stands in the queue, and why they still wait."""

    place = serializers.IntegerField(min_value=1, help_text="By requests: a group counts once.")
    of = serializers.IntegerField(min_value=1)
    why = serializers.ChoiceField(choices=Why.choices)
    explanation = serializers.CharField(source="why.label")


class BookingSerializer(serializers.Serializer[Any]):
    """One's own booking, or one's child's."""

    id = serializers.UUIDField()
    session = serializers.UUIDField(source="session_id")
    participant = ParticipantSerializer(source="*")
    state = serializers.ChoiceField(choices=State.choices)
    group = serializers.UUIDField(source="group_id", allow_null=True)
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField(
        allow_null=True, help_text="When an offer ends, or the wait for a guardian."
    )
    confirmed_at = serializers.DateTimeField(allow_null=True)
    asked_to_come = serializers.SerializerMethodField(
        help_text="It has been asked whether they come, and not been answered."
    )
    goes_on_at = serializers.SerializerMethodField(
        help_text="When the seat goes on unless it is said that they come; null is never."
    )
    price_sek = serializers.DecimalField(max_digits=7, decimal_places=2)
    fritidskortet = serializers.BooleanField()
    queue = serializers.SerializerMethodField()
    can = serializers.SerializerMethodField(help_text="What can be done with it at this moment.")

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_queue(self, booking: Booking) -> Any:
        place = self.context["places"].get(booking.pk)
        return None if place is None else PlaceSerializer(place).data

    def get_asked_to_come(self, booking: Booking) -> bool:
        return asked_to_come(booking, timezone.now())

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_goes_on_at(self, booking: Booking) -> str | None:
        moment = goes_on_at(booking)
        return None if moment is None else serializers.DateTimeField().to_representation(moment)

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=DEEDS)))
    def get_can(self, booking: Booking) -> list[str]:
        return possible(booking, self.context["places"].get(booking.pk), timezone.now())


class BookedSerializer(serializers.Serializer[Any]):
    """What a request for seats has become: one booking for each participant."""

    bookings = BookingSerializer(many=True)
    overlaps = serializers.ListField(
        child=serializers.UUIDField(),
        help_text="Other bookings of theirs at the same time: a warning.",
    )


class BookedSessionSerializer(serializers.Serializer[Any]):
    """What, when and where, as it stands in a list of bookings."""

    id = serializers.UUIDField()
    activity = serializers.UUIDField(source="activity_id")
    title = serializers.SerializerMethodField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    status = serializers.ChoiceField(choices=Session.Status.choices)
    cancelled_reason = serializers.CharField(allow_blank=True)
    venue = VenueBriefSerializer()

    def get_title(self, session: Session) -> str:
        text = best(session.activity.texts.all(), self.context["language"])
        return text.title if text else ""


class MyBookingSerializer(BookingSerializer):
    """One's own booking with its session."""

    session = BookedSessionSerializer()  # type: ignore[assignment]


class ParticipantRowSerializer(serializers.Serializer[Any]):
    """A participant as coordinators and leaders see them."""

    booking = serializers.UUIDField(source="id")
    name = serializers.CharField(source="participant.shown_name")
    state = serializers.ChoiceField(choices=State.choices)
    group = serializers.UUIDField(source="group_id", allow_null=True)
    confirmed_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    fritidskortet = serializers.BooleanField()
    queue = serializers.SerializerMethodField()

    @extend_schema_field(PlaceSerializer(allow_null=True))
    def get_queue(self, booking: Booking) -> Any:
        place = self.context["places"].get(booking.pk)
        return None if place is None else PlaceSerializer(place).data


class SeatCountsSerializer(serializers.Serializer[Any]):
    """How the seats of a session are shared out."""

    capacity = serializers.IntegerField()
    booked = serializers.IntegerField()
    held = serializers.IntegerField()
    offered = serializers.IntegerField()
    set_aside = serializers.IntegerField()
    free = serializers.IntegerField()
    waiting = serializers.IntegerField()


class ParticipantsSerializer(serializers.Serializer[Any]):
    seats = SeatCountsSerializer()
    results = ParticipantRowSerializer(many=True)


class TicketSerializer(serializers.Serializer[Any]):
    """A ticket: the signed text, and the same as a QR code."""

    text = serializers.CharField()
    svg = serializers.CharField(help_text="A standalone SVG image.")
    holds_until = serializers.DateTimeField()


class TicketKeySerializer(serializers.Serializer[Any]):
    id = serializers.CharField()
    public_key = serializers.CharField(help_text="Ed25519, 32 bytes, base64.")


class TicketKeysSerializer(serializers.Serializer[Any]):
    results = TicketKeySerializer(many=True)


class GroupSerializer(serializers.Serializer[Any]):
    """Friends who want to go together, before it is booked."""

    id = serializers.UUIDField()
    session = serializers.UUIDField(source="session_id")
    code = serializers.CharField(allow_null=True, help_text="To join with; null once booked.")
    friends = serializers.IntegerField(
        source="friends.count", help_text="How many go together, oneself included."
    )
    mine = serializers.SerializerMethodField(help_text="I started it: I book for all of us.")

    def get_mine(self, group: BookingGroup) -> bool:
        return bool(group.started_by_id == self.context["person"].pk)


class ApprovalSerializer(serializers.Serializer[Any]):
    """What a guardian is asked about: what, when and where, and for whom."""

    name = serializers.CharField(source="participant.shown_name")
    state = serializers.ChoiceField(choices=State.choices)
    expires_at = serializers.DateTimeField(allow_null=True)
    price_sek = serializers.DecimalField(max_digits=7, decimal_places=2)
    session = BookedSessionSerializer()


class NotificationSerializer(serializers.Serializer[Any]):
    """Something one has been told."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(choices=Notification.Kind.choices)
    text = serializers.CharField(source="get_kind_display")
    message = serializers.CharField(allow_blank=True)
    booking = serializers.UUIDField(source="booking_id", allow_null=True)
    channel = serializers.ChoiceField(choices=Notification.Channel.choices)
    status = serializers.ChoiceField(choices=Notification.Status.choices)
    failure = serializers.ChoiceField(
        choices=Notification.Failure.choices,
        allow_blank=True,
        help_text="Why it could not be sent, the last time it was tried.",
    )
    attempts = serializers.IntegerField(help_text="How often it was tried.")
    created_at = serializers.DateTimeField()
    send_after = serializers.DateTimeField(help_text="Not sent before; after the quiet hours.")
    sent_at = serializers.DateTimeField(allow_null=True)
