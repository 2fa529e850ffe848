"""What a newcomer's first commands do: one line where something is wrong, no traceback."""

import ast
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.site.messages_check import is_compiled, untranslated

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def var_dir() -> Iterator[Path]:
    """A short path, as most are, so that the socket stands in it."""
    folder = Path(tempfile.mkdtemp(prefix="portal-serve-"))
    yield folder
    shutil.rmtree(folder)


def environment(**changed: str) -> dict[str, str]:
    ours = {"DATABASE_URL", "DATABASE_OWNER_URL", "SITE_URL", "DEBUG", "PORT", "WORKERS"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | changed


def manage(*words: str, **changed: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment(**changed),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_manage_py_is_understood_by_an_old_python_so_that_it_can_name_the_new_one():
    source = (ROOT / "manage.py").read_text()
    ast.parse(source, feature_version=(3, 5))
    assert "python3-venv" in source


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("postgres://x:y@127.0.0.1:1/z", "Connection refused"),
        ("mysql://x:y@127.0.0.1/z", "does not describe a PostgreSQL database"),
    ],
)
def test_a_wrong_database_url_is_one_line_with_what_to_do(url, message):
    done = manage("showmigrations", DATABASE_URL=url)
    assert done.returncode == 1
    assert message in done.stderr
    assert "DATABASE_URL" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_reload_is_refused_where_the_database_takes_us_no_more():
    """After the old processes have ended, it would be too late to say so."""
    unit = (ROOT / "deploy/systemd/portal.service").read_text()
    words, _collect = re.findall(r"^ExecReload=\S+/python manage\.py (.+)$", unit, re.MULTILINE)
    done = manage(*words.split(), DATABASE_URL="postgres://x:y@127.0.0.1:1/z")
    assert (done.returncode, len(done.stderr.strip().splitlines())) == (1, 1)
    assert "Connection refused" in done.stderr


def test_a_command_that_needs_no_database_starts_none(var_dir):
    assert manage("check", VAR_DIR=str(var_dir)).returncode == 0
    assert not (var_dir / "postgres").exists()


def test_no_python_at_all_is_one_line_naming_the_package(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    done = subprocess.run(
        ["make", "PYTHONS=no-such-python", ".venv/bin/python"],
        cwd=tmp_path,
        # Not the flags of the `make test` in which this runs.
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "No Python 3.12 or later (with venv) here; on Debian: apt-get install python3-venv"
    )


def test_a_server_that_is_made_ready_says_so_at_the_end():
    done = subprocess.run(
        ["make", "--dry-run", "ready"],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1].startswith('echo "Ready')


def test_requirements_pin_everything_by_hash_and_name_no_address():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.split(r"[\[~=<>]", line)[0].lower() for line in project["dependencies"]}
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text()
        pinned = re.findall(
            r"^([a-z0-9._-]+)==\S+ (?:; \S+ \S+ \S+ )?\\\n    --hash=sha256:", text, re.MULTILINE
        )
        assert len(pinned) == len(re.findall(r"^[a-z]", text, re.MULTILINE))
        assert wanted <= set(pinned)
        assert "://" not in text
        assert not re.search(r"^--|(^|\s)/", text, re.MULTILINE)


def test_the_version_is_that_of_the_newest_release_in_the_changelog():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    newest = re.search(r"^## (\d+\.\d+\.\d+) – ", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest
    assert newest[1] == project["version"]


# A first start: tables, static files and all. It takes longer than any other test here.
@pytest.mark.stack
def test_serve_answers_then_ends_all_that_it_started(var_dir):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", f"--port={port}", "--workers=1"],
        cwd=ROOT,
        env=environment(VAR_DIR=str(var_dir), SITE_IS_DEMO="0"),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        lines = iter(process.stdout.readline, "Ctrl-C ends it.\n")
        assert f"The site:  http://127.0.0.1:{port}/\n" in list(lines)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=30) as answer:
            assert answer.status == 200
        # The site's own application, not Django's plain one, which has no answer to this.
        nul = {"Content-Type": "text/plain; charset*=utf-8''a%00b"}
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        with closing(connection):
            connection.request("GET", "/healthz", headers=nul)
            assert connection.getresponse().read() == b"ok"
        second = manage("serve", f"--port={port}", VAR_DIR=str(var_dir))
        assert second.returncode == 1
        assert second.stderr == (
            f"CommandError: Port {port} is used by another program: end that, or take another "
            f"port with make run PORT={port + 1}.\n"
        )
        assert (var_dir / "postgres/data/postmaster.pid").exists()
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
    assert process.returncode == 0
    assert not (var_dir / "postgres/data/postmaster.pid").exists()


@pytest.mark.parametrize("port", ["65536", "abc"])
def test_serve_refuses_a_port_that_is_none(port):
    with pytest.raises(CommandError, match=f"'{port}' is not a number from 1 to 65535"):
        call_command("serve", f"--port={port}")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A source tree with two texts, one of which has its Vietnamese."""
    (tmp_path / "words.py").write_text('_("News")\n_("Not yet done")\n')
    folder = tmp_path / "locale/vi/LC_MESSAGES"
    folder.mkdir(parents=True)
    heading = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    (folder / "django.po").write_text(f'{heading}msgid "News"\nmsgstr "Tin tức"\n')
    return tmp_path


def test_a_text_without_vietnamese_is_named(source):
    assert untranslated(source) == ["Not yet done"]


def test_a_catalog_newer_than_its_compiled_form_is_noticed(source):
    catalog = source / "locale/vi/LC_MESSAGES/django.po"
    assert not is_compiled(source)
    subprocess.run(["msgfmt", "-o", catalog.with_suffix(".mo"), catalog], check=True)
    assert is_compiled(source)
    catalog.write_text(catalog.read_text().replace("Tin tức", "Tin"))
    assert not is_compiled(source)
