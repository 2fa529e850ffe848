"""Root is told as whom to run a command: what it wrote, the site itself could not change."""

import os
import pwd
import signal
import subprocess
import sys
from contextlib import nullcontext
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from django.db import ProgrammingError, connection

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
    ) as caught:
        run("emergency", "on")
    # Else the line fails at a file that lies in root's own home.
    assert "readable by nobody" in str(caught.value)


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


def test_a_database_without_our_tables_is_a_line_with_what_to_do(db, settings):
    entry = connection.settings_dict
    user, host = (quote(entry[name], safe="") for name in ("USER", "HOST"))
    url = f"postgres://{user}:{entry['PASSWORD']}@/postgres?host={host}&port={entry['PORT']}"
    done = subprocess.run(
        [sys.executable, "manage.py", "verify_audit"],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": url, "DATABASE_OWNER_URL": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert "has not got the tables of this version" in line
    assert "manage.py migrate" in line


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("42703", "has not got the tables of this version: column"),
        ("42501", "lacks a right in the database: column"),
    ],
)
def test_what_migrations_mend_is_a_line(wrong_query, code, message):
    with pytest.raises(SystemExit, match=message):
        wrong_query(code)
    with pytest.raises(ProgrammingError):
        wrong_query(code, "--traceback")
    with pytest.raises(ProgrammingError):
        wrong_query(code, command="migrate")


def test_a_query_that_is_wrong_by_itself_keeps_its_traceback(wrong_query):
    with pytest.raises(ProgrammingError):
        wrong_query("42601")


@pytest.fixture
def wrong_query(site_of, monkeypatch):
    """Runs a command whose query the database refuses with a code."""
    site_of(0, 0)
    monkeypatch.setattr(commandline, "_database_for", lambda _words: nullcontext())

    def refused(code, *options, command="verify_audit"):
        cause = Exception()
        cause.pgcode = code

        def execute(_words):
            raise ProgrammingError("column x does not exist\nLINE 1") from cause

        monkeypatch.setattr(commandline, "execute_from_command_line", execute)
        run(command, *options)

    return refused


_PROGRAM = """
import sys
from portal.kit.commandline import execute
execute(["manage.py", "version"])
print(ascii(sys.argv[1]))
"""


def test_what_is_typed_in_a_locale_of_another_encoding_is_read_as_it_stands(settings):
    # As of itself Python takes UTF-8 in this locale; in that of Latin 1 it does not.
    locale = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, "Bão số 5"],
        cwd=settings.BASE_DIR,
        env=os.environ | locale,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.stdout.decode().splitlines()[1:] == [ascii("Bão số 5")], done.stderr
