"""From a file that somebody sent to the few that are shown.

A photo from a phone says where and when it was taken, with which device, sometimes by whom. Nothing
of that is kept: the picture is decoded, turned the right way up, brought into the colours of the
web (sRGB) and encoded anew from its pixels alone.
"""

import io
import struct
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import IO, Any, Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from venues.errors import (
    PhotoAnimated,
    PhotoMislabelled,
    PhotoOddShape,
    PhotoTooLarge,
    PhotoTooManyPixels,
    PhotoTooSmall,
    PhotoUnreadable,
    PhotoUnsupported,
)

#: A photo at full quality from a phone of today is 3 to 12 megabytes.
MOST_BYTES: Final = 15 * 1024 * 1024
#: Phones take up to 50 megapixels; a decoded one takes three bytes a pixel.
MOST_PIXELS: Final = 52_000_000
#: For a card, for a phone, for a wide screen. A smaller picture is not blown up.
WIDTHS: Final = (320, 640, 1280)
SMALLEST: Final = 200
#: Longer side to shorter: beyond it there is nothing to see on a phone.
LONGEST_SHAPE: Final = 3
KINDS: Final = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/webp": "WEBP",
    "image/avif": "AVIF",
}
#: What AVIF and WebP need to look the same as the original on a good screen.
ENCODERS: Final[dict[str, dict[str, Any]]] = {
    "avif": {"format": "AVIF", "quality": 55, "speed": 8},
    "webp": {"format": "WEBP", "quality": 76, "method": 4},
}
MODES: Final = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"})
#: What decoders raise when a file is not what its first bytes promise.
BROKEN: Final = (
    OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, LookupError,
    ArithmeticError,
)  # fmt: skip
#: A decoded photo can take 150 megabytes: in one process, one at a time.
_one_at_a_time = threading.Semaphore(1)


@dataclass(frozen=True, slots=True)
class CleanFile:
    """A picture in one size and format; `digest` names its bytes."""

    format: str
    width: int
    height: int
    content: bytes

    @property
    def digest(self) -> str:
        return blake2b(self.content, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class CleanPicture:
    """A picture with nothing in it but what is seen. Sizes in pixels, of the largest file."""

    width: int
    height: int
    files: tuple[CleanFile, ...]


def clean(file: IO[bytes], *, size: int, label: str) -> CleanPicture:
    """The picture in `file` of `size` bytes, sent as media type `label`, in every size we show.

    Raises one of the errors named Photo… for a file that is too large, no still picture of a kind
    we read, other than its label, broken, too small or of an odd shape.
    """
    if size > MOST_BYTES:
        raise PhotoTooLarge
    if label not in KINDS:
        raise PhotoUnsupported
    with _one_at_a_time, _opened(file) as image:
        _look(image, label)
        seen = _seen(image)
    widths = sorted({min(width, seen.width) for width in WIDTHS})
    files = tuple(_encoded(seen, width, form) for width in widths for form in ENCODERS)
    return CleanPicture(files[-1].width, files[-1].height, files)


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[Image.Image]:
    """The file as a picture; whatever its decoder stumbles over is PhotoUnreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the number of pixels is judged by `_look`
            with Image.open(file, formats=list(KINDS.values())) as image:
                yield image
    except UnidentifiedImageError as error:
        raise PhotoUnsupported from error
    except Image.DecompressionBombError as error:
        raise PhotoTooManyPixels from error
    except BROKEN as error:
        raise PhotoUnreadable from error


def _look(image: Image.Image, label: str) -> None:
    """Whether the picture may be decoded at all, by what its head says."""
    # Many phones write JPEG with a second, smaller picture behind it: "MPO". The first one counts.
    kind = "JPEG" if image.format == "MPO" else image.format
    if kind != KINDS[label]:
        raise PhotoMislabelled
    if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:
        raise PhotoAnimated
    if image.width * image.height > MOST_PIXELS:
        raise PhotoTooManyPixels
    if image.mode not in MODES:
        raise PhotoUnsupported
    short, long = sorted(image.size)
    if short < SMALLEST:
        raise PhotoTooSmall
    if long > LONGEST_SHAPE * short:
        raise PhotoOddShape


def _seen(image: Image.Image) -> Image.Image:
    """The pixels as a person sees them: decoded, the right way up, in sRGB, on white."""
    image.draft("RGB", (max(WIDTHS), max(WIDTHS)))  # a JPEG is decoded no larger than needed
    image.load()
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        layer = upright.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        upright = Image.alpha_composite(paper, layer).convert("RGB")
    elif upright.mode in ("P", "1"):
        upright = upright.convert("RGB")
    return _in_srgb(upright, profile)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The same colours as numbers of sRGB, which is what a picture without a profile means."""
    if profile:
        try:
            return _converted(image, profile)
        except (ImageCms.PyCMSError, *BROKEN):
            pass  # A profile that is broken or of another colour space: as browsers do, without it.
    return image.convert("RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    srgb = ImageCms.createProfile("sRGB")
    found = ImageCms.profileToProfile(image, io.BytesIO(profile), srgb, outputMode="RGB")
    if found is None:
        raise ValueError("the conversion gave no picture")
    return found


def _encoded(image: Image.Image, width: int, form: str) -> CleanFile:
    height = round(image.height * width / image.width)
    small = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    small.info.clear()  # Pillow's encoders write what they find there
    out = io.BytesIO()
    small.save(out, **ENCODERS[form])
    return CleanFile(form, width, height, out.getvalue())
