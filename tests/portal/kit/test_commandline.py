"""Root is told as whom to run a command: what it wrote, the site itself could not change."""

import os
import pwd
import signal
from types import SimpleNamespace

import pytest

from portal.kit import commandline


@pytest.fixture
def site_of(settings, monkeypatch):
    """A site whose files belong to a user, at which somebody else types a command."""

    def make(owner, typed_by):
        settings.VAR_DIR = SimpleNamespace(stat=lambda: SimpleNamespace(st_uid=owner))
        monkeypatch.setattr(os, "geteuid", lambda: typed_by)
        monkeypatch.setattr(commandline, "_database_for", _begin)
        # Those of the tests stay.
        monkeypatch.setattr(signal, "signal", lambda *_handler: None)

    return make


class Began(Exception):
    """Stands where a command would begin."""


def _begin(_words):
    raise Began


def run(*words):
    commandline.execute(["manage.py", *words])


def test_root_is_given_the_line_to_type(site_of):
    other = pwd.getpwnam("nobody")
    site_of(other.pw_uid, typed_by=0)
    with pytest.raises(
        SystemExit, match=r"su nobody -s /bin/sh -c '.*manage.py emergency on'"
    ) as told:
        run("emergency", "on")
    # Else the line fails at a file that lies in root's own home.
    assert "readable by nobody" in str(told.value)


@pytest.mark.parametrize(
    ("owner", "typed_by", "word"),
    [(0, 0, "doctor"), (65534, 65534, "doctor"), (65534, 0, "install")],
)
def test_the_owner_goes_on_and_what_writes_elsewhere_too(site_of, owner, typed_by, word):
    site_of(owner, typed_by)
    with pytest.raises(Began):
        run(word)


@pytest.mark.parametrize(("typed_under", "mask"), [(0o077, 0o027), (0o027, 0o027), (0o022, 0o022)])
def test_the_web_server_reads_what_is_written_under_a_strict_umask(site_of, typed_under, mask):
    site_of(0, 0)
    before = os.umask(typed_under)
    try:
        with pytest.raises(Began):
            run("restore")
    finally:
        left = os.umask(before)
    assert left == mask
