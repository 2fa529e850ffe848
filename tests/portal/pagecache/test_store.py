"""Where kept pages lie: how much of a process's memory, and of the store, they take."""

import time

import pytest

from portal.emergency.alerts import alerts_at
from portal.pagecache import clock, pages
from portal.pagecache.moments import Horizon
from portal.pagecache.store import Memory, Store
from portal.pagecache.wsgi import PageCache
from tests.portal.pagecache.processes import Application, ask, ask_worker


@pytest.fixture(autouse=True)
def _nothing_is_published(monkeypatch):
    """One generation without an end: what follows asks no database."""
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 1))
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: time.time() + 300)


def cached(application):
    return PageCache(application, alerts_at)


def test_the_memory_of_a_process_is_bounded_and_keeps_what_was_asked_for_last():
    cache = cached(Application(length=100_000))
    memory = cache._store.memory = Memory(50_000)
    for number in range(30):
        ask(cache, f"/{number}/")
        ask(cache, "/0/")
    assert len(memory) < 10
    assert memory.get("http:/29/?") is not None
    assert memory.get("http:/0/?") is not None
    assert memory.get("http:/5/?") is None


def test_a_kept_page_lies_packed_and_is_sent_as_it_was():
    cache = cached(Application(length=100_000))
    made = ask(cache, "/")
    kept = cache._store.memory.get("http:/?")
    assert kept.size < 10_000
    assert kept.identity == b""
    again = ask(cache, "/")
    assert again.is_hit
    assert again.body == made.body


def test_a_store_that_is_broken_costs_no_answer(settings, caplog):
    nobody = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9",
    }
    settings.CACHES = settings.CACHES | {"pages": nobody}
    application = Application()
    cache = cached(application)
    assert ask(cache, "/").status == 200
    assert ask(cache, "/").is_hit
    assert ask(cache, "/other/").status == 200
    assert caplog.text.count("The store of kept pages does not work") == 1


def test_a_broken_file_is_a_page_that_is_not_kept(tmp_path):
    application = Application()
    ask(cached(application), "/")
    (kept,) = (tmp_path / "pages").glob("*.djcache")
    kept.write_bytes(kept.read_bytes()[:40])
    assert ask(cached(application), "/").status == 200
    assert application.count.value == 2


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("/tim-kiem/?q=cap", 0),
        ("/?q=1", 0),
        ("/van-ban/?nam=2007&tu=2007-01-30", 0),
        ("/chi-tieu/mat-do/?truoc=2007-01-30", 0),
        ("/du-lieu/van-ban/dong/?sau=7", 0),
        ("/van-ban/?nam=2007&trang=2", 1),
    ],
)
def test_words_and_days_that_people_type_fill_no_store(tmp_path, address, number):
    cache = cached(Application())
    ask(cache, address)
    assert ask(cache, address).is_hit
    assert len(list(tmp_path.glob("*/*.djcache"))) == number


def pages_without_a_query_stay_whatever_is_asked(folder, cache):
    ask(cache, "/gioi-thieu/")
    for number in range(60):
        ask(cache, f"/gioi-thieu/?nam={number}")
        ask(cache, f"/tim-kiem/?q={number}")
    assert ask_worker(cache, "/gioi-thieu/").is_from_loop
    assert len(list((folder / "pages").glob("*.djcache"))) == 1
    assert len(list(folder.glob("*/*.djcache"))) <= 30


@pytest.fixture
def little_room(settings, monkeypatch):
    settings.PAGE_CACHE_MEMORY = 1
    monkeypatch.setattr(pages, "OVERHEAD", 20_000)
    few = settings.CACHES["query_pages"] | {"OPTIONS": {"MAX_ENTRIES": 20}}
    settings.CACHES = settings.CACHES | {"query_pages": few}


@pytest.mark.usefixtures("little_room")
def test_addresses_with_a_query_push_out_one_another_only(tmp_path):
    pages_without_a_query_stay_whatever_is_asked(tmp_path, cached(Application()))


@pytest.mark.usefixtures("little_room")
def test_if_they_lay_among_the_others_they_would_push_them_out(tmp_path, monkeypatch):
    monkeypatch.setattr(Store, "_memory_for", lambda self, _question: self.memory)
    with pytest.raises(AssertionError):
        pages_without_a_query_stay_whatever_is_asked(tmp_path, cached(Application()))
