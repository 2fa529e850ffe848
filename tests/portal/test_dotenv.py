"""An `.env` that is there and cannot be read stops the start: without it another site is served."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.kit.dotenv import read_dotenv

ROOT = Path(__file__).resolve().parents[2]
UTF_16 = "DATABASE_URL=postgres://a@b/c\n".encode("utf-16")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what starts the site, for an `.env` of its own."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copy(ROOT / "manage.py", folder)
    without = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "portal", folder / "portal", ignore=without)
    return folder


@pytest.fixture
def dotenv(elsewhere):
    yield (path := elsewhere / ".env")
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    ours = {"DATABASE_URL", "DATABASE_OWNER_URL", "SITE_NAME", "SITE_URL", "DEMO_PASSWORD"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return subprocess.run(
        [sys.executable, *words],
        cwd=folder,
        env=kept | {"VAR_DIR": str(folder / "var")},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


STARTS = {
    "a command": ("manage.py", "diffsettings"),
    "serve": ("manage.py", "serve"),
    "a server of WSGI": ("-c", "import portal.wsgi"),
}


@pytest.mark.parametrize("words", STARTS.values(), ids=STARTS)
def test_an_env_that_cannot_be_read_stops_every_start_in_one_line(elsewhere, dotenv, words):
    dotenv.mkdir()
    done = run(elsewhere, *words)
    assert done.stderr == (
        f"Cannot read {dotenv} (Is a directory): the site would run without what it says; make it "
        "a UTF-8 text file that this user may read, or remove it.\n"
    )
    assert done.returncode != 0
    assert not (elsewhere / "var").exists()


@pytest.mark.parametrize(
    "held",
    [UTF_16, UTF_16.lstrip(b"\xff\xfe"), b"SITE_NAME=S\xf4\n"],
    ids=["UTF-16", "UTF-16 without a mark", "an old Vietnamese encoding"],
)
def test_an_env_that_is_no_utf_8_stops_the_start(elsewhere, dotenv, held):
    dotenv.write_bytes(held)
    done = run(elsewhere, "manage.py", "diffsettings")
    assert f"Cannot read {dotenv} (it is not UTF-8 text)" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.returncode == 1


def test_an_env_that_leads_nowhere_stops_the_start(elsewhere, dotenv):
    dotenv.symlink_to("no-such-file")
    done = run(elsewhere, "manage.py", "diffsettings")
    assert f"Cannot read {dotenv} (No such file or directory)" in done.stderr
    assert done.returncode == 1


def test_an_env_of_an_editor_that_marks_utf_8_counts_from_its_first_line(elsewhere, dotenv):
    dotenv.write_text("SITE_NAME=Sở\n", encoding="utf-8-sig")
    output = run(elsewhere, "-c", "import portal.settings; print(portal.settings.SITE_NAME)")
    assert output.stdout == "Sở\n"


@pytest.mark.parametrize(
    "line", [" A_NAME=geheim", "A_NAME = geheim", "A_NAME", "export  A_NAME=geheim", "- A=geheim"]
)
def test_a_line_that_would_not_count_stops_the_start_and_no_value_is_said(tmp_path, line):
    file = tmp_path / ".env"
    file.write_text(f"# A remark\n\nANOTHER=1\n{line}\n", encoding="utf-8")
    with pytest.raises(ImproperlyConfigured) as raised:
        read_dotenv(file)
    assert str(raised.value) == (
        f"Line 4 of {file} is not NAME=VALUE; nothing may stand before the name, and no space "
        "before the = (a remark begins with #)."
    )


def test_all_such_lines_are_named_before_any_variable_is_set(elsewhere, dotenv):
    dotenv.write_text("SITE_NAME=Sở\n SITE_IS_DEMO=0\nDATABASE_URL = postgres://a:geheim@b/c\n")
    done = run(elsewhere, "manage.py", "diffsettings")
    assert (done.returncode, done.stdout) == (1, "")
    assert [line.partition(" is not ")[0] for line in done.stderr.splitlines()] == [
        f"Line 2 of {dotenv}",
        f"Line 3 of {dotenv}",
    ]


def test_space_around_values_and_before_remarks_is_none_of_theirs(tmp_path, monkeypatch):
    monkeypatch.setattr("environ.Env.ENVIRON", values := {"D": "above"})
    file = tmp_path / ".env"
    file.write_text('A=1 \nexport B= "hai ba" \n  # A remark\n \t\nC=a=b\nD=below\nA=2\n')
    assert read_dotenv(file) == {"A", "B", "C", "D"}
    assert values == {"A": "2", "B": "hai ba", "C": "a=b", "D": "above"}


def test_a_value_between_single_quotes_is_the_one_that_compose_reads_too(tmp_path, monkeypatch):
    """Without them Compose would put a variable in place of the $, and end at the #."""
    monkeypatch.setattr("environ.Env.ENVIRON", values := {})
    file = tmp_path / ".env"
    file.write_text("A='ab$cd #e'\n")
    assert read_dotenv(file) == {"A"}
    assert values == {"A": "ab$cd #e"}


def test_no_env_at_all_is_a_site_of_defaults(elsewhere):
    output = run(elsewhere, "-c", "import portal.settings; print(portal.settings.SITE_HOST)")
    assert output.stdout == "127.0.0.1\n"
