"""Pictures cannot take the machine's memory: limits by kind, one at a time, bounds of a process."""

import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from struct import pack
from threading import Thread

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from portal.media.pictures import intake, making, sandbox
from portal.media.pictures.models import Picture
from tests.portal.media.pictures.samples import colours, encode, jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media", "in_english")]
LOCKER = """
import fcntl, sys
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("locked", flush=True)
sys.stdin.read()
"""


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(ValidationError) as caught:
        intake.store_picture(upload(content, name), by=None)
    assert Picture.objects.count() == 0
    return " ".join(caught.value.messages)


def png(width: int, height: int, colour: int = 6) -> bytes:
    """Return a PNG of one colour, written row by row: small, and its maker needs no memory."""
    depth = {0: 1, 2: 3, 6: 4}[colour]
    packer = zlib.compressobj(9)
    row = bytes(1 + width * depth)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", data), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        pack(">I", len(body)) + name + body + pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


# Made by their test alone: to read this file would take seconds.
@pytest.mark.parametrize(
    ("make", "name", "limit"),
    [
        # The one of the report: a quarter of a megabyte that took a gigabyte.
        (lambda: png(7700, 7700, colour=2), "a.png", 25),
        (lambda: encode(Image.new("1", (5001, 5000)), "PNG"), "a.png", 25),
        (lambda: png(5000, 3001), "a.png", 15),
        (lambda: encode(Image.new("P", (4001, 3000)), "GIF"), "a.gif", 12),
        (lambda: encode(Image.new("L", (4001, 3000)), "WEBP"), "a.webp", 12),
        (lambda: encode(Image.new("L", (8001, 7500)), "JPEG"), "a.jpg", 60),
        (lambda: encode(Image.new("L", (5001, 5000)), "JPEG", progressive=True), "a.jpg", 25),
        (lambda: encode(Image.new("1", (16_001, 10)), "PNG"), "a.png", 25),
    ],
    ids=["59 MP png", "png", "transparent png", "gif", "webp", "jpeg", "jpeg in steps", "side"],
)
def test_each_kind_has_its_limit_of_pixels(
    make: Callable[[], bytes], name: str, limit: int
) -> None:
    content = make()
    assert len(content) < 2_000_000
    assert (
        refusal(content, name) == f"The picture has too many pixels; the limit is {limit} million."
    )


def test_a_bomb_is_refused_before_any_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "load", lambda _self: pytest.fail("decoded"))
    with pytest.raises(making.Refused, match="pixels"):
        making.decode(png(7700, 7700))


# A small program between: what is said of a process counts the one that it was forked from.
MEASURING = """
import resource, subprocess, sys
making = [sys.executable, "-m", "portal.media.pictures.making", "50", "50"]
subprocess.run(making, check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime, used.ru_maxrss, file=sys.stderr)
"""


def test_the_largest_one_takes_two_seconds_and_300_megabytes_at_most(tmp_path: Path) -> None:
    """In a process of its own, as on the site; others are in `worst.py`."""
    path = tmp_path / "large.png"
    path.write_bytes(png(5000, 5000, colour=2))
    with path.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-c", MEASURING], stdin=file, capture_output=True, check=True
        )
    seconds, kilobytes = map(float, done.stderr.split())
    assert seconds <= 2
    assert kilobytes <= 300 * 1024


@pytest.mark.parametrize(
    ("size", "part"), [((5000, 500), 750), ((500, 3000), 480), ((9000, 40), 60)]
)
def test_the_crop_of_a_long_picture_is_as_sharp_as_before(size: tuple[int, int], part: int) -> None:
    made = list(making.make(encode(colours(*size), "PNG"), (50, 50)))
    assert max(each.width for each in made if each.is_crop) >= part
    assert max(each.width for each in made if not each.is_crop) == min(1600, size[0])


def test_what_would_be_kept_is_bounded_too() -> None:
    long = encode(Image.new("L", (1600, 5001)), "JPEG")
    assert refusal(long, "a.jpg").startswith("The picture is far too long for its width")


def test_the_largest_that_is_taken_stays_within_the_bound_of_memory() -> None:
    picture = intake.store_picture(upload(png(5000, 5000, colour=2), "a.png"), by=None)
    assert (picture.width, picture.height) == (1600, 1600)


def test_a_large_transparent_one_stands_on_white() -> None:
    image = making.decode(png(4000, 3000))
    assert (image.mode, image.getpixel((0, 0))) == ("RGB", (255, 255, 255))
    assert making.decode(png(1600, 1000)).mode == "RGBA"


def test_a_decoder_that_wants_more_gets_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        sandbox, "_PROGRAM", (sys.executable, "-c", GREEDY.replace("LIMIT", "100_000_000_000"))
    )
    assert "too long" in refusal(encode(colours(), "PNG"), "a.png")


GREEDY = """
import sys
from portal.media.pictures import making
making.MAX_PIXELS = dict.fromkeys(making.MAX_PIXELS, LIMIT)
making.decode = lambda content: bytearray(2 * making.MAX_MEMORY)
making.main("50", "50")
"""


def test_a_decoder_that_dies_is_a_damaged_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    dies = (sys.executable, "-c", "import os; os.abort()")
    monkeypatch.setattr(sandbox, "_PROGRAM", dies)
    assert refusal(encode(colours(), "PNG"), "a.png").startswith("The picture is damaged")


@pytest.mark.parametrize(
    "what",
    ["import time; time.sleep(60)", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"],
)
def test_a_machine_that_is_too_slow_or_too_poor_is_no_fault_of_the_picture(
    monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(sandbox, "_PROGRAM", (sys.executable, "-c", what))
    monkeypatch.setattr(sandbox, "TIMEOUT_SECONDS", 2.0)
    message = refusal(encode(colours(), "PNG"), "a.png")
    assert message.startswith("The picture could not be read just now")


def test_a_process_that_cannot_be_started_is_no_fault_of_the_picture(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "_PROGRAM", ("/nowhere/python",))
    message = refusal(encode(colours(), "PNG"), "a.png")
    assert message.startswith("The picture could not be read just now")


@pytest.fixture
def elsewhere(settings: object, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process of this machine that is decoding a picture."""
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]  # pytest-django's
    other = subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(tmp_path / "pictures.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "locked\n"
    yield other
    other.communicate("")


def test_one_picture_at_a_time_is_decoded_on_a_machine(
    elsewhere: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "PATIENCE", 0.2)
    assert refusal(jpeg().read(), "a.jpg").startswith("Many pictures are being taken in just now")
    elsewhere.communicate("")
    assert intake.store_picture(jpeg(), by=None).width == 640


def test_pictures_never_take_all_threads_of_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_LINE_PATIENCE", 0.05)
    content = encode(colours(), "PNG")
    with sandbox._our_turn():
        second = Thread(target=sandbox.make_in_sandbox, args=(content,))
        second.start()
        while sandbox._IN_LINE._value:
            pass
        with pytest.raises(ValidationError, match="Many pictures"):
            sandbox.make_in_sandbox(content)
    second.join()
    assert sandbox.make_in_sandbox(content)
