"""Films are told by what they hold: their kind, size and length, and whether browsers play them."""

import struct
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from portal.kit.files.documents import check_document
from portal.kit.files.films import FilmFacts, film_facts
from portal.kit.files.signatures import kind_of
from tests.portal.kit.files import films, recordings


def facts(content: bytes, name: str):
    return check_document(ContentFile(content, name))


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (films.mp4(), "a.mp4", "video/mp4"),
        (films.mp4(codec=b"av01"), "A.MP4", "video/mp4"),
        (films.webm(), "a.webm", "video/webm"),
        (films.webm(codec=b"V_VP8"), "a.webm", "video/webm"),
    ],
)
def test_a_film_is_taken_with_its_length_and_its_sides(content, name, content_type):
    found = facts(content, name)
    assert (found.content_type, found.seconds, found.size) == (content_type, 12, len(content))
    assert (found.width, found.height) == (640, 360)


def test_one_that_was_taken_upright_stands_upright():
    found = facts(films.mp4(matrix=films.UPRIGHT), "a.mp4")
    assert (found.width, found.height) == (360, 640)


def test_a_film_that_does_not_say_how_long_it_is_has_no_length():
    assert facts(films.webm(seconds=0), "a.webm").seconds is None


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (films.mp4(codec=b"hvc1"), "a.mp4", "hvc1"),
        (films.webm(codec=b"V_MPEGH/ISO/HEVC"), "a.webm", "V_MPEGH/ISO/HEVC"),
        (films.webm(kind=b"matroska"), "a.webm", "Matroska"),
        (films.webm(), "a.mp4", "WebM"),
        (recordings.mp4(), "a.mp4", "MPEG-4"),
        (recordings.mp4(handlers=(b"vide",)), "a.mp4", "hỏng"),
        (films.mp4()[:60], "a.mp4", "hỏng"),
        (b"MZ" + bytes(500), "a.webm", "chương trình chạy được"),
    ],
)
def test_what_is_no_film_or_not_played_everywhere_is_refused_with_its_reason(
    content, name, message
):
    with pytest.raises(ValidationError) as refused:
        facts(content, name)
    assert message in " ".join(refused.value.messages)


@pytest.mark.parametrize("kind", ["mp4", "webm"])
def test_damaged_bytes_end_in_no_facts(kind):
    film = films.mp4() if kind == "mp4" else films.webm()
    for cut in range(0, len(film), 7):
        film_facts(kind, BytesIO(film[:cut]))
        film_facts(kind, BytesIO(film[:cut] + b"\xff" * 40))
    assert film_facts(kind, BytesIO(bytes(100_000))) == FilmFacts()


class Disk(BytesIO):
    """A file on ext4: no place is sought behind the largest file that it can hold."""

    def seek(self, place: int, whence: int = 0) -> int:
        if place >= 1 << 44:
            raise OSError(22, "Invalid argument")
        return super().seek(place, whence)


def test_a_box_that_says_to_be_longer_than_any_disk_is_damage():
    box = struct.pack(">I4sQ", 1, b"mdat", 1 << 60)
    film = Disk(films.mp4()[:16] + box + bytes(100))
    assert kind_of(film) == "mp4"
    assert film_facts("mp4", film) == FilmFacts()
