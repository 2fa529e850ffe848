"""A store of kept pages that is silent holds nobody up: it is given up soon, and asked by one."""

import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal.kit.environment import Environment
from portal.pagecache import guard
from portal.pagecache.clock import Stamp
from portal.pagecache.guard import Guard
from portal.pagecache.pages import Page
from portal.pagecache.questions import Question
from portal.pagecache.store import Store

# The client's own timeout is five seconds.
SOON = 3.0


@pytest.fixture
def silent(settings, monkeypatch):
    """Let CACHE_URL name a server that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{listening.getsockname()[1]}/0")
        pages = Environment().cache_url("CACHE_URL")
        settings.CACHES = settings.CACHES | {"pages": pages}
        yield


@pytest.mark.usefixtures("silent")
def test_readers_who_meet_its_silence_first_go_on_soon(tmp_path, caplog):
    store, question = Store(tmp_path, release="a"), Question("http:/?", "", is_shared=True)
    began = time.monotonic()
    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(lambda _number: store.get_shared(question), range(4)))
    assert time.monotonic() - began < SOON
    assert found == [None] * 4
    assert "Timeout" in caplog.text


@pytest.mark.parametrize(
    ("address", "connect", "read"),
    [
        ("redis://127.0.0.1:9/0", 0.2, 0.3),
        ("rediss://cache.so.vn:6379/0", 0.2, 0.3),
        ("redis:///run/valkey.sock", 0.2, 0.3),
        ("redis://127.0.0.1:9/0?socket_timeout=2", 0.2, 2),
    ],
)
def test_its_address_may_say_how_long_it_is_waited_for(monkeypatch, address, connect, read):
    monkeypatch.setenv("CACHE_URL", address)
    assert Environment().cache_url("CACHE_URL")["OPTIONS"] == {
        "socket_connect_timeout": connect,
        "socket_timeout": read,
    }


def test_after_an_error_one_at_a_time_asks_again(monkeypatch):
    def is_gone():
        raise OSError

    def answers_late():
        asked.set()
        assert ends.wait(20)
        return "there"

    monkeypatch.setattr(guard, "BROKEN_SECONDS", 0.0)
    store, asked, ends = Guard("gone"), threading.Event(), threading.Event()
    assert store.ask(is_gone) is None
    with ThreadPoolExecutor(1) as first:
        found = first.submit(store.ask, answers_late)
        assert asked.wait(20)
        # Whoever comes meanwhile does without.
        assert store.ask(lambda: "there") is None
        ends.set()
        assert found.result() == "there"
    assert store.ask(lambda: "there") == "there"


def test_where_pages_with_a_query_cannot_be_kept_the_others_are(settings, tmp_path):
    nobody = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9",
    }
    settings.CACHES = settings.CACHES | {"query_pages": nobody}
    store, question = Store(tmp_path, release="a"), Question("http:/?", "", is_shared=True)
    store.put(question, Page([], b"made", Stamp(1, 1), "", 0.0, 0.0, 0))
    assert store.get_shared(Question("http:/?trang=2", "trang=2", is_shared=True)) is None
    assert store.get_shared(question) is not None
