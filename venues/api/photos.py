"""The addresses of pictures: added, described, put in order, removed and looked at.

Abstract over what the pictures are of: `venues.api.views` and `activities.api.photos` say how a
thing is found by those who may see it.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema_field
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from people.api.bodies import Input
from people.api.door import Door
from people.api.throttles import ReadRate, WriteRate
from venues.api.parameters import LanguageQuery
from venues.errors import PhotoTooLarge
from venues.languages import best
from venues.models import PictureFile
from venues.models.picture import Placed
from venues.photos.albums import (
    Album,
    PhotoWords,
    add_photo,
    describe_photo,
    order_photos,
    remove_photo,
)
from venues.photos.cleaning import MOST_BYTES

LANGUAGES = [code for code, _name in settings.LANGUAGES]
#: The file, and some words around it.
MOST_OF_A_BODY = MOST_BYTES + 64 * 1024
FOREVER = "public, max-age=31536000, immutable"
#: Of something that is not published: nothing between us and the reader keeps it.
NEVER = "private, no-store"


class PictureRate(ReadRate):
    """A page shows twenty pictures: they do not count as twenty questions."""

    scope = "picture"
    rate = "12000/min"


class UploadRate(WriteRate):
    """Each upload is seconds of work."""

    scope = "upload"
    rate = "30/min"


class PhotoSourceSerializer(serializers.Serializer[Any]):
    """One file of a picture: what `<source srcset>` wants to know."""

    type = serializers.ChoiceField(choices=["image/avif", "image/webp"])
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    url = serializers.CharField()


@dataclass(slots=True)
class Alt:
    """What a picture shows, in one language."""

    language: str
    text: str


class AltSerializer(serializers.Serializer[Any]):
    language = serializers.CharField()
    text = serializers.CharField()


def picture_sources(address: str, files: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The files of a picture as the API names them, below the picture's `address`."""
    return [
        {
            "type": f"image/{file['format']}",
            "width": file["width"],
            "height": file["height"],
            "url": f"{address}/{file['width']}-{file['digest']}.{file['format']}",
        }
        for file in files
    ]


class PhotoSerializer(serializers.Serializer[Any]):
    """A picture and what is said of it. Subclasses know the address of what it is of."""

    id = serializers.UUIDField(source="pk")
    alt = serializers.SerializerMethodField(help_text="What it shows, in the best language.")
    language = serializers.SerializerMethodField(help_text="The language of `alt`.")
    alts = AltSerializer(many=True)
    width = serializers.IntegerField(source="picture.width")
    height = serializers.IntegerField(source="picture.height")
    illustration = serializers.BooleanField(
        source="picture.illustration", help_text="Drawn, not taken."
    )
    photographer = serializers.CharField(source="picture.photographer")
    licence = serializers.CharField(source="picture.licence")
    sources = serializers.SerializerMethodField(help_text="By format, the smallest first.")

    def _alt(self, photo: Any) -> Alt:
        found = best([Alt(**alt) for alt in photo.alts], self.context["language"])
        return found or Alt("", "")

    def get_alt(self, photo: Any) -> str:
        return self._alt(photo).text

    def get_language(self, photo: Any) -> str:
        return self._alt(photo).language

    def address(self, photo: Any) -> str:
        """The address below which the picture's files are."""
        raise NotImplementedError

    @extend_schema_field(PhotoSourceSerializer(many=True))
    def get_sources(self, photo: Any) -> list[dict[str, Any]]:
        return picture_sources(self.address(photo), photo.files)


class VenuePhotoSerializer(PhotoSerializer):
    def address(self, photo: Any) -> str:
        return f"/api/v1/venues/{photo.venue_id}/photos/{photo.pk}"


@cache
def photos_of(row: type[PhotoSerializer]) -> Any:
    """The documented answer of an address that changes an album: all of it, in order."""
    name = row.__name__.removesuffix("Serializer")
    return type(f"{name}sSerializer", (serializers.Serializer,), {"results": row(many=True)})


class PhotoWordsInput(Input):
    """What is said of a picture: `alt_` and a language (Swedish needed), who took it, licence."""

    photographer = serializers.CharField(max_length=120, allow_blank=True, default="")
    licence = serializers.CharField(max_length=80, allow_blank=True, default="")
    illustration = serializers.BooleanField(default=False)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for code in LANGUAGES:
            own = code == settings.LANGUAGE_CODE
            more: dict[str, Any] = {} if own else {"allow_blank": True, "default": ""}
            fields[f"alt_{code}"] = serializers.CharField(max_length=240, **more)
        return fields

    def words(self) -> PhotoWords:
        sent = self.validated_data
        alts = {code: sent[f"alt_{code}"] for code in LANGUAGES if sent[f"alt_{code}"]}
        return {
            "alts": alts,
            "photographer": sent["photographer"],
            "licence": sent["licence"],
            "illustration": sent["illustration"],
        }


