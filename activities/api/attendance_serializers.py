"""How attendance looks in the API: what a phone takes along, what it sends, what it is answered."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.api.booking_serializers import TicketKeySerializer
from activities.attendance.contents import FIGURES
from activities.attendance.receiving import Outcome
from activities.attendance.refusals import Why
from activities.models import Activity, AgeBand, Gender, Session, State, Status, Way
from venues.api.serializers import VenueBriefSerializer
from venues.languages import best

CODES = [why.value for why in Why]
RESULTS = [one.value for one in Outcome]


class QuestionSerializer(serializers.Serializer[Any]):
    """A reflection question of the municipality's choice, in the language asked for."""

    id = serializers.UUIDField()
    text = serializers.CharField()


class RecordResultSerializer(serializers.Serializer[Any]):
    """What became of a record. Only what is refused needs the leader's eye."""

    id = serializers.UUIDField(source="envelope.id")
    result = serializers.ChoiceField(choices=RESULTS, source="outcome")
    code = serializers.SerializerMethodField(help_text="Why it was refused; else empty.")
    detail = serializers.SerializerMethodField(help_text="The same for people.")
    wrong = serializers.ListField(
        child=serializers.CharField(),
        source="fields",
        help_text="Which fields of the content were wrong.",
    )
    ticket_used_at = serializers.DateTimeField(
        allow_null=True, help_text="Another device scanned the same ticket, first at that time."
    )

    @extend_schema_field(serializers.ChoiceField(choices=["", *CODES]))
    def get_code(self, one: Any) -> str:
        return one.why.value if one.why else ""

    def get_detail(self, one: Any) -> str:
        return str(one.why.label) if one.why else ""


class BatchResultSerializer(serializers.Serializer[Any]):
    """One result for each record, in their order."""

    server_time = serializers.DateTimeField()
    results = RecordResultSerializer(many=True)


class SealingKeySerializer(serializers.Serializer[Any]):
    """A public key that records are sealed to: X25519, 32 bytes in base64."""

    id = serializers.CharField()
    public_key = serializers.CharField()


class SealingKeysSerializer(serializers.Serializer[Any]):
    """The first is to seal with; the others are still opened."""

    suite = serializers.CharField(help_text="HPKE (RFC 9180), base mode, single shot.")
    results = SealingKeySerializer(many=True)


class MarkSerializer(serializers.Serializer[Any]):
    """What is known of one participant: their last record by corrected time."""

    participant = serializers.UUIDField(help_text="The booking's id, or the walk-in's own.")
    booking = serializers.UUIDField(allow_null=True)
    status = serializers.ChoiceField(choices=Status.choices)
    way = serializers.ChoiceField(choices=Way.choices)
    at = serializers.DateTimeField()
    name = serializers.CharField(allow_blank=True, help_text="Of a walk-in who gave one.")
    reason = serializers.CharField(allow_blank=True, help_text="Why it was corrected later.")
    devices = serializers.IntegerField(
        help_text="How many devices have scanned the ticket: two is a ticket used twice."
    )


class CountSerializer(serializers.Serializer[Any]):
    """Drop-in: how many came in one local hour. The sum of all counts, in whatever order."""

    gender = serializers.ChoiceField(choices=Gender.choices)
    age_band = serializers.ChoiceField(choices=AgeBand.choices)
    hour = serializers.IntegerField(min_value=0, max_value=23)
    count = serializers.IntegerField()


class VisitorSerializer(serializers.Serializer[Any]):
    """Somebody who checked in by a self-chosen alias."""

    participant = serializers.UUIDField()
    alias = serializers.CharField(allow_blank=True)
    gender = serializers.ChoiceField(choices=Gender.choices)
    age_band = serializers.ChoiceField(choices=["", *AgeBand.values])


class LogSerializer(serializers.Serializer[Any]):
    """The log book: of each field what was said last; null where nothing was."""

    open_minutes = serializers.IntegerField(allow_null=True, source="figures.open_minutes")
    staff_minutes = serializers.IntegerField(allow_null=True, source="figures.staff_minutes")
    youth_minutes = serializers.IntegerField(allow_null=True, source="figures.youth_minutes")
    young_producers = serializers.IntegerField(allow_null=True, source="figures.young_producers")
    answers = serializers.DictField(
        child=serializers.CharField(), help_text="By the id of the question."
    )
    note = serializers.CharField(allow_blank=True)
    unsafe = serializers.ListField(
        child=serializers.CharField(allow_blank=True),
        help_text="A note, perhaps empty, for each time that something felt unsafe.",
    )

    def to_representation(self, instance: Any) -> dict[str, Any]:
        figures = {name: instance.figures.get(name) for name in FIGURES}
        return {
            **figures,
            "answers": instance.answers,
            "note": instance.note,
            "unsafe": instance.unsafe,
        }


class StandingSerializer(serializers.Serializer[Any]):
    """How a session stands: exact, for those who lead it."""

    session = serializers.UUIDField()
    marks = MarkSerializer(many=True)
    counts = CountSerializer(many=True)
    visitors = VisitorSerializer(many=True)
    log = LogSerializer()


class ExpectedSerializer(serializers.Serializer[Any]):
    """Somebody with a seat or in the queue: the name to call out, or the alias."""

    booking = serializers.UUIDField(source="id", help_text="The same as stands in the ticket.")
    name = serializers.CharField(source="participant.shown_name")
    state = serializers.ChoiceField(choices=State.choices)


class LeaderSerializer(serializers.Serializer[Any]):
    """Somebody who leads the session, under the name that others may see."""

    name = serializers.CharField(source="person.shown_name")
    me = serializers.SerializerMethodField()

    def get_me(self, one: Any) -> bool:
        return bool(one.person_id == self.context["me"])


class MySessionSerializer(serializers.Serializer[Any]):
    """A session that I lead, or of a venue where I am standing staff."""

    id = serializers.UUIDField(source="session.pk")
    activity = serializers.UUIDField(source="session.activity_id")
    title = serializers.SerializerMethodField()
    mode = serializers.ChoiceField(choices=Activity.Mode.choices, source="session.activity.mode")
    starts_at = serializers.DateTimeField(source="session.starts_at")
    ends_at = serializers.DateTimeField(source="session.ends_at")
    status = serializers.ChoiceField(choices=Session.Status.choices, source="session.status")
    cancelled_reason = serializers.CharField(source="session.cancelled_reason", allow_blank=True)
    capacity = serializers.IntegerField(source="session.capacity")
    venue = VenueBriefSerializer(source="session.venue")
    leaders = LeaderSerializer(source="session.leaders.all", many=True)
    roster = ExpectedSerializer(many=True)
    standing = StandingSerializer()

    def get_title(self, one: Any) -> str:
        text = best(one.session.activity.texts.all(), self.context["language"])
        return text.title if text else ""


class EveningSerializer(serializers.Serializer[Any]):
    """What a phone takes along. It goes when `valid_until` has passed, or at log-out."""

    server_time = serializers.DateTimeField(help_text="Minus the device's clock: `offset_ms`.")
    valid_until = serializers.DateTimeField()
    token = serializers.CharField(help_text="Goes into each record, sealed: it says who made it.")
    key = SealingKeySerializer()
    ticket_keys = TicketKeySerializer(many=True)
    questions = QuestionSerializer(many=True)
    sessions = MySessionSerializer(many=True)
