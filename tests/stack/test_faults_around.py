"""A trial of faults of what stands around the site: disks, clocks and the mail server."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.stack.disks import filled
from tests.stack.faults import Visitor, query, under_load, wait_until
from tests.stack.production import Stack, stack
from tests.stack.serving import ROOT

_LETTER = (
    "from portal.tasks.letters import deliver;"
    "deliver.enqueue('an@portal.example', 'Thư thử', 'Nội dung')"
)
# Of django-tasks-db; a task without a moment of its own has one in the year 9999.
_FAR_TURNS = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'"
    " AND run_after BETWEEN now() + interval '25 hours' AND '9000-01-01'"
)
_LATE_TURNS = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'"
    " AND task_path = %s AND run_after > now() + interval '6 minutes'"
)
_SEND_NOW = (
    "UPDATE django_tasks_database_dbtaskresult SET run_after = now()"
    " WHERE status = 'READY' AND run_after < '9000-01-01' AND queue_name = 'letters'"
)
_RETRIED = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'"
    " AND queue_name = 'letters' AND (args_kwargs -> 'kwargs' ->> 'attempt')::int >= 1"
)
_COME = (
    "UPDATE django_tasks_database_dbtaskresult SET run_after = now() - interval '3 days'"
    " WHERE status = 'READY' AND task_path = %s"
)
_ENDED = (
    "SELECT count(*) FROM django_tasks_database_dbtaskresult"
    " WHERE status = 'SUCCESSFUL' AND task_path = %s"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A production stack of its own whose files and whose database lie on small disks."""
    with stack(small_disks=True) as made:
        for path in ("/", "/tin-tuc/"):
            assert made.ask(path, timeout=60).status == 200
        yield made


@pytest.fixture(scope="module")
def site(production: Stack) -> Stack:
    assert production.ask("/", timeout=60).status == 200
    return production


def manage(site: Stack, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=os.environ | site.environment,
        capture_output=True,
        text=True,
        check=False,
    )


def checks(site: Stack) -> dict[str, dict[str, object]]:
    """Return what /readyz says to who asks from this machine."""
    found = json.loads(site.ask_directly("/readyz").body)["checks"]
    assert isinstance(found, dict)
    return found


def test_a_full_disk_of_files_stops_neither_readers_nor_an_emergency(small):
    reporter = Visitor(small)
    with under_load(small, "disk of the files full") as load, filled(small.folder):
        # A file that somebody removed may make room for a moment.
        wait_until(lambda: not _says_well(small, "storage", "disk"), 10, "word of the full disk")
        signed_in = reporter.sign_in("duyet")
        assert signed_in.status == 302, signed_in
        raised = manage(small, "emergency", "on", "--level=3", "--headline=Bão số 5")
        page = small.ask("/").text
        # It reaches readers, or says at once that it does not.
        assert "Bão số 5" in page or "CHƯA thấy" in raised.stderr
        time.sleep(3)
    assert load.failed() == 0
    assert manage(small, "write_light_home").returncode == 0
    assert "Bão số 5" in small.ask("/").text
    assert manage(small, "emergency", "off").returncode == 0
    assert checks(small)["storage"]["ok"] is True


def _says_well(site: Stack, *names: str) -> set[str]:
    """Return which of these checks find nothing amiss."""
    found = checks(site)
    return {name for name in names if found[name]["ok"]}


def test_a_full_disk_of_the_database_leaves_kept_pages(small):
    asker = Visitor(small)
    form = asker.fill("/tai-khoan/login/")
    with under_load(small, "disk of the database full") as load:
        with filled(small.database.folder):
            _write_until_it_fails(small)
            answer = asker.send("/tai-khoan/login/", form | {"login": "x", "password": "x"})
            assert answer.status in (200, 503), answer.text
            time.sleep(3)
        # PostgreSQL may have ended itself: it starts once there is room.
        with suppress(AssertionError):
            small.database.start()
        wait_until(lambda: small.ask("/readyz").status == 200, 60, "a site that is ready")
        wait_until(lambda: small.ask("/tim-kiem/?q=moi").status == 200, 60, "a made page")
    assert load.failed("kept") == 0
    assert Visitor(small).sign_in("duyet").status == 302


def _write_until_it_fails(site: Stack) -> None:
    with suppress(Exception):
        query(site, "CREATE TABLE filler AS SELECT generate_series(1, 3000000) AS number")


