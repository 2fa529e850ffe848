"""A trial of faults under load: processes that die, a database that goes, a restart.

What readers noticed of each is printed as a table, and fails where it is more than is promised.
`FAULT_SECONDS` says how long the database is away (60 where nothing is said).
"""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import cycle
from pathlib import Path
from zlib import crc32

import pytest

from portal.kit.postgres.connection import Places
from tests.stack.faults import Visitor, query, under_load, wait_until, workers
from tests.stack.production import Stack

AWAY = float(os.environ.get("FAULT_SECONDS", "60"))
# For which somebody may wait who asks while a master is exchanged.
MASTER_GAP = 3.0
# Workers that are killed, one after the other; each may cost one request.
KILLS = 3
# Seconds after which pages are made again, once the database accepts.
BACK = 2.0
# What the log may grow by in a minute without a database.
LOG_BYTES = 1_000_000
# For which Valkey is silent: longer than a worker leaves a store alone that has failed, twice.
SILENT = 15.0
# For which somebody may wait then: the timeouts of the client, and what making a page takes.
SILENT_WAIT = 2.0
# As many as the threads of a worker.
READERS = 4
_MOVE_ON = "UPDATE pagecache_generation SET number = number + 1, moved_at = now()"


@pytest.fixture(scope="module")
def site(production: Stack) -> Stack:
    for path in ("/", "/tin-tuc/", "/lien-he/"):
        assert production.ask(path, timeout=60).status == 200
    return production


def test_a_killed_worker_costs_one_request_at_most(site):
    with under_load(site, f"worker killed, {KILLS} times") as load:
        for _kill in range(KILLS):
            before = set(workers(site))
            os.kill(min(before), signal.SIGKILL)
            wait_until(lambda old=before: set(workers(site)) - old, 60, "a new worker")
            time.sleep(2)
    # Both readers may have been in the hands of one, but not of each.
    assert load.failed() <= KILLS


def test_a_killed_master_is_back(site):
    before, old_workers = site.processes["site"].pid, workers(site)
    with under_load(site, "master killed") as load:
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: site.processes["site"].pid != before, 60, "a new master")
        _wait_for_exchange(site, old_workers)
    # Its workers served on until the next one had some.
    assert load.failed() == 0
    assert load.gap("kept") <= MASTER_GAP


def test_new_code_is_taken_while_the_old_one_serves(site):
    old_workers = workers(site)
    with under_load(site, "new code (systemctl reload)") as load:
        os.kill(site.processes["site"].pid, signal.SIGHUP)
        _wait_for_exchange(site, old_workers)
    assert load.failed() == 0
    assert load.gap("kept") <= MASTER_GAP


def _wait_for_exchange(site: Stack, old_workers: list[int]) -> None:
    """Wait until the old workers have left, and the new ones answer."""
    wait_until(lambda: not any(map(_lives, old_workers)), 120, "an end of the old workers")
    assert workers(site)
    assert site.ask("/healthz").status == 200


