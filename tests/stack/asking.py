"""Asks the served site as a browser without script does: one request, nothing followed."""

import re
from dataclasses import dataclass
from http.client import HTTPMessage
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, HTTPRedirectHandler, Request, build_opener

from tests.stack.serving import PASSWORD

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
    """Somebody with cookies of his own; signs in where told to."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), _Stays())

    def get(self, path: str) -> Answer:
        return self._ask(Request(self.site + path))

    def sign_in(self, name: str) -> None:
        """Sign in as one of the people of the demo."""
        path = "/tai-khoan/login/"
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path).text)
        assert token
        fields = {"csrfmiddlewaretoken": token[1], "login": name, "password": PASSWORD}
        data = urlencode(fields).encode()
        answer = self._ask(Request(self.site + path, data, {"Referer": self.site + path}))
        assert answer.status == 302, f"{name} cannot sign in"

    def _ask(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except HTTPError as answer:
            return Answer(answer.code, answer.headers, answer.read())
