"""A linked site that drips its bytes holds up neither the checks nor anybody's letter."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.conf import settings as site_settings
from django.core import mail
from django.core.management import call_command
from django.tasks import task
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal.links.client import fetch
from portal.links.guard import NoAnswer
from portal.tasks import carrier, letters

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 16000\r\n\r\n"
DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
begun, ended = threading.Event(), threading.Event()


@pytest.fixture
def dripping(request: pytest.FixtureRequest) -> Iterator[str]:
    """A site that sends a byte of its answer each tenth of a second, without end."""
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def drip(taken: socket.socket) -> None:
        with taken, suppress(OSError):
            asked = taken.recv(65536)
            start = (
                request.param.replace(b"200 OK", b"405 No") if b"HEAD" in asked else request.param
            )
            taken.sendall(start)
            while not over.wait(0.1):
                taken.sendall(b"a")

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=drip, args=[listener.accept()[0]], daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    over.set()
    listener.close()


@pytest.mark.parametrize(
    "dripping",
    [b"", b"HTTP/1.1 200", b"HTTP/1.1 200 OK\r\nX: a"],
    indirect=True,
    ids=["silence", "status", "header"],
)
def test_an_answer_that_drips_ends_in_time(dripping: str) -> None:
    start = time.monotonic()
    with pytest.raises(NoAnswer, match="in time"):
        fetch(dripping, allowed=lambda _ip: True, timeout=1.0)
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("dripping", [HEAD], indirect=True, ids=["body"])
def test_a_body_that_drips_ends_in_time(dripping: str) -> None:
    start = time.monotonic()
    assert fetch(dripping, allowed=lambda _ip: True, timeout=1.0).status == 200
    assert time.monotonic() - start < 3


@task
def endless() -> None:
    """Stand for a check that takes its time."""
    begun.set()
    ended.wait(30)


@pytest.mark.django_db(transaction=True)
def test_a_letter_does_not_wait_behind_a_long_task(
    settings: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.TASKS = DATABASE  # type: ignore[attr-defined]  # pytest-django's
    settings.PERIODIC_TASKS = {}  # type: ignore[attr-defined]
    workers = []

    def stay(self: Worker) -> None:
        workers.append(self)

    monkeypatch.setattr(Worker, "configure_signals", stay)
    endless.enqueue()
    helper = threading.Thread(
        target=call_command, args=["work"], kwargs={"interval": 0.05, "startup_delay": False}
    )
    helper.start()
    try:
        assert begun.wait(10)
        letters.deliver.enqueue("a@example.vn", "Một thư", "Chào.")
        ends = time.monotonic() + 10
        while not mail.outbox and time.monotonic() < ends:
            time.sleep(0.05)
        assert [letter.to for letter in mail.outbox] == [["a@example.vn"]]
        assert DBTaskResult.objects.get(task_path=endless.module_path).status == "RUNNING"
    finally:
        ended.set()
        for worker in workers:
            worker.running = False
        helper.join(10)
    assert not helper.is_alive()
    assert not [each for each in threading.enumerate() if isinstance(each, carrier.LetterCarrier)]


def test_every_letter_is_in_the_queue_of_letters() -> None:
    assert letters.deliver.queue_name == site_settings.LETTERS_QUEUE
