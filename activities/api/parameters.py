"""The parameters of the catalogue."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from activities.models import Activity, Category
from activities.own_lists import NEEDS
from activities.windows import NAMES, window
from venues.api.parameters import (
    AccessQuery,
    FormatQuery,
    MomentField,
    NamesARow,
    PlaceQuery,
)


@extend_schema_field(
    {"type": "string", "maxLength": 200, "pattern": r"^[-a-z0-9_]+(,[-a-z0-9_]+)*$"}
)
class CategoriesField(NamesARow):
    """Codes of categories, separated by commas."""

    longest = 200
    default_error_messages = {"no_such_category": _("Det finns ingen kategori {code}.")}

    def to_internal_value(self, data: Any) -> list[str]:  # type: ignore[override]
        codes = self.text(data).split(",")
        known = set(Category.objects.filter(code__in=codes).values_list("code", flat=True))
        for code in codes:
            if code not in known:
                self.fail("no_such_category", code=code)
        return codes


class CatalogueQuery(AccessQuery, PlaceQuery):
    """What activities and sessions are both found by."""

    category = CategoriesField(required=False, help_text="Codes, by commas.")
    age = serializers.IntegerField(
        required=False, min_value=0, max_value=120, help_text="Open to this age, in years."
    )
    free = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Costs nothing."
    )
    mode = serializers.ChoiceField(choices=Activity.Mode.values, required=False)
    organiser = serializers.UUIDField(required=False)
    window = serializers.ChoiceField(
        choices=NAMES, required=False, help_text="A named window, in local time."
    )

    def get_fields(self) -> dict[str, Any]:
        """Adds `from` and `to`; the first is a word of Python's own."""
        fields = super().get_fields()
        fields["from"] = MomentField(required=False, help_text="Still going on at this time.")
        fields["to"] = MomentField(required=False, help_text="Starting before this time.")
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if "window" in attrs:
            for name in ("from", "to"):
                if name in attrs:
                    text = _("Ange antingen window eller from och to.")
                    raise serializers.ValidationError({name: [text]})
            attrs["from"], attrs["to"] = window(attrs["window"], timezone.now())
        if "from" in attrs and "to" in attrs and attrs["from"] >= attrs["to"]:
            raise serializers.ValidationError({"to": [_("Slutet måste komma efter början.")]})
        return attrs


class SessionQuery(CatalogueQuery, FormatQuery):
    activity = serializers.UUIDField(required=False)
    venue = serializers.UUIDField(required=False)
    order = serializers.ChoiceField(
        choices=["soonest", "nearest"],
        default="soonest",
        help_text="nearest needs `near`.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        if attrs["order"] == "nearest" and "near" not in attrs:
            text = _("Ange också near: närmast räknas därifrån.")
            raise serializers.ValidationError({"order": [text]})
        return attrs


class ActivityQuery(CatalogueQuery):
    status = serializers.ChoiceField(
        choices=Activity.Status.values,
        required=False,
        help_text="Yours, in this status; for those who may write. Without it: the published.",
    )
    needs = serializers.ChoiceField(
        choices=NEEDS,
        required=False,
        help_text="Yours that wait for a translation, or for you to review them.",
    )
