"""What is sent in with a file to import: checked by the kind of the import."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from people.permissions import require
from venues.importing.kinds import Kind, kinds
from venues.importing.presets import PRESETS
from venues.models import Area


class _Words(serializers.CharField):
    """A text that may be left out or empty."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs = {"max_length": 300, "required": False, "allow_blank": True} | kwargs
        super().__init__(**kwargs)


class OptionsInput(serializers.Serializer[Any]):
    """How a file is to be read. Which options there are depends on what is imported."""

    columns = serializers.DictField(
        child=serializers.CharField(max_length=300),
        required=False,
        help_text="Our column: its heading in the file.",
    )
    constants = serializers.DictField(
        child=serializers.CharField(max_length=300),
        required=False,
        help_text="Our column: one value for every row.",
    )
    values = serializers.DictField(
        child=serializers.DictField(child=serializers.CharField(max_length=300)),
        required=False,
        help_text="Our column: a word in the file: what it means.",
    )
    ignore_columns = serializers.ListField(
        child=serializers.CharField(max_length=300), required=False
    )
    ignore_other_columns = serializers.BooleanField(required=False)
    keep_good_rows = serializers.BooleanField(required=False)
    allow_outside = serializers.BooleanField(required=False)
    by_name = serializers.BooleanField(required=False)
    no_header = serializers.BooleanField(
        required=False, help_text="There are no headings: the columns are called 1, 2 and so on."
    )
    add_organisers = serializers.BooleanField(required=False)
    encoding = _Words()
    delimiter = serializers.CharField(
        max_length=3, required=False, allow_blank=True, trim_whitespace=False
    )
    sheet = _Words()
    crs = _Words()
    source = _Words()  # type: ignore[assignment]  # a field, not DRF's own
    preset = serializers.ChoiceField(choices=sorted(PRESETS), required=False, allow_blank=True)
    area_kind = serializers.ChoiceField(choices=Area.Kind.values, required=False, allow_blank=True)
    code_field = _Words()
    name_field = _Words()
    count_field = _Words()
    parent_field = _Words()
    version = _Words(max_length=40)
    municipality = _Words(max_length=40)

    def to_internal_value(self, data: Any) -> Any:
        kind: Kind = self.context["kind"]
        if isinstance(data, dict):
            unknown = sorted(str(name) for name in set(data) - kind.options)
            if unknown:
                text = _("Fältet finns inte här.")
                raise serializers.ValidationError({name: [text] for name in unknown})
        return super().to_internal_value(data)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind: Kind = self.context["kind"]
        missing = [name for name in kind.needed if not attrs.get(name)]
        if missing:
            text = _("Det här behövs för att läsa filen.")
            raise serializers.ValidationError({name: [text] for name in missing})
        return attrs


class UploadInput(serializers.Serializer[Any]):
    """A file, what it holds, and how it is to be read (`options`, as JSON)."""

    kind = serializers.CharField(max_length=20)
    file = serializers.FileField(max_length=200)
    options = serializers.CharField(required=False, default="{}", max_length=100_000)

    def to_internal_value(self, data: Any) -> Any:
        unknown = sorted(str(name) for name in set(data) - set(self.fields))
        if unknown:
            text = _("Fältet finns inte här.")
            raise serializers.ValidationError({name: [text] for name in unknown})
        return super().to_internal_value(data)

    def validate_kind(self, name: str) -> str:
        kind = kinds().get(name)
        if kind is None:
            raise serializers.ValidationError(_("Det går inte att importera något sådant."))
        require(self.context["actor"], kind.deed)
        return name

    def validate_options(self, text: str) -> Any:
        try:
            options = json.loads(text)
        except ValueError:
            options = None
        if not isinstance(options, dict) or "\\u0000" in text:
            raise serializers.ValidationError(_("Inställningarna går inte att läsa."))
        return options

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        kind = kinds()[attrs["kind"]]
        if Path(attrs["file"].name).suffix.lower() not in kind.suffixes:
            text = _("Filen ska sluta på {suffixes}.").format(suffixes=", ".join(kind.suffixes))
            raise serializers.ValidationError({"file": [text]})
        options = OptionsInput(data=attrs["options"], context={"kind": kind})
        if not options.is_valid():
            raise serializers.ValidationError({"options": options.errors})
        return {**attrs, "options": dict(options.validated_data)}