class PhotoInput(PhotoWordsInput):
    """A picture to add."""

    file = serializers.FileField(
        allow_empty_file=True,  # an empty one is told what it is: no picture
        error_messages={"required": _("Välj en bild.")},
        help_text="JPEG, PNG, WebP or AVIF, at most 15 MB and 52 megapixels.",
    )


class OrderInput(Input):
    """Every picture once, in the new order."""

    order = serializers.ListField(child=serializers.UUIDField(), max_length=100)


class PhotoDoor(Door):
    """An address of pictures. Subclasses say whose."""

    serializer: ClassVar[type[PhotoSerializer]]

    def album(self, id: uuid.UUID) -> Album:
        """The album of the thing with this id, for those who may see it; else 404."""
        raise NotImplementedError

    def photo(self, album: Album, photo: uuid.UUID) -> Placed:
        found: Placed = get_object_or_404(album.photos().select_related("picture"), pk=photo)
        return found

    def all_of(self, album: Album, status: int = 200) -> Response:
        rows = album.photos().with_pictures()
        context = {"language": self.asked["lang"]}
        found = self.serializer(rows, many=True, context=context).data
        return Response({"results": found}, status=status)


class Photos(PhotoDoor):
    """Adding a picture."""

    parser_classes = [MultiPartParser]
    queries: ClassVar = {"POST": LanguageQuery}
    may_conflict = frozenset({"POST"})
    may_be_too_large = frozenset({"POST"})
    throttle_classes = [UploadRate]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > MOST_OF_A_BODY:
            raise PhotoTooLarge  # before anything of it is read
        super().initial(request, *args, **kwargs)

    def add(self, request: Request, id: uuid.UUID) -> Response:
        album = self.album(id)
        body = PhotoInput(data=request.data)
        body.is_valid(raise_exception=True)
        file = body.validated_data["file"]
        add_photo(
            album=album,
            file=file,
            size=file.size,
            label=file.content_type or "",
            words=body.words(),
            by=self.actor,
        )
        return self.all_of(album, 201)


class PhotoOrder(PhotoDoor):
    """The order of pictures."""

    queries: ClassVar = {"PUT": LanguageQuery}
    may_conflict = frozenset({"PUT"})

    def reorder(self, request: Request, id: uuid.UUID) -> Response:
        album = self.album(id)
        body = OrderInput(data=request.data)
        body.is_valid(raise_exception=True)
        order_photos(album=album, order=body.validated_data["order"], by=self.actor)
        return self.all_of(album)


class OnePhoto(PhotoDoor):
    """One picture."""

    queries: ClassVar = {"PUT": LanguageQuery, "DELETE": LanguageQuery}

    def describe(self, request: Request, id: uuid.UUID, photo: uuid.UUID) -> Response:
        album = self.album(id)
        body = PhotoWordsInput(data=request.data)
        body.is_valid(raise_exception=True)
        placed = self.photo(album, photo)
        describe_photo(album=album, photo=placed, words=body.words(), by=self.actor)
        return self.all_of(album)

    def remove(self, id: uuid.UUID, photo: uuid.UUID) -> Response:
        album = self.album(id)
        remove_photo(album=album, photo=self.photo(album, photo), by=self.actor)
        return self.all_of(album)


#: The documented answers of a picture's file.
PICTURE_ANSWERS: dict[Any, Any] = {
    (200, "image/avif"): OpenApiTypes.BINARY,
    (200, "image/webp"): OpenApiTypes.BINARY,
    304: OpenApiResponse(description="The picture is the one you have."),
}


class PhotoFile(PhotoDoor):
    """A picture in one size and format; its name is made of its content, so it never changes."""

    throttle_classes = [PictureRate]

    def public(self, album: Album) -> bool:
        """Whether everybody may see it, and so anybody keep it."""
        return True

    def file(self, request: Request, id: uuid.UUID, photo: uuid.UUID, name: str) -> HttpResponse:
        album = self.album(id)
        stem, _dot, form = name.partition(".")
        width, _dash, digest = stem.partition("-")
        files = PictureFile.objects.filter(picture__in=album.photos().filter(pk=photo).values("pk"))
        found = get_object_or_404(files, format=form, digest=digest, width=_number(width))
        etag = quote_etag(found.digest)
        answer = HttpResponse(bytes(found.content), content_type=f"image/{found.format}")
        answer["ETag"] = etag
        answer["Cache-Control"] = FOREVER if self.public(album) else NEVER
        return get_conditional_response(request, etag=etag, response=answer) or answer


def _number(text: str) -> int:
    """A width in a name; 0, which no picture has, for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
