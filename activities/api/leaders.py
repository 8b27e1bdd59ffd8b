"""Leaders: who may be let lead, whose extract was seen, who leads which session, whom to call."""

import datetime
import uuid
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from activities.attendance.contacts import emergency_contacts
from activities.attendance.leading import (
    assign_leader,
    leaders_for,
    note_extract,
    unassign_leader,
)
from activities.attendance.patterns import patterns
from activities.models import Activity, Booking, Session, SessionLeader
from people.api.bodies import Input
from people.api.door import Door, Query
from people.api.paging import PageQuery
from people.models import RoleGrant
from people.permissions import require
from venues.api.lists import ListDoor, listed
from venues.api.parameters import LanguageQuery


class LeadersQuery(PageQuery, LanguageQuery):
    extract = serializers.ChoiceField(
        choices=["missing"], required=False, help_text="Only those whose extract nobody has seen."
    )


class PatternsQuery(Query):
    weeks = serializers.IntegerField(
        required=False, min_value=1, max_value=52, default=4, help_text="Not seen for so many."
    )


class OneLeaderSerializer(serializers.Serializer[Any]):
    """A leader, by the name that others may see. The id is of their role, not of the person."""

    id = serializers.UUIDField()
    name = serializers.CharField(source="person.shown_name")
    extract_seen_on = serializers.DateField(
        source="seen_on", allow_null=True, help_text="Null: nobody has seen an extract."
    )


class SessionLeaderSerializer(serializers.Serializer[Any]):
    """Somebody who leads a session."""

    id = serializers.IntegerField()
    name = serializers.CharField(source="person.shown_name")


SESSION_LEADERS = listed(SessionLeaderSerializer, paged=False)


class LeadInput(Input):
    leader = serializers.UUIDField(help_text="The id of one of `GET /leaders`.")


class ExtractInput(Input):
    seen_on = serializers.DateField()

    def validate_seen_on(self, day: datetime.date) -> datetime.date:
        if day > timezone.localdate():
            raise serializers.ValidationError(_("Dagen är inte här än."))
        return day


class EmergencyContactSerializer(serializers.Serializer[Any]):
    """One way to reach somebody."""

    relation = serializers.ChoiceField(choices=["participant", "guardian"])
    name = serializers.CharField(allow_blank=True)
    phone = serializers.CharField(allow_blank=True)
    email = serializers.CharField(allow_blank=True)


class RegularSerializer(serializers.Serializer[Any]):
    """Somebody who used to come."""

    name = serializers.CharField()
    came = serializers.IntegerField()
    last_seen = serializers.DateTimeField()


class NewOneSerializer(serializers.Serializer[Any]):
    """Somebody with a seat in the coming week who has never been there."""

    booking = serializers.UUIDField()
    session = serializers.UUIDField()
    name = serializers.CharField()


class PatternsSerializer(serializers.Serializer[Any]):
    """Exact, for those who lead it: of the sessions in which anything was registered."""

    registered = serializers.IntegerField(help_text="Past sessions with anything registered.")
    booked = serializers.IntegerField(help_text="Seats that somebody had in those.")
    no_shows = serializers.IntegerField(help_text="Neither used nor excused.")
    no_show_rate = serializers.FloatField(allow_null=True, help_text="From 0 to 1.")
    not_seen = RegularSerializer(many=True)
    first_timers = NewOneSerializer(many=True)


class Leaders(ListDoor):
    """The leaders whom one may let lead, and when their extract was seen."""

    deeds: ClassVar = {"GET": "session.assign"}
    queries: ClassVar = {"GET": LeadersQuery}
    row = OneLeaderSerializer
    ordering = ("valid_from", "id")

    @extend_schema(responses=listed(OneLeaderSerializer))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def found(self) -> QuerySet[RoleGrant]:
        return leaders_for(self.actor, unseen="extract" in self.asked)


class LeaderExtract(Door):
    """That a leader's criminal-records extract was seen: the date, and nothing of what it says."""

    deeds: ClassVar = {"PUT": "leader.vet"}

    @extend_schema(request=ExtractInput, responses=OneLeaderSerializer)
    def put(self, request: Request, id: uuid.UUID) -> Response:
        leader = get_object_or_404(leaders_for(self.actor), pk=id)
        body = ExtractInput(data=request.data)
        body.is_valid(raise_exception=True)
        note_extract(person=leader.person, seen_on=body.validated_data["seen_on"], by=self.actor)
        return Response(OneLeaderSerializer(leaders_for(self.actor).get(pk=id)).data)


class SessionLeaders(Door):
    """Who leads a session."""

    deeds: ClassVar = {"GET": "attendance.register", "POST": "session.assign"}
    may_conflict = frozenset({"POST"})

    def answer(self, session: Session, status: int = 200) -> Response:
        found = session.leaders.select_related("person").order_by("pk")
        return Response({"results": SessionLeaderSerializer(found, many=True).data}, status=status)

    @extend_schema(responses=SESSION_LEADERS)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        session = get_object_or_404(Session, pk=id)
        require(self.actor, "attendance.register", on=session)
        return self.answer(session)

    @extend_schema(
        request=LeadInput,
        responses={(201, "application/json"): next(iter(SESSION_LEADERS.values()))},
    )
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Let somebody lead it: they see its roster and register who comes."""
        session = get_object_or_404(Session, pk=id)
        require(self.actor, "session.assign", on=session)
        body = LeadInput(data=request.data)
        body.is_valid(raise_exception=True)
        leader = leaders_for(self.actor).filter(pk=body.validated_data["leader"]).first()
        if leader is None:
            raise serializers.ValidationError({"leader": [_("Ledaren finns inte.")]})
        assign_leader(session=session, person=leader.person, by=self.actor)
        return self.answer(session, 201)


class OneSessionLeader(Door):
    """One who leads a session."""

    deeds: ClassVar = {"DELETE": "session.assign"}
    may_conflict = frozenset({"DELETE"})

    @extend_schema(responses={204: None})
    def delete(self, request: Request, id: uuid.UUID, leader: int) -> Response:
        """Let them lead it no longer; what they have registered stays."""
        session = get_object_or_404(Session, pk=id)
        require(self.actor, "session.assign", on=session)
        found = get_object_or_404(SessionLeader, session=session, pk=leader)
        unassign_leader(session=session, person=found.person, by=self.actor)
        return Response(status=204)


class EmergencyContact(Door):
    """Whom to call about a participant, while the session goes on."""

    deeds: ClassVar = {"POST": "attendance.contact"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=listed(EmergencyContactSerializer, paged=False))
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """A POST, because every look is written down, for the participant to read."""
        rows = Booking.objects.with_people().select_related("session__activity", "guardian_request")
        booking = get_object_or_404(rows, pk=id)
        found = emergency_contacts(booking=booking, by=self.actor)
        return Response({"results": EmergencyContactSerializer(found, many=True).data})


class ActivityAttendance(Door):
    """Who has not been seen, who is new, and how many did not come."""

    deeds: ClassVar = {"GET": "attendance.register"}
    queries: ClassVar = {"GET": PatternsQuery}

    @extend_schema(responses=PatternsSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        activity = get_object_or_404(Activity, pk=id)
        found = patterns(activity=activity, weeks=self.asked["weeks"], by=self.actor)
        return Response(PatternsSerializer(found).data)
