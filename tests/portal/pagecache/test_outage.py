"""While the database is gone, kept pages stand in, marked; nobody who publishes is held up."""

import threading
import time
from contextlib import contextmanager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.utils.http import http_date

from portal.emergency.alerts import alerts_at
from portal.pagecache.clock import Clock, Stamp, clock
from portal.pagecache.moments import Horizon
from portal.pagecache.wsgi import PageCache
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders
from tests.portal.pagecache.processes import ask

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def database_gone(monkeypatch):
    def read(_self):
        raise OperationalError

    with monkeypatch.context() as patch:
        patch.setattr(Clock, "read", read)
        yield


def test_while_the_database_is_gone_a_kept_page_says_of_when_it_is(monkeypatch):
    page = builders.article("Mật độ điện thoại")
    cache = PageCache(WSGIHandler(), alerts_at)
    ask(cache, page.path)
    with database_gone(monkeypatch):
        answer = ask(cache, page.path)
    assert answer.status == 200
    assert "Mật độ điện thoại" in answer.text
    assert 'kept-copy" role="status"' in answer.text
    assert int(answer.headers["Age"]) >= 0


def test_who_asks_by_date_alone_gets_the_page_itself_once_the_database_is_back(monkeypatch):
    page = builders.article("Mật độ điện thoại")
    cache = PageCache(WSGIHandler(), alerts_at)
    ask(cache, page.path)
    now = time.time() + 2
    monkeypatch.setattr(time, "time", lambda: now)
    # Else what has just been gone is taken for gone for a while.
    monkeypatch.setattr("portal.pagecache.wsgi.OUTAGE_SECONDS", 0.0)
    date = ask(cache, page.path).headers["Last-Modified"]
    with database_gone(monkeypatch):
        stands_in = ask(cache, page.path, HTTP_IF_MODIFIED_SINCE=date)
    assert (stands_in.status, "Last-Modified" in stands_in.headers) == (200, False)
    # A program that was given no date takes the moment at which it got it.
    assert ask(cache, page.path, HTTP_IF_MODIFIED_SINCE=http_date(now)).status == 200
    assert ask(cache, page.path, HTTP_IF_MODIFIED_SINCE=date).status == 304


def test_a_page_whose_making_finds_no_database_is_shown_as_it_was_and_made_again_afterwards():
    page = builders.article("Mật độ điện thoại")
    answers = [200, 503, 200]

    def django(environ, start_response):
        status = answers.pop(0)
        text = b"<main>made</main>" if status == 200 else b"no database"
        start_response(f"{status} .", [("Content-Type", "text/html")])
        return [text]

    # Each page is over at once, as at a scheduled moment.
    cache = PageCache(django, lambda now: ("", now))
    assert ask(cache, page.path).text.endswith("<main>made</main>")
    without = ask(cache, page.path)
    assert (without.status, "kept-copy" in without.text) == (200, True)
    # It was not taken for one that may not be kept.
    after = ask(cache, page.path)
    assert (after.headers["Cache-Status"], "kept-copy" in after.text) == ("portal; fwd=miss", False)


def test_a_database_that_goes_while_a_request_waits_for_its_turn_takes_no_kept_page_away(
    monkeypatch,
):
    page = builders.article("Mật độ điện thoại")
    # Each page is over at once, as at a scheduled moment.
    cache = PageCache(WSGIHandler(), lambda now: ("", now))
    ask(cache, page.path)

    def ends_at(_horizon, _stamp):
        raise OperationalError

    monkeypatch.setattr(Horizon, "ends_at", ends_at)
    answer = ask(cache, page.path)
    assert (answer.status, 'kept-copy" role="status"' in answer.text) == (200, True)


def test_a_withdrawn_page_does_not_come_back_while_the_database_is_gone(monkeypatch):
    page = builders.article("Đã gỡ")
    cache = PageCache(WSGIHandler(), alerts_at)
    ask(cache, page.path)
    workflow.transition(page, to=State.WITHDRAWN, by=None, comment="Nhầm")
    with database_gone(monkeypatch):
        assert "Đã gỡ" not in ask(cache, page.path).text


def test_a_row_that_does_not_answer_holds_up_no_publisher(monkeypatch):
    word = clock()
    word.forget()
    hung = threading.Event()

    def read_row():
        hung.wait(3)

    monkeypatch.setattr("portal.pagecache.clock._read_row", read_row)
    monkeypatch.setattr("portal.pagecache.clock.MAX_WAIT_SECONDS", 0.1)
    asker = threading.Thread(target=word.read)
    asker.start()
    time.sleep(0.05)
    with pytest.raises(OperationalError):
        word.read()
    started = time.monotonic()
    word.settle(word.begin(), Stamp(1, 1))
    assert time.monotonic() - started < 1
    hung.set()
    asker.join()
    assert word.last() == Stamp(1, 1)