def _lives(process: int) -> bool:
    """Return whether a process does anything still; a dead one may wait for its parent."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_killed_helper_stops_no_reader(site):
    before = site.processes["helper"].pid
    with under_load(site, "helper killed") as load:
        os.kill(before, signal.SIGKILL)
        wait_until(lambda: site.processes["helper"].pid != before, 60, "a new helper")
    assert load.failed() == 0


def test_a_restarted_database_costs_kept_pages_nothing(site):
    with under_load(site, "database restarted") as load:
        # Once more where it was slow: a machine with other things to do may have been.
        tries = [_restart(site)]
        if tries[0] > BACK:
            tries.append(_restart(site))
        load.note = f" (a made page after {' s, '.join(f'{each:.1f}' for each in tries)} s)"
    assert load.failed("kept") == 0
    assert tries[-1] <= BACK


def _restart(site: Stack) -> float:
    """Restart the database; return the seconds after which a page is made again."""
    site.database.stop()
    site.database.start()
    took = wait_until(lambda: site.ask("/tim-kiem/?q=moi").status == 200, 60, "a made page")
    time.sleep(1)
    return took


def test_a_killed_postmaster_costs_kept_pages_nothing(site):
    pid = int((Places(site.database.folder).data / "postmaster.pid").read_text().split()[0])
    with under_load(site, "postmaster killed") as load:
        os.kill(pid, signal.SIGKILL)
        # Debian's unit does not start it again by itself: somebody does, a moment later.
        wait_until(lambda: not Path(f"/proc/{pid}").exists(), 30, "the end of the postmaster")
        wait_until(lambda: _starts(site), 60, "PostgreSQL after its crash")
        wait_until(lambda: site.ask("/tim-kiem/?q=moi").status == 200, 60, "a made page")
        time.sleep(1)
    assert load.failed("kept") == 0
    assert query(site, "SELECT count(*) > 0 FROM publishing_publication") == [(True,)]


def _starts(site: Stack) -> bool:
    with suppress(AssertionError):
        site.database.start()
        return True
    return False


# What the first time leaves behind shows in the second, however short.
@pytest.mark.parametrize(
    ("outage", "away"), [("database gone", AWAY), ("database gone again", AWAY / 3)]
)
def test_without_a_database_the_public_site_answers_and_the_log_is_short(site, outage, away):
    staff = Visitor(site)
    assert staff.sign_in("duyet").status == 302
    asker = Visitor(site)
    form = asker.fill("/tai-khoan/login/")
    addresses = _public_addresses(site)
    site.warm()
    size = (site.folder / "site.log").stat().st_size
    with under_load(site, f"{outage} for {away:.0f} s") as load, _without_database(site):
        began = time.monotonic()
        # What was asked of the database a moment ago holds for a second.
        time.sleep(2)
        unmarked = {path: _without_a_mark(site, path) for path in addresses}
        assert {path: why for path, why in unmarked.items() if why} == {}
        refused = asker.send("/tai-khoan/login/", form | {"login": "duyet", "password": "x"})
        assert (refused.status, refused.headers["retry-after"]) == (503, "15")
        assert "chưa được nhận" in refused.text
        assert staff.get("/admin/").status == 503
        assert site.ask("/readyz").status == 503
        time.sleep(max(away - (time.monotonic() - began), 0))
        took = time.monotonic() - began
        grown = (site.folder / "site.log").stat().st_size - size
    wait_until(lambda: site.ask("/readyz").status == 200, 30, "a site that is ready")
    assert staff.get("/admin/").status in (200, 302)
    assert load.failed("kept") == 0
    assert grown / max(took, 1) * 60 <= LOG_BYTES


@contextmanager
def _without_database(site: Stack) -> Iterator[None]:
    site.database.stop("immediate")
    try:
        yield
    finally:
        site.database.start()


def _public_addresses(site: Stack) -> list[str]:
    """Return every public address that is a page."""
    rows = query(site, "SELECT path FROM publishing_publication WHERE state = 'published'")
    return ["/", "/tin-tuc/", "/so-do/", *sorted(path for (path,) in rows)]


def _without_a_mark(site: Stack, path: str) -> str:
    """Return what is wrong with a page that is to be shown as the kept copy that it is."""
    answer = site.ask(path, source=_reader_of(path))
    if answer.status != 200:
        return str(answer.status)
    return "" if "kept-copy" in answer.text else "not marked"


def _reader_of(path: str) -> str:
    """Return one of many readers: nginx lets each ask 50 a second; this machine may be quicker."""
    return f"127.0.1.{1 + crc32(path.encode()) % 200}"


def test_without_valkey_pages_are_shown(site):
    with under_load(site, "Valkey gone") as load:
        site.stop("valkey", signal.SIGKILL)
        time.sleep(3)
        assert Visitor(site).sign_in("duyet").status == 302
        assert site.ask(_address_of_a_chart(site)).status == 200
        site.start_valkey()
        time.sleep(6)
    assert load.failed() == 0


def test_while_valkey_is_silent_nobody_waits_for_it(site):
    addresses = [_address_of_a_chart(site), *_public_addresses(site)]
    complaints = _complaints(site)
    with under_load(site, f"Valkey silent for {SILENT:.0f} s") as load:
        with _silent(site.processes["valkey"]), ThreadPoolExecutor(READERS) as readers:
            ends_at = time.monotonic() + SILENT
            shares = [addresses[number::READERS] for number in range(READERS)]
            waits = [readers.submit(_longest_wait, site, share, ends_at) for share in shares]
            # What a worker has itself is of before: it looks for each page in the store.
            while time.monotonic() < ends_at:
                query(site, _MOVE_ON)
                time.sleep(2)
            longest, path = max(each.result() for each in waits)
            assert Visitor(site).sign_in("duyet").status == 302
        load.note = f" (longest wait of {READERS} who ask for new pages: {longest:.1f} s)"
        time.sleep(6)
    assert load.failed() == 0
    assert longest <= SILENT_WAIT, path
    assert max(load.gap("kept"), load.gap("made")) <= SILENT_WAIT
    # Else nobody has met its silence.
    assert _complaints(site) > complaints


@contextmanager
def _silent(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Let a program say nothing: the system takes connections for it all the same."""
    process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        process.send_signal(signal.SIGCONT)


def _longest_wait(site: Stack, addresses: list[str], ends_at: float) -> tuple[float, str]:
    """Ask for one page after the other; return the longest wait for one, and for which."""
    longest = 0.0, ""
    for path in cycle(addresses):
        began = time.monotonic()
        if began >= ends_at:
            break
        assert site.ask(path, source=_reader_of(path)).status == 200, path
        longest = max(longest, (time.monotonic() - began, path))
    return longest


def _complaints(site: Stack) -> int:
    """Return how often the log says that the store of pages does not work."""
    text = (site.folder / "site.log").read_text(errors="replace")
    return text.count("The store of kept pages does not work")


def _address_of_a_chart(site: Stack) -> str:
    """Return where a chart stands as a picture, which is drawn when it is asked for."""
    sql = """
        SELECT path FROM publishing_publication AS page
        JOIN indicators_observation AS seen ON seen.indicator_id = page.id
        WHERE page.state = 'published' AND seen.superseded_at IS NULL ORDER BY path LIMIT 1
    """
    return str(query(site, sql)[0][0]) + "bieu-do.png"


def test_a_restart_refuses_nobody(site):
    with under_load(site, "restart (systemctl restart)") as load:
        site.stop("site")
        site.start_site()
        site.wait_for_site()
        time.sleep(1)
    assert load.failed() == 0