def test_files_that_may_not_be_written_stop_no_reader(small):
    folder = small.folder / "var"
    words = ["mount", "--bind", folder, folder]
    subprocess.run(words, check=True)
    try:
        with under_load(small, "VAR_DIR read-only") as load:
            subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
            assert Visitor(small).sign_in("duyet").status == 302
            time.sleep(3)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
    assert load.failed() == 0


def _clock(shift: str) -> dict[str, str]:
    """Return the variables by which a program sees another time, as `faketime` gives them."""
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketime.so.1")
    return {"LD_PRELOAD": str(library), "FAKETIME": shift, "FAKETIME_DONT_RESET": "1"}


@pytest.mark.parametrize("shift", ["+2d", "-2d"])
def test_turns_of_a_wrong_clock_come_back(site, shift):
    task = "portal.site.emergency.refresh"
    with under_load(site, f"helper's clock {shift}") as load:
        site.stop("helper")
        _let_come(site, task)
        site.start_helper(**_clock(shift))
        # It works off a task, and asks for turns by its own clock.
        _wait_for_end(site, task, 180)
        site.stop("helper")
        site.start_helper()
        wait_until(lambda: query(site, _FAR_TURNS) == [(0,)], 90, "turns of now")
        wait_until(lambda: query(site, _LATE_TURNS, task) == [(0,)], 90, "a turn within minutes")
        _let_come(site, task)
        _wait_for_end(site, task, 300)
    assert load.failed() == 0


def test_a_site_whose_clock_is_wrong_shows_pages_and_says_so(site):
    with under_load(site, "site's clock + 1 h") as load:
        site.stop("site")
        site.start_site(**_clock("+1h"))
        site.wait_for_site()
        found = checks(site)["clock"]
        assert found["ok"] is False
        assert "systemd-timesyncd" in str(found["mend"])
        site.stop("site")
        site.start_site()
        site.wait_for_site()
        assert checks(site)["clock"]["ok"] is True
    assert load.failed() == 0


@contextmanager
def mail_server(banner: bytes) -> Iterator[int]:
    """Take connections of mail, say the banner, and nothing more; return the port."""
    ends = threading.Event()

    def answer() -> None:
        open_ones = []
        while not ends.is_set():
            with suppress(OSError):
                open_ones.append(listening.accept()[0])
                open_ones[-1].sendall(banner)
        for each in open_ones:
            each.close()

    with socket.create_server(("127.0.0.1", 0), backlog=50) as listening:
        listening.settimeout(0.2)
        thread = threading.Thread(target=answer)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            ends.set()
            thread.join()


@pytest.mark.parametrize(
    ("name", "banner"), [("silent", b""), ("refusing", b"554 no service here\r\n")]
)
def test_a_mail_server_that_does_not_work_stops_nobody(site, name, banner):
    letters = site.folder / "letters"
    before = set(letters.iterdir())
    with under_load(site, f"mail server {name}") as load, mail_server(banner) as port:
        site.stop("helper")
        site.start_helper(EMAIL_URL=f"smtp://127.0.0.1:{port}", EMAIL_TIMEOUT="3")
        assert manage(site, "shell", "-v", "0", "-c", _LETTER).returncode == 0
        asker = Visitor(site)
        form = asker.fill("/tai-khoan/password/reset/")
        began = time.monotonic()
        assert asker.send("/tai-khoan/password/reset/", form | {"email": "a@b.vn"}).status == 302
        # No request waits for the mail server.
        assert time.monotonic() - began < 3
        wait_until(lambda: _tries_again(site), 90, "another try")
        # Everything else goes on meanwhile.
        _let_come(site, "portal.site.emergency.refresh")
        _wait_for_end(site, "portal.site.emergency.refresh", 400)
    assert load.failed() == 0
    site.stop("helper")
    query(site, _SEND_NOW)
    site.start_helper()
    wait_until(lambda: _arrived(letters, before), 90, "the letter")


def _tries_again(site: Stack) -> bool:
    return query(site, _RETRIED) != [(0,)]


def _arrived(letters: Path, before: set[Path]) -> bool:
    return any("an@portal.example" in path.read_text() for path in set(letters.iterdir()) - before)


def _let_come(site: Stack, task: str) -> None:
    """Let a periodic task have its turn now."""
    query(site, _COME, task)


def _wait_for_end(site: Stack, task: str, seconds: float) -> None:
    """Wait until a task has ended once more; several rows of it may be kept."""
    before = query(site, _ENDED, task)
    wait_until(lambda: query(site, _ENDED, task) != before, seconds, f"an end of {task}")
