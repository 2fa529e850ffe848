"""Recordings are told by what they hold, and how long they last is told with them."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from portal.kit.files import documents
from portal.kit.files.documents import check_document
from portal.kit.files.signatures import kind_of
from portal.kit.files.sounds import seconds_of
from tests.portal.kit.files import recordings


def facts(content: bytes, name: str):
    return check_document(ContentFile(content, name))


@pytest.mark.parametrize(
    ("content", "name", "content_type"),
    [
        (recordings.mp3(), "a.mp3", "audio/mpeg"),
        (recordings.mp3(tag=b"TIT2" + bytes(200)), "a.mp3", "audio/mpeg"),
        (recordings.opus(), "a.ogg", "audio/ogg"),
        (recordings.vorbis(), "A.OGG", "audio/ogg"),
        (recordings.mp4(), "a.m4a", "audio/mp4"),
        # As telephones record.
        (recordings.mp4(brand=b"isom"), "a.m4a", "audio/mp4"),
    ],
)
def test_a_recording_is_taken_with_its_length(content, name, content_type):
    found = facts(content, name)
    assert (found.content_type, found.seconds, found.size) == (content_type, 20, len(content))


def test_an_mp3_of_varying_bitrate_tells_by_its_frames():
    assert facts(recordings.mp3_that_counts(frames=2297), "a.mp3").seconds == 60


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"MZ" + bytes(500), "a.mp3", "chương trình chạy được"),
        (b"<!doctype html><script>alert(1)</script>", "a.ogg", "là trang web"),
        (recordings.mp3(1), "a.ogg", "MP3"),
        (recordings.mp4(handlers=(b"vide", b"soun")), "a.m4a", "MPEG-4"),
        (b"OggS" + bytes(60), "a.ogg", "không rõ"),
        (b"", "a.mp3", "Tệp rỗng"),
    ],
)
def test_what_only_calls_itself_a_recording_is_refused_by_what_it_is(content, name, reason):
    with pytest.raises(ValidationError) as refused:
        facts(content, name)
    assert reason in " ".join(refused.value.messages)


def test_a_recording_that_is_too_long_to_listen_to_is_refused(monkeypatch):
    monkeypatch.setattr(documents, "MAX_RECORDING", 1000)
    with pytest.raises(ValidationError) as refused:
        facts(recordings.mp3(1), "a.mp3")
    assert refused.value.code == "size"


NESTED = b""
for _ in range(5000):
    NESTED = recordings.box(b"trak", NESTED)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("mp3", b"ID3" + bytes(3)),
        ("mp3", b"ID3\x03\x00\x00\x7f\x7f\x7f\x7f" + bytes(90)),
        ("mp3", b""),
        ("ogg", b"OggS" + bytes(40) + b"OpusHead"),
        ("ogg", b"\x01vorbis" + bytes(90) + b"OggS" + bytes(20)),
        ("ogg", recordings.opus(0, skipped=60000)),
        ("m4a", recordings.box(b"ftyp", b"M4A ")),
        ("m4a", recordings.box(b"moov", recordings.box(b"mvhd", bytes(30)))),
        ("m4a", recordings.box(b"moov", b"\x00\x00\x00\x01mvhd")),
        ("m4a", recordings.box(b"free") * 5000),
        ("m4a", recordings.box(b"ftyp", b"M4A ") + b"\x00\x00\x00\x01free" + b"\xff" * 16),
        ("m4a", recordings.box(b"moov", NESTED)),
        ("m4a", recordings.mp4(10**6)),
    ],
)
def test_a_broken_file_has_no_length_and_breaks_nothing(kind, content):
    file = BytesIO(content)
    assert seconds_of(kind, file, len(content)) in (None, 1)
    kind_of(file)


class Counted(BytesIO):
    """A file that counts what is read of it."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


LARGE = 4 * 1024 * 1024


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("mp3", recordings.mp3(20) + bytes(LARGE)),
        ("mp3", b"ID3\x03" + bytes(6) + b"\xff\x00" * (LARGE // 2)),
        ("ogg", recordings.opus(0) + recordings.opus(1) * (LARGE // 100)),
        ("m4a", recordings.box(b"ftyp", b"M4A ") + recordings.box(b"free") * (LARGE // 8)),
    ],
)
def test_a_large_file_is_not_read_through_to_find_its_length(kind, content):
    """Libraries that read tags do: thirty hostile megabytes keep one busy for half a minute."""
    file = Counted(content)
    seconds_of(kind, file, len(content))
    assert 0 < file.taken <= 256 * 1024
