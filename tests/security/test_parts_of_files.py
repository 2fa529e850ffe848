"""Whatever part of a recording or film is asked for: only its own bytes, and only by who may."""

from random import Random
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from portal.publishing.models import Attachment, State
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
FILM = bytes(range(256)) * 4
WORDS = (
    *("bytes", "=", "-", ",", "0", "1", "1023", "1024", "9" * 15, "9" * 40, " ", "x", "bytes=0-0"),
    *("0-1,", "-0", "1e3", "0x1", "\t", "items=0-1", "٣"),
)


def film(**fields: Any) -> Attachment:
    name = default_storage.save("attachments/aa/x.mp4", ContentFile(FILM))
    page = builders.article(**fields)
    return Attachment.objects.create(
        publication=page, name="Phim", file=name, size=len(FILM), content_type="video/mp4"
    )


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_no_header_gives_other_bytes_than_it_says(client: Client) -> None:
    row, chance = film(), Random(14)
    seen = set()
    for _turn in range(80):
        header = "".join(chance.choices(WORDS, k=chance.randint(1, 5)))
        if chance.random() < 0.5:
            header = (
                f"bytes={chance.randint(0, 1500)}-{chance.choice(['', chance.randint(0, 1500)])}"
            )
        answer = client.get(row.address, headers={"range": header})
        content, status = body(answer), answer.status_code
        seen.add(status)
        if status == 206:
            first, last = map(int, answer["Content-Range"][6:].split("/")[0].split("-"))
            assert content == FILM[first : last + 1], header
            assert int(answer["Content-Length"]) == len(content) <= len(FILM)
        elif status == 416:
            assert (content, answer["Content-Range"]) == (b"", f"bytes */{len(FILM)}")
        else:
            assert (status, content) == (200, FILM), header
    assert seen == {200, 206, 416}


def test_what_it_is_served_as_is_played_and_never_run(client: Client) -> None:
    for headers in ({}, {"range": "bytes=0-9"}):
        answer = client.get(film().address, headers=headers)
        assert answer["Content-Type"] == "video/mp4"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_no_part_of_a_hidden_film_is_given(client: Client, state: State) -> None:
    row = film(state=state)
    for address in (row.address, f"/media/{row.file.name}"):
        for header in ("bytes=0-", "bytes=0-0", "bytes=-1"):
            answer = client.get(address, headers={"range": header})
            assert (answer.status_code, FILM[:20] in body(answer)) == (404, False)
