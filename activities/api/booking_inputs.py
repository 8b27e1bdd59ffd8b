"""What is sent in about bookings: parsed and checked here, decided in activities.booking."""

import re
from typing import Any

from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from activities.models import Session
from people.api.bodies import Input
from people.api.door import Query
from people.api.paging import PageQuery
from people.models import Child
from people.sms import sms_goes_to
from venues.api.parameters import LanguageQuery

IDEMPOTENCY_KEY = OpenApiParameter(
    name="Idempotency-Key",
    type={"type": "string", "pattern": "^[A-Za-z0-9_-]{8,80}$"},
    location=OpenApiParameter.HEADER,
    required=True,
    description="Your own name for this request: sent again, it is not done again. Kept 24 hours.",
)
_KEY = re.compile(r"[A-Za-z0-9_-]{8,80}")
_PHONE = re.compile(r"\+[1-9][0-9]{5,14}")
_BETWEEN = re.compile(r"[ -]")


def idempotency_key(request: Request) -> str:
    """The key of a request. Raises ValidationError naming the header when it is none."""
    key = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(key):
        text = _("Skicka 8-80 tecken: bokstäver, siffror, - och _.")
        raise serializers.ValidationError({"Idempotency-Key": [text]})
    return key


class ContactField(serializers.CharField):
    """An e-mail address, or a mobile number that SMS is sent to (E.164, without spaces)."""

    default_error_messages = {
        "contact": _("Skriv en e-postadress eller ett mobilnummer som +46701234567."),
        "no_sms": _("Det går inte att skicka sms till det numret."),
    }

    def to_internal_value(self, data: Any) -> str:
        text: str = super().to_internal_value(data)
        if not text:
            return text
        if "@" in text:
            EmailValidator(message=self.error_messages["contact"])(text)
            return text
        number = _BETWEEN.sub("", text)
        if not _PHONE.fullmatch(number):
            self.fail("contact")
        if not sms_goes_to(number):
            self.fail("no_sms")
        return number


def contact_field() -> ContactField:
    """How a guardian without an account is reached, where the activity asks for it."""
    return ContactField(max_length=120, allow_blank=True, default="")


class BookInput(Input):
    """Seats in a session for oneself, for one's children, or for both: all or none."""

    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all())
    myself = serializers.BooleanField(default=True)
    children = serializers.PrimaryKeyRelatedField(
        many=True, queryset=Child.objects.all(), default=list
    )
    queue = serializers.BooleanField(
        default=False, help_text="Stand in the queue when there is no seat."
    )
    fritidskortet = serializers.BooleanField(default=False)
    guardian_contact = contact_field()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs["myself"] and not attrs["children"]:
            raise serializers.ValidationError({"children": [_("Välj vem platsen är för.")]})
        if len(set(attrs["children"])) < len(attrs["children"]):
            raise serializers.ValidationError({"children": [_("Samma barn står två gånger.")]})
        return attrs


class StartGroupInput(Input):
    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all())
    guardian_contact = contact_field()


class JoinGroupInput(Input):
    code = serializers.RegexField(r"^[A-Za-z0-9]{10}$")
    guardian_contact = contact_field()


class BookGroupInput(Input):
    queue = serializers.BooleanField(default=False)


class LinkInput(Input):
    """The text behind the # in a guardian's link."""

    token = serializers.CharField(max_length=200)


class MoveInput(Input):
    session = serializers.PrimaryKeyRelatedField(queryset=Session.objects.all())


class SomeBookingsInput(Input):
    bookings = serializers.ListField(
        child=serializers.UUIDField(), allow_empty=False, max_length=500
    )


class CancelSomeInput(SomeBookingsInput):
    message = serializers.CharField(max_length=500)


class MessageInput(Input):
    message = serializers.CharField(max_length=500)


class NotificationsQuery(LanguageQuery, PageQuery):
    """What one has been told, in a language."""


class BookingsQuery(LanguageQuery, PageQuery):
    """Which of one's bookings."""

    when = serializers.ChoiceField(
        choices=["upcoming", "past", "all"],
        required=False,
        default="upcoming",
        help_text="upcoming: what is still something.",
    )
    session = serializers.UUIDField(required=False, help_text="Those in this session alone.")


class GroupsQuery(Query):
    """One's groups of friends that are not booked yet."""

    session = serializers.UUIDField(required=False, help_text="Those for this session alone.")
