"""An uploaded picture is checked, made anew without metadata, and kept in every size."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image

from portal.media.pictures import intake
from portal.media.pictures.intake import store_picture
from portal.media.pictures.models import Picture
from tests.portal.media.pictures.samples import colours, encode, jpeg, upload

pytestmark = pytest.mark.django_db


def stored(picture: Picture) -> Image.Image:
    with default_storage.open(picture.file.name) as file:
        return Image.open(io.BytesIO(file.read()))


def files() -> list[str]:
    """All files below the media folder."""
    root = Path(default_storage.path(""))
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(ValidationError) as caught, translation.override("en"):
        store_picture(upload(content, name), by=None)
    with translation.override("en"):
        return " ".join(caught.value.messages)


def test_it_keeps_three_widths_in_two_formats() -> None:
    picture = store_picture(jpeg(2000, 1000), by=None)
    assert (picture.width, picture.height) == (1600, 800)
    assert [(r["width"], r["height"], r["format"]) for r in picture.renditions] == [
        (480, 240, "jpeg"),
        (480, 240, "webp"),
        (960, 480, "jpeg"),
        (960, 480, "webp"),
        (1600, 800, "jpeg"),
        (1600, 800, "webp"),
    ]
    for rendition in picture.renditions:
        assert default_storage.size(rendition["path"]) == rendition["bytes"]
        with default_storage.open(rendition["path"]) as file:
            image = Image.open(file)
            assert image.size == (rendition["width"], rendition["height"])
            assert image.format == rendition["format"].upper()


def test_it_never_enlarges() -> None:
    picture = store_picture(jpeg(300, 200), by=None)
    assert [(r["width"], r["height"]) for r in picture.renditions] == [(300, 200)] * 2


def test_it_makes_the_name_itself() -> None:
    picture = store_picture(upload(encode(colours(), "JPEG"), "../../x;rm -rf.JPG"), by=None)
    digest = picture.sha256[:32]
    assert picture.file.name == f"anh/{digest[:2]}/{digest}-640x480.jpg"


def test_it_keeps_the_same_file_once() -> None:
    first = store_picture(jpeg(name="a.jpg"), by=None)
    before = files()
    assert store_picture(jpeg(name="b.jpeg"), by=None) == first
    assert Picture.objects.count() == 1
    assert files() == before


@pytest.mark.parametrize(
    ("format_name", "name"),
    [("JPEG", "a.jpeg"), ("PNG", "a.png"), ("GIF", "a.gif"), ("WEBP", "a.webp")],
)
def test_it_takes_the_four_formats(format_name: str, name: str) -> None:
    content = encode(colours(), format_name)
    assert stored(store_picture(upload(content, name), by=None)).format == "JPEG"


@pytest.mark.parametrize("mode", ["1", "L", "P", "I;16", "CMYK", "LA", "RGBA"])
def test_it_takes_every_kind_of_colour(mode: str) -> None:
    name, format_name = ("a.jpg", "JPEG") if mode == "CMYK" else ("a.png", "PNG")
    image = colours().quantize(8) if mode == "P" else colours(mode="L").convert(mode)
    if mode == "I;16":  # Sixteen bits a point: as bright as eight bits are at 256 times the value.
        image = colours(mode="L").convert("I").point(lambda value: value * 256).convert("I;16")
    picture = store_picture(upload(encode(image, format_name), name), by=None)
    left, right = stored(picture).getpixel((50, 50)), stored(picture).getpixel((600, 50))
    assert sum(left) + 100 < sum(right)


def test_it_keeps_transparency() -> None:
    image = colours(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    picture = store_picture(upload(encode(image, "PNG"), "a.png"), by=None)
    assert picture.file.name.endswith("-640x480.png")
    assert {r["format"] for r in picture.renditions} == {"png", "webp"}
    assert stored(picture).mode == "RGBA"


def test_it_keeps_the_first_frame_of_a_moving_picture() -> None:
    moving = encode(
        Image.new("RGB", (40, 30), "red"),
        "GIF",
        save_all=True,
        append_images=[Image.new("RGB", (40, 30), "blue")],
    )
    shown = stored(store_picture(upload(moving, "a.gif"), by=None))
    assert getattr(shown, "n_frames", 1) == 1
    red, _green, blue = shown.getpixel((20, 15))
    assert red > 200
    assert blue < 50


def test_it_turns_the_picture_upright_and_drops_all_that_a_camera_wrote() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # Turned by a quarter.
    exif[0x010F] = "Máy ảnh của ông A"
    exif.get_ifd(0x8825)[2] = (16.0, 28.0, 0.0)  # Where it was taken.
    content = encode(colours(400, 200), "JPEG", exif=exif, comment=b"secret-comment")
    picture = store_picture(upload(content), by=None)
    assert (picture.width, picture.height) == (200, 400)
    for rendition in picture.renditions:
        with default_storage.open(rendition["path"]) as file:
            content = file.read()
        image = Image.open(io.BytesIO(content))
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)
        assert b"secret-comment" not in content


def test_it_drops_what_is_hidden_behind_the_picture() -> None:
    content = encode(colours(), "JPEG") + b"<script>alert(1)</script>"
    picture = store_picture(upload(content), by=None)
    for rendition in picture.renditions:
        with default_storage.open(rendition["path"]) as file:
            assert b"<script" not in file.read()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"%PDF-1.4 x", "a.jpg", "The file is named .jpg but holds a PDF."),
        (encode(colours(), "PNG"), "a.jpg", "The file is named .jpg but holds a PNG picture."),
        (encode(colours(), "JPEG"), "a.png", "The file is named .png but holds a JPEG picture."),
        (encode(colours(), "BMP"), "a.png", "The file is named .png but holds a BMP picture."),
        (b"<html><script>", "a.gif", "The file is named .gif but holds a web page."),
        (
            b"<svg xmlns='x' onload='x()'>",
            "a.png",
            "The file is named .png but holds an SVG drawing.",
        ),
        (b"MZ\x90\x00", "a.webp", "The file is named .webp but holds a program."),
        (b"PK\x03\x04", "a.jpg", "The file is named .jpg but holds something unknown."),
        (b"xin ch\xc3\xa0o", "a.jpg", "The file is named .jpg but holds plain text."),
        (b"\x00\x01\x02\x03", "a.jpg", "The file is named .jpg but holds something unknown."),
        (b"", "a.jpg", "The file is empty."),
        (b"<svg/>", "a.svg", "Pictures are JPEG, PNG, GIF or WebP; this file is named “.svg”."),
        (
            encode(colours(), "JPEG"),
            "anh",
            "This file’s name has no ending, such as “.jpg”. Allowed: gif, jpeg, jpg, png, webp.",
        ),
        (b"x", "a.jpg.php", "Pictures are JPEG, PNG, GIF or WebP; this file is named “.php”."),
        (
            encode(colours(), "JPEG")[:3000],
            "a.jpg",
            "The picture is damaged or cut off and cannot be read.",
        ),
        (
            encode(colours(), "PNG")[:200],
            "a.png",
            "The picture is damaged or cut off and cannot be read.",
        ),
        (
            b"\x89PNG\r\n\x1a\n" + b"x" * 100,
            "a.png",
            "The picture is damaged or cut off and cannot be read.",
        ),
        (b"GIF89a", "a.gif", "The picture is damaged or cut off and cannot be read."),
    ],
)
def test_it_says_what_a_file_is_that_is_no_such_picture(
    content: bytes, name: str, message: str
) -> None:
    assert refusal(content, name) == message
    assert files() == []
    assert Picture.objects.count() == 0


def test_it_refuses_what_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_FILE_SIZE", 2048)
    content = encode(colours(), "JPEG")
    assert refusal(content + b"x" * 2048, "a.jpg").startswith("The file has ")


def test_what_is_a_little_too_large_is_told_as_larger_than_the_limit() -> None:
    content = encode(colours(), "JPEG")
    message = refusal(content + b"x" * (20 * 1024 * 1024 + 1 - len(content)), "a.jpg")
    assert message == "The file has 20.1\xa0MB; the limit is 20.0\xa0MB."


def test_it_leaves_no_file_when_the_row_cannot_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_values: object, **_more: object) -> None:
        raise RuntimeError("no room")

    monkeypatch.setattr(Picture, "save", fail)
    with pytest.raises(RuntimeError):
        store_picture(jpeg(), by=None)
    assert files() == []


def test_it_mends_what_an_interrupted_upload_left() -> None:
    picture = store_picture(jpeg(), by=None)
    path = picture.file.name
    size = default_storage.size(path)
    picture.delete()
    default_storage.delete(path)
    with default_storage.open(path, "wb") as half:
        half.write(b"half")
    again = store_picture(jpeg(), by=None)
    assert again.file.name == path
    assert default_storage.size(path) == size
    assert len(files()) == len(picture.renditions) + len(picture.crops)
