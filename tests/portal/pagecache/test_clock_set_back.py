"""What a clock that was ahead has made is made anew once it is set right: it came too early."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.due import DueWork
from portal.pagecache.fragments import Fragments
from portal.pagecache.moments import MAX_AGE, Horizon, holds
from portal.pagecache.wsgi import PageCache
from portal.search.kept import Kept
from tests.portal.pagecache.processes import Application, ask

pytestmark = pytest.mark.django_db(transaction=True)

AHEAD = timedelta(hours=7)


@pytest.fixture(autouse=True)
def _nobody_asks_the_row(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)


@pytest.fixture
def put_ahead(monkeypatch):
    """Puts the clock ahead of the true time by so much."""
    seconds, moment = time.time, timezone.now

    def put(by):
        monkeypatch.setattr(time, "time", lambda: seconds() + by.total_seconds())
        monkeypatch.setattr(timezone, "now", lambda: moment() + by)

    return put


def latest():
    return time.time() + MAX_AGE.total_seconds()


def test_a_page_made_ahead_of_time_is_made_anew(put_ahead):
    cache = PageCache(Application(), lambda _now: ("", float("inf")))
    put_ahead(AHEAD)
    ask(cache, "/")
    assert ask(cache, "/").is_hit
    put_ahead(timedelta())
    assert not ask(cache, "/").is_hit
    assert ask(cache, "/").is_hit
    assert cache._store.memory.get("http:/?").until <= latest()


def test_a_step_back_within_the_age_of_a_page_counts_too(put_ahead):
    cache = PageCache(Application(), lambda now: ("", now + 200))
    put_ahead(timedelta(minutes=1))
    ask(cache, "/")
    put_ahead(timedelta())
    assert not ask(cache, "/").is_hit


def test_a_date_that_was_ahead_tells_of_no_page_made_since(put_ahead):
    text = [b"before"]

    def django(_environ, start_response):
        start_response("200 OK", [("Content-Type", "text/html")])
        return [text[0]]

    cache = PageCache(django, lambda _now: ("", float("inf")))
    for lead in (AHEAD, AHEAD + timedelta(seconds=2)):
        put_ahead(lead)
        early = ask(cache, "/").headers.get("Last-Modified")
    text[0] = b"after"
    # Nor once the moment has come that the clock showed then.
    for lead in (timedelta(), timedelta(seconds=2), AHEAD + timedelta(hours=1)):
        put_ahead(lead)
        assert ask(cache, "/", HTTP_IF_MODIFIED_SINCE=early).status == 200


def test_what_was_an_error_ahead_of_time_is_kept_once_it_is_none(put_ahead):
    application = Application(status="500 Internal Server Error")
    cache = PageCache(application, lambda _now: ("", float("inf")))
    put_ahead(AHEAD)
    assert ask(cache, "/").status == 500
    application.status = "200 OK"
    put_ahead(timedelta())
    ask(cache, "/")
    assert ask(cache, "/").is_hit


def test_work_that_failed_ahead_of_time_is_tried_again(put_ahead, monkeypatch):
    def broken(_now):
        tries.append(1)
        raise RuntimeError("not foreseen")

    work, tries = DueWork(lambda _environ, _start_response: []), []
    is_due = "portal.pagecache.due.first_due"
    monkeypatch.setattr(is_due, lambda: timezone.now() - timedelta(minutes=1))
    monkeypatch.setattr("portal.pagecache.due.do_work", broken)
    put_ahead(AHEAD)
    work.look()
    work.look()
    assert len(tries) == 1
    put_ahead(timedelta())
    work.look()
    assert len(tries) == 2


def test_the_next_moment_is_asked_for_again(put_ahead):
    horizon, stamp = Horizon(), Stamp(1, 1)
    put_ahead(AHEAD)
    horizon.ends_at(stamp)
    put_ahead(timedelta())
    assert horizon.ends_at(stamp) <= latest()


def test_parts_and_what_searches_keep_are_made_anew(put_ahead):
    fragments, kept, stamp = Fragments(), Kept(), stamp_outside_transactions()
    put_ahead(AHEAD)
    for made in ("early", "never"):
        assert fragments.get_or_make((1,), lambda made=made: made, stamp) == "early"
        assert kept.get(1, lambda made=made: made) == "early"
    put_ahead(timedelta())
    assert fragments.get_or_make((1,), lambda: "now", stamp) == "now"
    assert kept.get(1, lambda: "now") == "now"


def test_clocks_that_differ_by_less_than_a_second_share_what_they_make():
    assert holds(100.9, 150, 100)
    assert not holds(101.1, 150, 100)
    assert not holds(100, 150, 150)
    assert not holds(100, 1_000, 100 + MAX_AGE.total_seconds())
