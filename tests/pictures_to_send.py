"""Pictures as people send them, made by Pillow: nothing is read from a file."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from people.actors import Actor
from tests.named_people import TESTS
from venues.models import Picture
from venues.photos.albums import Album, add_photo


def drawn(size: tuple[int, int] = (400, 300), *, mode: str = "RGB") -> Image.Image:
    """A picture whose corners differ: red at the top left, then green, blue, white clockwise."""
    image = Image.new("RGB", size, "white")
    width, height = size
    for at, colour in {(0, 0): "red", (1, 0): "lime", (0, 1): "blue"}.items():
        left, top = at[0] * width // 2, at[1] * height // 2
        image.paste(colour, (left, top, left + width // 2, top + height // 2))
    return image if mode == "RGB" else image.convert(mode)


def encoded(image: Image.Image | None = None, form: str = "JPEG", **how: Any) -> bytes:
    out = io.BytesIO()
    (image or drawn()).save(out, form, **how)
    return out.getvalue()


def sent(content: bytes | None = None, label: str = "image/jpeg") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    data = encoded() if content is None else content
    return SimpleUploadedFile("bild.jpg", data, content_type=label)


def add_picture(album: Album, content: bytes | None = None, *, by: Actor = TESTS) -> Picture:
    """A picture in an album, through the write function itself."""
    data = encoded() if content is None else content
    return add_photo(
        album=album,
        file=io.BytesIO(data),
        size=len(data),
        label="image/jpeg",
        words={
            "alts": {"sv": "En hall", "ar": "قاعة"},
            "photographer": "",
            "licence": "",
            "illustration": False,
        },
        by=by,
    )
