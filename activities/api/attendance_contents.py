"""What a record says, as phones seal it and coordinators read what was refused."""

from typing import Any, Final

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from activities.api.attendance_serializers import CODES
from activities.api.inputs import LANGUAGES, IdField, WordsField
from activities.attendance.contents import MINUTES, NAME, OFFSET, VERSION, WORDS
from activities.attendance.refusals import Why
from activities.models import AgeBand, Gender, Kind, Status, Way
from people.api.bodies import Input

DEEDS: Final = ("accept", "dismiss")
MOST: Final = 500
#: A log book full of the longest answers, sealed and written as base64url.
SEALED: Final = 24_000


class EnvelopeInput(Input):
    """A record as it travels. Its `id` is drawn by the client, and part of HPKE's `info`."""

    id = IdField()
    key = WordsField(
        validators=[RegexValidator(r"^[A-Za-z0-9_-]{8}$")],
        help_text="The id of the key sealed to.",
    )
    sealed = WordsField(
        validators=[RegexValidator(r"^[A-Za-z0-9_-]+$")],
        max_length=SEALED,
        help_text="enc || ciphertext, base64url without padding. What is in it: AttendanceContent.",
    )


class BatchInput(Input):
    """Up to 500 records, from one leader or several, in any order."""

    records = serializers.ListField(child=EnvelopeInput(), allow_empty=False, max_length=MOST)


class _ContentSerializer(serializers.Serializer[Any]):
    """What every record says. The phone seals this as JSON, together with its `token`."""

    v = serializers.IntegerField(min_value=VERSION, max_value=VERSION)
    device = serializers.UUIDField(help_text="Drawn at random when the device is first used.")
    device_at = serializers.DateTimeField(help_text="By the device's own clock, with its zone.")
    offset_ms = serializers.IntegerField(
        min_value=-OFFSET, max_value=OFFSET, help_text="The server's clock minus the device's."
    )
    session = serializers.UUIDField()
    reason = serializers.CharField(
        max_length=WORDS, required=False, help_text="Needed 12 hours after the session's end."
    )


class MarkContentSerializer(_ContentSerializer):
    """Whether somebody came. Exactly one of `booking` and `walk_in` is given."""

    kind = serializers.ChoiceField(choices=[Kind.MARK.value])
    booking = serializers.UUIDField(
        required=False, help_text="Of another session only by its ticket: `way` is scan."
    )
    walk_in = serializers.UUIDField(required=False, help_text="Drawn by the phone.")
    name = serializers.CharField(max_length=NAME, required=False, help_text="Of a walk-in.")
    status = serializers.ChoiceField(choices=Status.choices)
    way = serializers.ChoiceField(choices=Way.choices, required=False, help_text="Else a tap.")


class CountContentSerializer(_ContentSerializer):
    """So many more, or fewer, of one gender and age band in one local hour."""

    kind = serializers.ChoiceField(choices=[Kind.COUNT.value])
    gender = serializers.ChoiceField(choices=Gender.choices)
    age_band = serializers.ChoiceField(choices=AgeBand.choices)
    hour = serializers.IntegerField(min_value=0, max_value=23)
    change = serializers.IntegerField(min_value=-100, max_value=100, help_text="Never 0.")


class VisitorContentSerializer(_ContentSerializer):
    """A check-in by a self-chosen alias, or that it is taken back."""

    kind = serializers.ChoiceField(choices=[Kind.VISITOR.value])
    alias = serializers.CharField(max_length=NAME)
    gender = serializers.ChoiceField(choices=Gender.choices, required=False)
    age_band = serializers.ChoiceField(choices=AgeBand.choices, required=False)
    status = serializers.ChoiceField(
        choices=[Status.PRESENT.value, Status.UNDONE.value], required=False
    )


class LogContentSerializer(_ContentSerializer):
    """Fields of the log book. Those that are left out stay as they are."""

    kind = serializers.ChoiceField(choices=[Kind.LOG.value])
    open_minutes = serializers.IntegerField(required=False, min_value=0, max_value=MINUTES)
    staff_minutes = serializers.IntegerField(required=False, min_value=0, max_value=MINUTES)
    youth_minutes = serializers.IntegerField(required=False, min_value=0, max_value=MINUTES)
    young_producers = serializers.IntegerField(required=False, min_value=0, max_value=MINUTES)
    answers = serializers.DictField(
        child=serializers.CharField(max_length=WORDS, allow_blank=True),
        required=False,
        help_text="By the id of the question.",
    )
    note = serializers.CharField(max_length=WORDS, required=False, allow_blank=True)


class UnsafeContentSerializer(_ContentSerializer):
    """Something felt unsafe. What, never who."""

    kind = serializers.ChoiceField(choices=[Kind.UNSAFE.value])
    note = serializers.CharField(max_length=WORDS, required=False, allow_blank=True)


CONTENT = PolymorphicProxySerializer(
    component_name="AttendanceContent",
    serializers=[
        MarkContentSerializer,
        CountContentSerializer,
        VisitorContentSerializer,
        LogContentSerializer,
        UnsafeContentSerializer,
    ],
    resource_type_field_name="kind",
)


class RefusedRecordSerializer(serializers.Serializer[Any]):
    """A record that could not be taken in, as far as it can be read."""

    id = serializers.UUIDField(source="row.pk")
    record = serializers.UUIDField(source="row.record")
    code = serializers.ChoiceField(choices=CODES, source="row.code")
    detail = serializers.SerializerMethodField()
    wrong = serializers.ListField(child=serializers.CharField(), source="row.fields")
    received_at = serializers.DateTimeField(source="row.received_at")
    session = serializers.UUIDField(source="row.session_id", allow_null=True)
    leader = serializers.SerializerMethodField(help_text="Who recorded it; empty when unknown.")
    participant = serializers.CharField(allow_blank=True, help_text="Whom it is about.")
    ways_out = serializers.ListField(child=serializers.ChoiceField(choices=DEEDS))
    content = serializers.SerializerMethodField(help_text="Null when it can not be read.")

    def get_detail(self, one: Any) -> str:
        return str(Why(one.row.code).label)

    def get_leader(self, one: Any) -> str:
        return one.row.by.shown_name if one.row.by else ""

    @extend_schema_field(CONTENT)
    def get_content(self, one: Any) -> Any:
        return one.content


class HandleInput(Input):
    """What becomes of a refused record. `accept`: the coordinator vouches for it."""

    deed = serializers.ChoiceField(choices=DEEDS)
    reason = serializers.CharField(max_length=WORDS)


class QuestionTextInput(Input):
    language = serializers.ChoiceField(choices=LANGUAGES)
    text = serializers.CharField(max_length=200)


class QuestionInput(Input):
    """A question in Swedish, and in other languages where somebody has translated it."""

    texts = serializers.ListField(child=QuestionTextInput(), max_length=len(LANGUAGES))

    def validate_texts(self, texts: list[dict[str, str]]) -> list[dict[str, str]]:
        languages = [text["language"] for text in texts]
        if "sv" not in languages or len(set(languages)) < len(languages):
            raise serializers.ValidationError(_("Skriv varje språk en gång, och alltid svenska."))
        return texts


class QuestionsInput(Input):
    questions = serializers.ListField(child=QuestionInput(), max_length=2)
