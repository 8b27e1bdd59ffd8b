"""Photos come out with nothing in them but what is seen, or not at all, with the reason."""

import io
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms
from rest_framework.exceptions import APIException

from tests.pictures_to_send import drawn, encoded
from venues import errors
from venues.photos import cleaning
from venues.photos.cleaning import CleanPicture, clean

SECRETS = (b"Exif", b"Nokia", b"GPS", b"xpacket", b"Amina", b"Photoshop", b"8BIM", b"Hemligt")
XMP = b'<?xpacket begin=""?><x:xmpmeta>Amina, Skogas</x:xmpmeta><?xpacket end="w"?>'


def cleaned(content: bytes, label: str = "image/jpeg") -> CleanPicture:
    return clean(io.BytesIO(content), size=len(content), label=label)


def refusal(content: bytes, label: str = "image/jpeg") -> str:
    with pytest.raises(APIException) as refused:
        cleaned(content, label)
    return str(refused.value.get_codes())


def shown(picture: CleanPicture, form: str = "webp") -> Image.Image:
    """The largest file of a format, as a browser decodes it."""
    content = [file.content for file in picture.files if file.format == form][-1]
    return Image.open(io.BytesIO(content)).convert("RGB")


def near(found: Any, wanted: tuple[int, int, int], by: int = 14) -> bool:
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


def told_everything(image: Image.Image | None = None) -> bytes:
    """A JPEG as a careless program leaves it: GPS in EXIF, XMP, IPTC, a comment, a profile."""
    exif = Image.Exif()
    exif[0x010F] = "Nokia"
    exif[0x0112] = 6  # taken with the phone turned: the right side of the scene is up
    exif.get_ifd(0x8825).update({1: "N", 2: (59.0, 13.0, 5.0), 3: "E", 4: (18.0, 9.0, 15.0)})
    exif.get_ifd(0x8769)[0x9003] = "2026:11:24 17:03:00"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    plain = encoded(image, exif=exif, xmp=XMP, icc_profile=profile, comment=b"Hemligt", quality=95)
    iptc = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x08\x1c\x02\x50\x00\x05Amina"
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    return plain[:2] + segment + plain[2:] + b"Hemligt efter slutet"


def test_nothing_of_what_a_file_tells_is_left() -> None:
    content = told_everything()
    assert all(secret in content for secret in SECRETS if secret != b"GPS")
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825), "there is a position in it"
    picture = cleaned(content)
    assert {file.format for file in picture.files} == {"avif", "webp"}
    for file in picture.files:
        image = Image.open(io.BytesIO(file.content))
        assert not [secret for secret in SECRETS if secret in file.content]
        assert not dict(image.getexif())
        assert set(image.info) <= {"loop", "background", "timestamp", "duration"}, image.info


def test_it_stands_the_right_way_up_in_its_right_colours() -> None:
    picture = cleaned(told_everything(drawn((400, 300))))
    assert (picture.width, picture.height) == (300, 400)
    for form in ("avif", "webp"):
        image = shown(picture, form)
        assert near(image.getpixel((250, 50)), (254, 0, 0)), "red was top left, and is top right"
        assert near(image.getpixel((50, 50)), (0, 0, 254)), "blue was bottom left"


def test_colours_of_another_colour_space_become_those_of_the_web() -> None:
    red = Image.new("RGB", (300, 300), (255, 0, 0))
    swapped = _profile_with_red_and_green_exchanged()
    image = shown(cleaned(encoded(red, icc_profile=swapped, quality=95)))
    assert near(image.getpixel((150, 150)), (0, 255, 0), 60), "by its profile it is green"
    broken = shown(cleaned(encoded(red, icc_profile=b"no profile", quality=95)))
    assert near(broken.getpixel((150, 150)), (254, 0, 0)), "as browsers show it"


def _profile_with_red_and_green_exchanged() -> bytes:
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    at = {}
    for number in range(struct.unpack_from(">I", profile, 128)[0]):
        name, offset, _size = struct.unpack_from(">4sII", profile, 132 + 12 * number)
        at[name] = offset
    one, other = at[b"rXYZ"], at[b"gXYZ"]
    profile[one : one + 20], profile[other : other + 20] = (
        profile[other : other + 20],
        profile[one : one + 20],
    )
    return bytes(profile)


