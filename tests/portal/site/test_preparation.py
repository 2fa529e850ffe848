"""Several servers that start at once prepare the site one after another."""

import subprocess
import sys
import threading

import pytest
from django.conf import settings

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
    said = [run.communicate(timeout=300)[0] for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert sorted("brought up to date" in words for words in said) == [False, True]
