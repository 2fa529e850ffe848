"""Machines with one store share what each makes, as long as code and warnings are the same."""

import os
import time

import pytest
from django.test import override_settings

from portal.emergency.alerts import alerts_at
from portal.pagecache import clock
from portal.pagecache.moments import Horizon
from portal.pagecache.store import release
from portal.pagecache.wsgi import PageCache
from tests.portal.pagecache.processes import Application, ask

TEMPLATE = "templates/base.html"
WARNINGS = "var/emergency.json"
NONE_WARNS = {TEMPLATE: "<p>", WARNINGS: "[]"}


def asked_on(machine, files):
    """Return the answer of a machine that has just these files, of a time of their own."""
    for name, text in files.items():
        path = machine / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
        os.utime(path, (len(machine.name), len(machine.name)))
    release.cache_clear()
    with override_settings(BASE_DIR=machine, VAR_DIR=machine / "var"):
        return ask(PageCache(Application(), alerts_at), "/")


@pytest.fixture
def is_shared(monkeypatch, tmp_path):
    """Tell whether a machine that has these files shows what one with the others has made."""
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 1))
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: time.time() + 300)

    def compare(there, here):
        asked_on(tmp_path / "other", there)
        return asked_on(tmp_path / "this", here).is_hit

    yield compare
    release.cache_clear()


def test_a_page_is_made_once_for_two_machines(is_shared):
    assert is_shared(NONE_WARNS, NONE_WARNS)


@pytest.mark.parametrize(
    "files",
    [
        NONE_WARNS | {TEMPLATE: "<b>"},
        NONE_WARNS | {WARNINGS: "{}"},
        {"templates/other.html": "<p>", WARNINGS: "[]"},
    ],
    ids=["text", "warning", "name"],
)
def test_not_where_something_else_stands_in_a_file_though_size_and_time_are_the_same(
    is_shared, files
):
    assert not is_shared(NONE_WARNS, files)


def test_a_file_of_warnings_that_is_written_anew_ends_no_page(settings, tmp_path):
    file = tmp_path / "emergency.json"
    file.write_text("[]")
    before = alerts_at(time.time())
    file.unlink()
    file.write_text("[]")
    os.utime(file, (1, 1))
    assert alerts_at(time.time()) == before
