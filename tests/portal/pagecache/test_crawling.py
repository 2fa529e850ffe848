"""Who goes through the site beside its readers makes nothing twice, and keeps nobody waiting."""

import time

import pytest

from portal.emergency.alerts import alerts_at
from portal.pagecache import clock
from portal.pagecache.crawling import CrawledPages
from portal.pagecache.moments import Horizon
from portal.pagecache.store import Store
from tests.portal.pagecache.processes import Application, ask


@pytest.fixture(autouse=True)
def _nothing_is_published(monkeypatch):
    """One generation without an end, and no database."""
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 1))
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: time.time() + 300)


def a_page_that_a_worker_makes_is_made_once(worker, application):
    worker.ask("/healthz")
    before = application.count.value
    beside = CrawledPages(application, alerts_at)
    worker.send("/")
    ends_at = time.monotonic() + 10
    while application.count.value == before and time.monotonic() < ends_at:
        time.sleep(0.005)
    found = [ask(beside, "/"), ask(beside, "/")]
    assert {answer.text for answer in found} == {worker.receive()[0].text}
    assert [answer.is_hit for answer in found] == [True, True]
    assert application.count.value - before == 1


def test_a_page_that_a_worker_makes_is_made_once(start):
    application = Application(seconds=0.4)
    a_page_that_a_worker_makes_is_made_once(start(1, application)[0], application)


def test_without_the_look_at_who_makes_it_the_page_would_be_made_twice(start, monkeypatch):
    monkeypatch.setattr(Store, "is_being_made", lambda self, question: False)
    application = Application(seconds=0.4)
    with pytest.raises(AssertionError):
        a_page_that_a_worker_makes_is_made_once(start(1, application)[0], application)


def test_readers_do_not_wait_for_a_page_that_is_made_beside_them(start):
    (worker,) = start(1, Application())

    def while_a_reader_asks(environ, start_response):
        began = time.monotonic()
        assert worker.ask("/").status == 200
        took.append(time.monotonic() - began)
        start_response("200 OK", [("Content-Type", "text/html")])
        return [b"made beside them"]

    took: list[float] = []
    made = ask(CrawledPages(while_a_reader_asks, alerts_at), "/")
    assert made.text == "made beside them"
    assert took[0] < 5


def test_what_was_kept_in_an_older_generation_is_made_anew(start, monkeypatch):
    application = Application()
    start(1, application)[0].ask("/")
    beside = CrawledPages(application, alerts_at)
    assert ask(beside, "/").is_hit
    monkeypatch.setattr("portal.pagecache.crawling.stamp_outside_transactions", lambda: (2, 2))
    assert not ask(beside, "/").is_hit


def test_each_walk_uses_the_one_file_of_locks():
    walks = [CrawledPages(lambda *_: [], alerts_at) for _ in range(3)]
    assert len({walk._store._lock_file for walk in walks}) == 1
