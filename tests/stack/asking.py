"""Asks the served site as a browser without script does: one request, nothing followed."""

from dataclasses import dataclass
from http.client import HTTPMessage
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

SECONDS = 60


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for an address."""

    status: int
    headers: HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def content_type(self) -> str:
        return self.headers.get_content_type()

    @property
    def is_page(self) -> bool:
        return self.content_type == "text/html"


class _Stays(HTTPRedirectHandler):
    def redirect_request(self, *_args: Any) -> None:
        return None


class Browser:
    """Somebody who comes with a session of their own, or with none."""

    def __init__(self, site: str, session: str = "") -> None:
        self.site = site
        self._headers = {"Cookie": f"sessionid={session}"} if session else {}
        self._opener = build_opener(_Stays())

    def get(self, path: str) -> Answer:
        return self._ask(Request(self.site + path, headers=self._headers))

    def _ask(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except HTTPError as answer:
            return Answer(answer.code, answer.headers, answer.read())
