"""Workers whose master has died serve on until another one has workers, or nobody comes."""

import os
import time

import pytest

from portal.site.server import Server, reserve_port
from portal.site.succession import PATIENCE, Succession, SurvivingWorker
from portal.site.worker import Worker

OTHER = 4_194_400  # above any process of Linux


class App:
    def __init__(self, folder):
        self.succession = Succession(folder, 8000)


def worker_of(master, folder):
    """A worker as `master` has forked it, without its sockets."""
    made = SurvivingWorker.__new__(SurvivingWorker)
    made.ppid, made.app = master, App(folder)
    return made


def test_a_worker_with_its_master_serves(tmp_path):
    assert worker_of(os.getppid(), tmp_path).is_parent_alive()


def test_an_orphan_serves_until_the_next_master_has_workers(tmp_path):
    (tmp_path / "master-8000").write_text(str(OTHER))
    orphan = worker_of(OTHER, tmp_path)
    assert orphan.is_parent_alive()
    Succession(tmp_path, 8001).announce()
    assert orphan.is_parent_alive()
    Succession(tmp_path, 8000).announce()
    assert not orphan.is_parent_alive()


@pytest.mark.parametrize("folder", ["run", "missing"])
def test_an_orphan_does_not_wait_for_ever(tmp_path, monkeypatch, folder):
    orphan = worker_of(OTHER, tmp_path / folder)
    assert orphan.is_parent_alive()
    late = time.monotonic() + PATIENCE + 1
    monkeypatch.setattr(time, "monotonic", lambda: late)
    assert not orphan.is_parent_alive()


def test_a_master_that_cannot_write_starts_all_the_same(tmp_path):
    (tmp_path / "run").write_text("a file where a folder should be")
    Succession(tmp_path / "run", 8000).announce()
    assert not Succession(tmp_path / "run", 8000).has_come_after(OTHER)


@pytest.mark.parametrize(("is_kept_alive", "kind"), [(True, SurvivingWorker), (False, Worker)])
def test_only_workers_that_somebody_follows_survive(is_kept_alive, kind):
    """Without systemd nobody holds the port: orphans would stand in the way of the next start."""
    server = Server(
        None,
        taken=reserve_port(0),
        workers=1,
        when_ready=lambda: None,
        is_kept_alive=is_kept_alive,
    )
    assert server.cfg.worker_class is kind
