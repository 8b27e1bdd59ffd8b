"""How imports look in the API, with what is wrong in the language of the reader."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from venues.carrying_out import rows_done
from venues.importing.columns import Column
from venues.importing.kinds import Kind
from venues.importing.sentences import LABELS, SENTENCES
from venues.models import Upload, UploadPart

#: Findings that a page is given; the rest is counted.
SHOWN = 200


class ColumnSerializer(serializers.Serializer[Any]):
    """A column of a table. `holds` and `when_empty` are in English."""

    name = serializers.CharField()
    label = serializers.SerializerMethodField(help_text="What it is called, for people.")  # type: ignore[assignment]
    needed = serializers.BooleanField()
    holds = serializers.CharField()
    when_empty = serializers.CharField()

    def get_label(self, column: Column) -> str:
        return str(LABELS[column.name])


class KindSerializer(serializers.Serializer[Any]):
    """Something that can be imported."""

    name = serializers.CharField()
    suffixes = serializers.ListField(child=serializers.CharField())
    options = serializers.SerializerMethodField(help_text="The options there are.")
    needed = serializers.ListField(child=serializers.CharField())
    columns = ColumnSerializer(many=True)

    def get_options(self, kind: Kind) -> list[str]:
        return sorted(kind.options)


class FindingSerializer(serializers.Serializer[Any]):
    """One thing that is wrong. Row 0 is the file as a whole; `reason` is in English."""

    row = serializers.IntegerField()
    column = serializers.CharField(allow_blank=True)
    code = serializers.CharField()
    what = serializers.SerializerMethodField(help_text="What is wrong, in the reader's language.")
    reason = serializers.CharField()
    value = serializers.CharField(allow_blank=True)

    def get_what(self, finding: dict[str, Any]) -> str:
        return str(SENTENCES[finding["code"]])


class CountedSerializer(serializers.Serializer[Any]):
    """How often something is wrong."""

    code = serializers.CharField()
    what = serializers.CharField(help_text="What is wrong, in the reader's language.")
    count = serializers.IntegerField()


class ReportSerializer(serializers.Serializer[Any]):
    """What an import did or, tried only, would do. `notes` are in English."""

    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    refused = serializers.IntegerField()
    written = serializers.BooleanField()
    headings = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())
    by_code = serializers.SerializerMethodField(help_text="What is wrong most often first.")
    findings = serializers.SerializerMethodField()
    findings_not_listed = serializers.SerializerMethodField()

    @extend_schema_field(CountedSerializer(many=True))
    def get_by_code(self, report: dict[str, Any]) -> Any:
        counted = sorted(report["by_code"].items(), key=lambda one: -one[1])
        return [
            {"code": code, "what": str(SENTENCES[code]), "count": count} for code, count in counted
        ]

    @extend_schema_field(FindingSerializer(many=True))
    def get_findings(self, report: dict[str, Any]) -> Any:
        return FindingSerializer(report["findings"][:SHOWN], many=True).data

    def get_findings_not_listed(self, report: dict[str, Any]) -> int:
        beyond = max(0, len(report["findings"]) - SHOWN)
        return int(report["findings_not_listed"]) + beyond


class UploadRowSerializer(serializers.Serializer[Any]):
    """An import in a list."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    file_name = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    uploaded_at = serializers.DateTimeField()
    state = serializers.ChoiceField(choices=Upload.State.choices)
    trial = serializers.BooleanField(help_text="The newest run only tried.")


class UploadSerializer(UploadRowSerializer):
    """An import with its report."""

    rows_done = serializers.SerializerMethodField(help_text="Rows read so far, while it works.")
    lines = serializers.IntegerField(allow_null=True, help_text="Lines of the file, where known.")
    options = serializers.DictField()
    may_apply = serializers.BooleanField(help_text="It can be imported for real now.")
    report = ReportSerializer(allow_null=True)
    findings_file = serializers.SerializerMethodField(
        help_text="`/findings` has everything that is wrong."
    )

    def get_findings_file(self, upload: Upload) -> bool:
        return upload.pieces(UploadPart.Of.FINDINGS).exists()

    def get_rows_done(self, upload: Upload) -> int:
        return rows_done(upload)
