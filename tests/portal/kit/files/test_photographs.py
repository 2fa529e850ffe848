"""A picture that is attached loses what its camera wrote beside the pixels, and nothing else."""

import io
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from portal.kit.files.photographs import Damaged, without_metadata
from portal.publishing.models import Attachment
from tests import builders

SECRET = "16.27.49 N 107.35.27 E"
ORIENTATION = 0x0112


def photograph(turn: int = 1, mode: str = "RGB", **options: Any) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[ORIENTATION] = turn
    exif.get_ifd(0x8825).update({1: "N", 2: (16.0, 27.0, 49.0)})
    file = io.BytesIO()
    picture = Image.frombytes("L", (48, 32), Random(7).randbytes(48 * 32)).convert(mode)
    picture.save(file, "JPEG", exif=exif, comment=SECRET.encode(), **options)
    return file.getvalue()


def drawing() -> bytes:
    info = PngInfo()
    info.add_text("Author", SECRET)
    info.add_itxt("XML:com.adobe.xmp", SECRET)
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = SECRET
    Image.linear_gradient("L").convert("RGBA").save(
        file, "PNG", pnginfo=info, exif=exif, dpi=(300, 300)
    )
    return file.getvalue()


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


@pytest.mark.parametrize(
    "content",
    [
        photograph(),
        photograph(progressive=True),
        photograph(mode="CMYK"),
        photograph(mode="L", restart_marker_blocks=1),
        photograph(icc_profile=b"colours" * 20_000),
    ],
    ids=["plain", "progressive", "cmyk", "restarts", "profile"],
)
def test_a_photograph_keeps_its_pixels_and_nothing_of_its_place(content: bytes) -> None:
    kept = without_metadata(content + b"<?php " + SECRET.encode(), "jpeg")
    assert SECRET.encode() in content
    assert SECRET.encode() not in kept
    assert dict(opened(kept).getexif()) == {}
    assert opened(kept).tobytes() == opened(content).tobytes()
    assert opened(kept).info.get("icc_profile") == opened(content).info.get("icc_profile")
    assert without_metadata(kept, "jpeg") == kept


@pytest.mark.parametrize("turn", range(2, 9))
def test_how_it_is_turned_stays(turn: int) -> None:
    kept = without_metadata(photograph(turn), "jpeg")
    assert dict(opened(kept).getexif()) == {ORIENTATION: turn}
    assert SECRET.encode() not in kept


def test_a_drawing_keeps_its_pixels_and_none_of_its_texts() -> None:
    content = drawing()
    kept = without_metadata(content + SECRET.encode(), "png")
    assert SECRET.encode() in content
    assert SECRET.encode() not in kept
    assert opened(kept).tobytes() == opened(content).tobytes()
    assert opened(kept).info["dpi"] == pytest.approx((300, 300), abs=1)
    assert without_metadata(kept, "png") == kept


@pytest.mark.parametrize(("content", "kind"), [(photograph(), "jpeg"), (drawing(), "png")])
def test_whatever_is_cut_off_or_broken_is_refused_or_shorter(content: bytes, kind: str) -> None:
    chance, start = Random(14), 2 if kind == "jpeg" else 8
    for length in range(start, len(content), 7):
        with pytest.raises(Damaged):
            without_metadata(content[:length], kind)
    for _ in range(300):
        broken = bytearray(content)
        broken[chance.randrange(start, len(broken))] = chance.randrange(256)
        try:
            kept = without_metadata(bytes(broken), kind)
        except Damaged:
            continue
        assert len(kept) <= len(content)


def test_a_run_of_one_byte_is_read_once() -> None:
    # From each of its bytes anew, it would take weeks.
    start = photograph()[:-2]
    run = b"\xff" * 20_000_000 + b"\x00"
    with pytest.raises(Damaged):
        without_metadata(start + run, "jpeg")
    assert without_metadata(start + run + b"\xff\xd9", "jpeg").endswith(run + b"\xff\xd9")


@pytest.mark.django_db
def test_what_is_stored_of_an_attached_photograph_says_no_place(media: Path) -> None:
    sent = SimpleUploadedFile("hiện trường.jpg", photograph(turn=6))
    row = Attachment(publication=builders.article(), name="Hiện trường", file=sent)
    row.full_clean()
    row.save()
    [stored] = media.rglob("*.jpg")
    assert SECRET.encode() not in stored.read_bytes()
    assert row.size == stored.stat().st_size
    assert dict(opened(stored.read_bytes()).getexif()) == {ORIENTATION: 6}


@pytest.mark.django_db
@pytest.mark.usefixtures("media", "in_english")
def test_a_photograph_that_is_cut_off_is_not_attached() -> None:
    sent = SimpleUploadedFile("a.jpg", photograph()[:-30])
    row = Attachment(publication=builders.article(), name="Hiện trường", file=sent)
    with pytest.raises(ValidationError, match="damaged or cut off"):
        row.full_clean()
