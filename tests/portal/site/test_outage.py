"""Without a database: a page that says so, with its true status, and a log that is short."""

import logging

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client

from portal.kit.postgres.outage import OutageFilter, is_unreachable


@pytest.fixture
def gone(db):
    """Let each query find no database, as psycopg2 says it."""

    def refuse():
        raise OperationalError("connection to server on socket failed: No such file\n\tIs it on?")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", refuse)
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/tim-kiem/?q=bão", "/admin/", "/en/"])
def test_a_page_is_503_and_says_when_to_come_back(gone, path):
    # Who is signed in is asked of the database, too.
    gone.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    response = gone.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert response["Cache-Control"] == "private, no-store"  # A cookie came along.
    page = BeautifulSoup(response.text, "html.parser")
    assert len(page.select("h1")) == 1
    assert "No such file" not in response.text


def test_a_form_says_that_nothing_was_received(gone):
    response = gone.post("/tai-khoan/login/", {"login": "quantri", "password": "x"})
    assert response.status_code == 503
    assert "chưa được nhận" in response.text


def test_another_error_of_the_database_is_an_error_of_ours():
    class DeadlockDetected(Exception):
        pgcode = "40P01"

    class AdminShutdown(Exception):
        pgcode = "57P01"

    class DiskFull(Exception):
        pgcode = "53100"

    full = OperationalError("could not extend file")
    full.__cause__ = DiskFull()
    assert is_unreachable(full)
    deadlock, shutdown = OperationalError("deadlock"), OperationalError("shutdown")
    deadlock.__cause__, shutdown.__cause__ = DeadlockDetected(), AdminShutdown()
    assert not is_unreachable(deadlock)
    assert not is_unreachable(DatabaseError("syntax"))
    assert is_unreachable(shutdown)
    assert is_unreachable(InterfaceError("connection already closed"))


def test_the_log_has_one_line_without_a_traceback(monkeypatch):
    times = iter([100.0, 100.2, 100.9, 101.1])
    monkeypatch.setattr("portal.kit.postgres.outage.time.monotonic", lambda: next(times))
    error = OperationalError("no server\n\tIs it on?")
    records = [
        logging.LogRecord(
            "django.request", logging.ERROR, "", 1, "Error: %s", (path,), (None, error, None)
        )
        for path in "abcd"
    ]
    outage = OutageFilter()
    lines = [record.getMessage() for record in records if outage.filter(record)]
    assert lines == [
        "Error: a (no database: no server; 0 such lines left out)",
        "Error: d (no database: no server; 2 such lines left out)",
    ]
    assert records[0].exc_info is None


def test_other_errors_keep_their_traceback():
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "x", (), (None, ValueError(), None)
    )
    assert OutageFilter().filter(record)
    assert record.exc_info is not None
