"""Pages as a reader gets them: each has to be there."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client

from tests.markup import squeezed


def soup_of(client: Client, address: str) -> BeautifulSoup:
    """Return a page that is there, as its parts."""
    return BeautifulSoup(text_of(client, address), "html.parser")


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.text


def squeezed_text_of(client: Client, address: str) -> str:
    """Return the page without the white space that browsers collapse."""
    return squeezed(text_of(client, address))


def words_of(client: Client, address: str) -> str:
    """The text with one space wherever the page has any number of spaces and breaks."""
    return " ".join(text_of(client, address).split())


def content_of(answer: Any) -> str:
    """What an answer of any status holds, a streamed one to its end."""
    pieces = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(pieces).decode(errors="replace")
