"""Several servers that start at once prepare the site one after another."""

import subprocess
import sys
import threading

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from portal.site import preparation
from portal.site.management.commands import work
from portal.site.preparation import exclusively


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_waits_for_the_first():
    entered = threading.Event()

    def second():
        with exclusively():
            entered.set()

    thread = threading.Thread(target=second)
    with exclusively():
        thread.start()
        assert not entered.wait(0.3)
        # As a migration does: it waits for every statement that has begun before.
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
            cursor.execute("CREATE INDEX CONCURRENTLY for_a_test ON publishing_section (name)")
            cursor.execute("DROP INDEX for_a_test")
            cursor.execute("RESET lock_timeout")
    assert entered.wait(10)
    thread.join()


@pytest.mark.stack
def test_two_that_find_an_empty_database_both_come_up(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("MEDIA_ROOT", str(tmp_path / "media"))
    monkeypatch.setenv("SITE_IS_DEMO", "0")
    words = [sys.executable, str(settings.BASE_DIR / "manage.py"), "serve", "--prepare"]
    pipe = subprocess.PIPE
    runs = [
        subprocess.Popen(words, stdout=pipe, stderr=subprocess.STDOUT, text=True) for _ in range(2)
    ]
    outputs = [run.communicate(timeout=300)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], outputs
    assert sorted("brought up to date" in words for words in outputs) == [False, True]


def test_a_helper_waits_for_the_first_static_files_and_not_for_ever(
    settings, tmp_path, monkeypatch
):
    settings.VAR_DIR, waits = tmp_path, []

    def sleep(seconds):
        waits.append(seconds)
        if len(waits) == 3:
            (tmp_path / "static_fingerprint").touch()

    monkeypatch.setattr("portal.site.preparation.time.sleep", sleep)
    preparation.await_static_files()
    preparation.await_static_files()
    assert len(waits) == 3
    (tmp_path / "static_fingerprint").unlink()
    preparation.await_static_files(seconds=0)
    assert len(waits) == 3


@pytest.mark.parametrize(
    ("options", "is_asked"),
    [({}, True), ({"batch": True}, False), ({"startup_delay": False}, False)],
)
def test_only_a_helper_that_stays_waits_for_them(settings, monkeypatch, options, is_asked):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    asked = []

    class Asked(Exception):
        pass

    def stop(*_words):
        raise Asked

    monkeypatch.setattr(work, "await_static_files", lambda: asked.append(1))
    monkeypatch.setattr(work, "upkeep", stop)
    with pytest.raises(Asked):
        call_command("work", **options)
    assert bool(asked) is is_asked
