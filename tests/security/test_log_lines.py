"""A stranger's bad request is one line of the log: nothing that drowns what matters."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils.log import log_response

from portal.kit.logs.forms import LineFormatter
from portal.kit.logs.requests import OneLineFilter

pytestmark = pytest.mark.django_db
BAD = {
    "unknown": ("get", "/khong-co/", {}),
    "no UTF-8": ("get", "/tim-kiem/?q=%ff", {}),
    "a NUL": ("get", "/%00/", {}),
    "fields without end": ("get", f"/khong-co/?{'&a' * 1200}", {}),
    "no token": ("post", "/lien-he/", {}),
    "another host": ("get", "/", {"headers": {"host": "evil.example"}}),
    "a method": ("put", "/robots.txt", {}),
    "no multipart": ("post", "/lien-he/", {"content_type": "multipart/form-data", "data": b"x"}),
    "too large": ("post", "/lien-he/", {"data": "a=" + "x" * 6_000_000,
                                        "content_type": "application/x-www-form-urlencoded"}),
}  # fmt: skip


class Lines(logging.Handler):
    """The lines that the console would have, with the filters that the settings give it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(LineFormatter(settings.LOGGING["formatters"]["line"]["format"]))
        self.addFilter(OneLineFilter())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += self.format(record).splitlines()


@pytest.fixture
def lines() -> Any:
    handler = Lines()
    root = logging.getLogger()
    root.addHandler(handler)
    yield handler.lines
    root.removeHandler(handler)


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_request_is_one_line(lines: list[str], kind: str) -> None:
    method, address, more = BAD[kind]
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    answer = getattr(client, method)(address, **more)
    assert 400 <= answer.status_code < 500
    assert len(lines) <= 1, lines
    assert "ERROR" not in "".join(lines)


def test_the_console_has_the_filter() -> None:
    assert "bad_requests" in settings.LOGGING["handlers"]["console"]["filters"]
    assert settings.LOGGING["filters"]["bad_requests"]["()"].endswith("OneLineFilter")


def test_an_error_of_ours_keeps_its_traceback(lines: list[str]) -> None:
    request = RequestFactory().get("/a/")
    try:
        raise RuntimeError("ours")
    except RuntimeError as error:
        log_response("%s: %s", "Error", "/a/", request=request, exception=error, response=_answer())
    assert "RuntimeError: ours" in lines
    assert len(lines) > 2


def _answer() -> Any:
    from django.http import HttpResponseServerError

    return HttpResponseServerError()


def test_no_address_begins_a_line(lines: list[str]) -> None:
    Client().get("/a%0aERROR giả/")
    assert len(lines) == 1