@pytest.mark.parametrize(
    ("size", "widths"),
    [((4000, 3000), [320, 640, 1280]), ((700, 500), [320, 640, 700]), ((250, 300), [250])],
)
def test_it_comes_in_the_sizes_that_screens_have_and_is_never_blown_up(
    size: tuple[int, int], widths: list[int]
) -> None:
    picture = cleaned(encoded(drawn(size)))
    for form in ("avif", "webp"):
        files = [file for file in picture.files if file.format == form]
        assert [file.width for file in files] == widths
        for file in files:
            assert Image.open(io.BytesIO(file.content)).size == (file.width, file.height)
            assert abs(file.width / file.height - size[0] / size[1]) < 0.01
    assert picture.width == widths[-1]


@pytest.mark.parametrize(
    ("form", "mode", "label"),
    [
        ("PNG", "P", "image/png"),
        ("PNG", "1", "image/png"),
        ("PNG", "L", "image/png"),
        ("WEBP", "RGB", "image/webp"),
        ("AVIF", "RGB", "image/avif"),
        ("JPEG", "CMYK", "image/jpeg"),
        ("JPEG", "L", "image/jpeg"),
    ],
)
def test_every_usual_kind_of_still_picture_is_read(form: str, mode: str, label: str) -> None:
    image = shown(cleaned(encoded(drawn(mode=mode), form), label))
    assert near(image.getpixel((350, 250)), (255, 255, 255)), "white is white"


def test_what_shines_through_is_white() -> None:
    clear = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    image = shown(cleaned(encoded(clear, "PNG"), "image/png"))
    assert near(image.getpixel((150, 150)), (255, 255, 255))


def test_of_a_phones_double_picture_the_first_one_counts() -> None:
    double = encoded(drawn(), "MPO", save_all=True, append_images=[Image.new("RGB", (99, 99))])
    assert Image.open(io.BytesIO(double)).format == "MPO"
    assert cleaned(double).width == 400


def _png_of(width: int, height: int) -> bytes:
    """A PNG that says it is this large and holds next to nothing: a bomb of a few bytes."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


MOVING: dict[str, Any] = {"save_all": True, "append_images": [Image.new("RGB", (400, 300))]}


@pytest.mark.parametrize(
    ("content", "label", "code"),
    [
        (b"", "image/jpeg", "photo_unsupported"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/jpeg", "photo_unsupported"),
        (b"%PDF-1.7", "image/png", "photo_unsupported"),
        (encoded(form="GIF"), "image/jpeg", "photo_unsupported"),
        (encoded(form="TIFF"), "image/jpeg", "photo_unsupported"),
        (encoded(), "image/gif", "photo_unsupported"),
        (encoded(), "", "photo_unsupported"),
        (encoded(Image.new("I;16", (300, 300)), "PNG"), "image/png", "photo_unsupported"),
        (encoded(form="PNG"), "image/jpeg", "photo_mislabelled"),
        (encoded(), "image/webp", "photo_mislabelled"),
        (encoded()[:-900], "image/jpeg", "photo_unreadable"),
        (encoded(form="PNG")[:-60], "image/png", "photo_unreadable"),
        (encoded(form="WEBP")[:-60], "image/webp", "photo_unreadable"),
        (_png_of(300, 300), "image/png", "photo_unreadable"),
        (encoded(form="PNG", **MOVING), "image/png", "photo_animated"),
        (encoded(form="WEBP", **MOVING), "image/webp", "photo_animated"),
        (encoded(form="AVIF", **MOVING), "image/avif", "photo_animated"),
        (_png_of(8_000, 7_000), "image/png", "photo_too_many_pixels"),
        (_png_of(60_000, 60_000), "image/png", "photo_too_many_pixels"),
        (encoded(drawn((199, 300))), "image/jpeg", "photo_too_small"),
        (encoded(drawn((200, 601))), "image/jpeg", "photo_odd_shape"),
    ],
)
def test_what_is_no_photo_is_refused_with_the_reason(content: bytes, label: str, code: str) -> None:
    assert refusal(content, label) == code


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(APIException) as refused:
        clean(io.BytesIO(), size=cleaning.MOST_BYTES + 1, label="image/jpeg")
    assert (refused.value.status_code, refused.value.get_codes()) == (413, "photo_too_large")


REASONS = (
    errors.PhotoMislabelled,
    errors.PhotoOddShape,
    errors.PhotoTooManyPixels,
    errors.PhotoTooSmall,
    errors.PhotoUnreadable,
    errors.PhotoUnsupported,
)
WHOLE = {"image/jpeg": encoded(), "image/png": encoded(form="PNG")}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_file_broken_anywhere_is_a_picture_or_a_reason_never_a_crash(
    label: str, data: st.DataObject
) -> None:
    content = bytearray(WHOLE[label])
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    with suppress(*REASONS):
        cleaned(bytes(content), label)
