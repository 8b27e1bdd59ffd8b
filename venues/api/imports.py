"""Importing by upload: a file is tried first, and imported when its person says so."""

import gzip
import io
import tempfile
import uuid
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.door import Door
from people.api.paging import PageQuery
from people.permissions import may
from venues.api.import_inputs import OptionsInput, UploadInput
from venues.api.import_serializers import KindSerializer, UploadRowSerializer, UploadSerializer
from venues.api.lists import ListDoor, listed
from venues.errors import UploadTooLarge
from venues.importing.columns import write_template
from venues.importing.kinds import TABLES, Kind, kinds
from venues.models import Upload, UploadPart
from venues.uploading import apply_upload, cancel_upload, try_again, upload_file

#: What the other parts of a multipart body may take, beside the file.
OTHER_PARTS = 256 * 1024


class OwnUploads(Door):
    """Addresses of one's own uploads; those of others are not found."""

    def own(self) -> QuerySet[Upload]:
        return Upload.objects.filter(person=self.actor.id)

    def one(self, id: uuid.UUID) -> Upload:
        return get_object_or_404(self.own(), pk=id)

    def answer(self, upload: Upload, status: int = 200) -> Response:
        return Response(UploadSerializer(upload).data, status=status)


class Uploads(OwnUploads, ListDoor):
    """One's own imports, newest first."""

    deeds: ClassVar = {"GET": "import.write", "POST": "import.write"}
    queries: ClassVar = {"GET": PageQuery}
    may_be_too_large = frozenset({"POST"})
    parser_classes = [MultiPartParser]
    row = UploadRowSerializer
    ordering = ("-uploaded_at", "id")

    @extend_schema(responses=listed(UploadRowSerializer))
    def get(self, request: Request, **kwargs: Any) -> Response:
        return super().get(request, **kwargs)

    def found(self) -> QuerySet[Upload]:
        return self.own()

    def context(self, things: list[Any]) -> dict[str, Any]:
        return {}  # nothing of a row is in a language

    @extend_schema(request=UploadInput, responses={201: UploadSerializer})
    def post(self, request: Request) -> Response:
        """Upload a file; the worker tries it and changes nothing."""
        most = settings.NARA_IMPORT_MAX_MB << 20
        if int(request.META.get("CONTENT_LENGTH") or 0) > most + OTHER_PARTS:
            raise UploadTooLarge
        body = UploadInput(data=request.data, context={"actor": self.actor})
        body.is_valid(raise_exception=True)
        file = body.validated_data["file"]
        upload = upload_file(
            kind=body.validated_data["kind"],
            file_name=file.name,
            content=file.chunks(1 << 20),
            options=body.validated_data["options"],
            by=self.actor,
        )
        return self.answer(upload, 201)


class UploadDetail(OwnUploads):
    """One import: how far it is, and what came of it."""

    deeds: ClassVar = {"GET": "import.write"}

    @extend_schema(responses=UploadSerializer)
    def get(self, request: Request, id: uuid.UUID) -> Response:
        return self.answer(self.one(id))


class UploadTry(OwnUploads):
    """Trying the same file in another way."""

    deeds: ClassVar = {"POST": "import.write"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=OptionsInput, responses=UploadSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        upload = self.one(id)
        body = OptionsInput(data=request.data, context={"kind": kinds()[upload.kind]})
        body.is_valid(raise_exception=True)
        return self.answer(
            try_again(upload=upload, options=dict(body.validated_data), by=self.actor)
        )


class UploadApply(OwnUploads):
    """Importing for real what was tried."""

    deeds: ClassVar = {"POST": "import.write"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=UploadSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        return self.answer(apply_upload(upload=self.one(id), by=self.actor))


class UploadCancel(OwnUploads):
    """Stopping what waits or is at work."""

    deeds: ClassVar = {"POST": "import.write"}
    may_conflict = frozenset({"POST"})

    @extend_schema(request=None, responses=UploadSerializer)
    def post(self, request: Request, id: uuid.UUID) -> Response:
        """Nothing of it is imported; the file stays and can be tried again."""
        return self.answer(cancel_upload(upload=self.one(id), by=self.actor))


class UploadFindings(OwnUploads):
    """Everything wrong that the newest run found, however much it is, as CSV."""

    deeds: ClassVar = {"GET": "import.write"}

    @extend_schema(responses={(200, "text/csv"): OpenApiTypes.STR})
    def get(self, request: Request, id: uuid.UUID) -> HttpResponseBase:
        """Separated by `;`. Gone with the file, after NARA_RETENTION_IMPORT_FILE_HOURS."""
        upload = self.one(id)
        pieces = upload.pieces(UploadPart.Of.FINDINGS)
        content = b"".join(bytes(piece.content) for piece in pieces)
        if not content:
            raise Http404
        # It is kept as it travels: a million findings are some megabytes.
        accepted = "gzip" in request.headers.get("Accept-Encoding", "")
        name = f"{Path(upload.file_name).stem}-findings.csv"
        answer = FileResponse(
            io.BytesIO(content if accepted else gzip.decompress(content)),
            as_attachment=True,
            filename=name,
            content_type="text/csv; charset=utf-8",
        )
        if accepted:
            answer["Content-Encoding"] = "gzip"
        patch_vary_headers(answer, ["Accept-Encoding"])
        return answer


class ImportKinds(Door):
    """What the person may import, with the columns of each."""

    deeds: ClassVar = {"GET": "import.write"}

    @extend_schema(responses=listed(KindSerializer, paged=False))
    def get(self, request: Request) -> Response:
        mine = [kind for kind in kinds().values() if may(self.actor, kind.deed)]
        return Response({"results": KindSerializer(mine, many=True).data})


class ImportTemplate(Door):
    """An empty file to fill in: `venues.csv`, `activities.xlsx`."""

    deeds: ClassVar = {"GET": "import.write"}

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    def get(self, request: Request, name: str) -> HttpResponseBase:
        kind = self._kind(name)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            write_template(path, kind.columns)
            return FileResponse(path.open("rb"), as_attachment=True, filename=name)

    def _kind(self, name: str) -> Kind:
        kind = kinds().get(Path(name).stem)
        if kind is None or Path(name).suffix not in TABLES or kind.suffixes[0] not in TABLES:
            raise Http404
        return kind
