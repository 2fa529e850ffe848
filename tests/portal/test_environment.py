"""Variables of a wrong type stop the start, a line each; misspelt ones are named."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from portal.kit.environment import misspelt, names_in
from portal.kit.files import create_once
from portal.settings import security
from portal.settings.base import env
from portal.site.configuration import examine_configuration
from portal.site.doctor import severity
from portal.site.management.commands import serve

ROOT = Path(__file__).resolve().parents[2]


def started(
    *words: str, typed: str | None = None, **variables: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *words],
        input=typed,
        cwd=ROOT,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_all_values_of_a_wrong_type_are_named_in_a_line_each():
    wrong = {
        "SITE_IS_DEMO": "maybe",
        "SITE_URL": "",
        "PAGE_CACHE_MEMORY": "much",
        "EMAIL_TIMEOUT": "10s",
        "EMAIL_URL": "mail.example:25",
        "CACHE_URL": "nonsense://a",
        "BACKUP_KEEP_DAYS": "999999",
        "BACKUP_MAX_AGE_HOURS": "-1",
        "BACKUP_SECOND_COMMAND": '/usr/local/bin/send-backup --to "kho',
    }
    done = started("manage.py", "diffsettings", **wrong)
    assert (done.returncode, done.stdout) == (1, "")
    assert set(done.stderr.splitlines()) == {
        "SITE_IS_DEMO is 'maybe'; write 1 or 0.",
        "PAGE_CACHE_MEMORY is 'much'; write a whole number.",
        "EMAIL_TIMEOUT is '10s'; write a number.",
        "EMAIL_URL describes nothing that is known; write such as "
        "smtp+tls://USER:PASSWORD@HOST:587.",
        "CACHE_URL describes nothing that is known; write such as redis://HOST:6379/0.",
        "BACKUP_KEEP_DAYS is 999999; write a whole number from 1 to 36500.",
        "BACKUP_MAX_AGE_HOURS is -1; write a whole number from 0 to 876000.",
        "BACKUP_SECOND_COMMAND is no command that can be typed: No closing quotation.",
    }


def test_a_wrong_number_for_serve_stops_no_command_that_reads_none():
    program = "from portal import settings as s; print(s.PORT, s.WORKERS, s.WRONG_WHERE_USED)"
    port = "PORT is 'tcp://10.0.0.1:80'; write a whole number."
    workers = "WORKERS is 0; write a whole number from 1 to 64."
    done = started("-c", program, PORT="tcp://10.0.0.1:80", WORKERS="0")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"8000 2 { ({'PORT': port, 'WORKERS': workers}) }\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "PORT is 99999; write a whole number from 1 to 65535."),
        (("--port", "8098"), "free"),
    ],
)
def test_serve_refuses_a_wrong_number_unless_it_is_given_another(
    monkeypatch, settings, words, message
):
    wrong = "PORT is 99999; write a whole number from 1 to 65535."
    settings.WRONG_WHERE_USED = {"PORT": wrong}
    monkeypatch.setattr(
        serve, "reserve_port", lambda _port: (_ for _ in ()).throw(CommandError("free"))
    )
    with pytest.raises(CommandError, match=f"^{re.escape(message)}$"):
        call_command("serve", *words)


def test_limits_count_in_the_database_whatever_keeps_the_pages():
    program = (
        "from portal import settings as s;"
        "print(*(s.CACHES[name]['BACKEND'].rpartition('.')[2] for name in ('default', 'pages')))"
    )
    shared = started("-c", program, CACHE_URL="redis://127.0.0.1:9/0").stdout
    assert shared == "DatabaseCache RedisCache\n"
    assert started("-c", program, CACHE_URL="").stdout == "DatabaseCache FileBasedCache\n"


@pytest.mark.parametrize(
    "address",
    [
        "portal.example",
        "https://portal.example/vi",
        "https://a:b@portal.example",
        "https://a.vn?x=1",
    ],
)
def test_an_address_of_the_site_with_more_than_its_host_stops_the_start(address):
    done = started("manage.py", "diffsettings", SITE_URL=address)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"SITE_URL is {address!r}; write the address of the site without a path, "
        "such as https://example.vn.\n"
    )


@pytest.mark.parametrize("address", ["http://[::1]:8000", "https://so-tt.hue.gov.vn/"])
def test_a_port_and_a_slash_may_stand_after_the_host(address):
    program = "from portal import settings as s; print(s.SITE_URL)"
    assert started("-c", program, SITE_URL=address).stdout == address.rstrip("/") + "\n"


def test_an_empty_value_is_none_and_an_https_site_is_no_demo_unless_it_is_said():
    program = (
        "from portal import settings as s; print(s.SITE_IS_DEMO, s.PAGE_CACHE_MEMORY, s.DEBUG)"
    )
    empty = {"SITE_IS_DEMO": "", "PAGE_CACHE_MEMORY": "", "DEBUG": " "}
    assert started("-c", program, **empty).stdout == "True 8 False\n"
    https = {"SITE_URL": "https://portal.example", "SITE_IS_DEMO": ""}
    assert started("-c", program, **https).stdout == "False 8 False\n"
    assert started("-c", program, **https | {"SITE_IS_DEMO": "yes"}).stdout == "True 8 False\n"


def test_an_empty_text_list_or_address_is_as_an_absent_one():
    program = (
        "import portal.settings as s; print(s.ALLOWED_HOSTS, s.VAR_DIR, s.SITE_NAME, s.MAILERS,"
        " s.QUESTION_MAILBOX, s.DATABASES['owner']['USER'])"
    )
    names = (
        "ALLOWED_HOSTS", "SITE_NAME", "SITE_URL", "VAR_DIR", "MEDIA_ROOT", "EMAIL_URL",
        "CACHE_URL", "QUESTION_MAILBOX", "DATABASE_OWNER_URL",
    )  # fmt: skip
    given = {"DATABASE_URL": "postgres://app:x@db.example/portal", "SECRET_KEY": "k" * 60}
    done = started("-c", program, **dict.fromkeys(names, ""), **given)
    assert done.stderr == ""
    hosts = "['127.0.0.1', '[::1]', 'localhost']"
    assert done.stdout == (
        f"{hosts} {ROOT / 'var'} Sở Bưu chính, Viễn thông "
        "{'default': {'BACKEND': 'django.core.mail.backends.console.EmailBackend', 'OPTIONS': {}}} "
        "[] app\n"
    )
    two = started("-c", program, QUESTION_MAILBOX="a@b.example, c@d.example", **given)
    assert " ['a@b.example', 'c@d.example'] " in two.stdout


_IS_DEMO = """
import json, os, sys
from importlib import reload
from portal.settings import base
for set_here in json.load(sys.stdin):
    os.environ |= set_here
    print(reload(base).SITE_IS_DEMO, *base.SET_FOR_PRODUCTION)
    os.environ |= dict.fromkeys(set_here, "")
"""
_OF_PRODUCTION = {
    "DATABASE_URL": "postgres://portal_app:x@127.0.0.1:5432/portal",
    "DATABASE_OWNER_URL": "postgres://portal_owner:x@127.0.0.1:5432/portal",
    "ALERT_EMAIL": "truc@so.example",
    "ALERT_WEBHOOK": "https://goi.example/a",
    "BACKUP_RECIPIENT": "age1abc",
    "EMAIL_URL": "smtp+tls://thu:x@thu.so.example:587",
}


def are_demos(*sites: dict[str, str]) -> list[str]:
    """Return whether each is a demo, and what of it says that it is none; all in one process."""
    as_it_comes = dict.fromkeys((*_OF_PRODUCTION, "SITE_IS_DEMO", "DEMO_PASSWORD"), "")
    as_it_comes |= {"SITE_URL": "http://127.0.0.1:8000", "EMAIL_URL": "consolemail://"}
    done = started("-c", _IS_DEMO, typed=json.dumps(sites), **as_it_comes)
    return done.stdout.splitlines()


def test_beside_what_is_set_for_production_no_demo_starts():
    found = are_demos({}, *({name: value} for name, value in _OF_PRODUCTION.items()))
    assert found == ["True", *(f"False {name}" for name in _OF_PRODUCTION)]


def test_who_says_that_it_is_a_demo_has_one_beside_anything():
    given = ({"SITE_IS_DEMO": "1"}, {"DEMO_PASSWORD": "mat-khau-rat-dai"})
    assert are_demos(*(_OF_PRODUCTION | each for each in given)) == [
        " ".join(("True", *_OF_PRODUCTION))
    ] * len(given)


def test_letters_that_stay_on_the_machine_make_no_production_of_it():
    here = ("filemail:///tmp/thu", "consolemail://", "smtp://127.0.0.1:1025", "smtp://localhost")
    assert are_demos(*({"EMAIL_URL": url} for url in here)) == ["True"] * len(here)


def test_each_variable_that_the_settings_read_is_in_the_example():
    listed = names_in(ROOT / ".env.example")
    assert env.names - listed == {"PORT", "WORKERS", "DJANGO_SETTINGS_MODULE"}


def test_of_dotenv_all_unknown_names_are_told_and_of_the_environment_those_like_ours():
    known = frozenset({"TRUSTED_PROXIES", "SITE_IS_DEMO"})
    found = misspelt(
        known,
        frozenset({"TRUSTED_PROXY", "SITE_IS_DEMO", "MINE"}),
        frozenset({"SITE_IS_DEM0", "HOME"}),
    )
    assert found == {"TRUSTED_PROXY": "TRUSTED_PROXIES", "MINE": "", "SITE_IS_DEM0": "SITE_IS_DEMO"}


@pytest.fixture
def lines(settings, monkeypatch):
    """What is said of the variables, with none but those of the test."""
    settings.DOTENV_NAMES = frozenset()
    settings.SECRET_KEY = "Một khóa đủ dài, đủ nhiều chữ khác nhau để không ai đoán ra."
    monkeypatch.setattr("portal.site.configuration.os.environ", {"PATH": "/bin"})
    return lambda: [f"{severity(each)}: {each.msg} {each.hint}" for each in examine_configuration()]


def test_nothing_is_said_of_variables_that_are_right(lines):
    assert lines() == []


def test_a_misspelt_name_is_told_with_the_one_that_was_meant(lines, settings):
    settings.DOTENV_NAMES = frozenset({"ALOWED_HOSTS"})
    assert lines() == [
        "warning: ALOWED_HOSTS is no variable of this site: nothing reads it. "
        "Did you mean ALLOWED_HOSTS?"
    ]


def test_a_number_with_which_serve_does_not_start_is_told(lines, settings):
    settings.WRONG_WHERE_USED = {"WORKERS": "WORKERS is 0; write a whole number from 1 to 64."}
    assert lines() == [
        "warning: WORKERS is 0; write a whole number from 1 to 64. "
        "Mend WORKERS in .env or the environment: `serve` does not start with it."
    ]


def test_an_env_that_others_may_read_is_told(lines, settings, tmp_path):
    settings.DOTENV_FILE = tmp_path / ".env"
    settings.DOTENV_FILE.touch()
    levels = {}
    for rights in (0o600, 0o640, 0o644, 0o660):
        settings.DOTENV_FILE.chmod(rights)
        levels[rights] = [line.partition(":")[0] for line in lines()]
    assert levels == {0o600: [], 0o640: [], 0o644: ["warning"], 0o660: ["warning"]}


@pytest.mark.parametrize(("https", "level"), [(True, "error"), (False, "warning")])
def test_a_short_secret_key_is_told(lines, settings, https, level):
    settings.SITE_HTTPS, settings.SECRET_KEY = https, "abc" * 20
    (line,) = lines()
    assert line.startswith(f"{level}: SECRET_KEY is short (60 characters)")


@pytest.fixture
def var_dir(tmp_path, monkeypatch):
    """A folder of the site's own, and no key in the environment."""
    monkeypatch.setattr(security, "VAR_DIR", tmp_path)
    monkeypatch.setitem(env.ENVIRON, "SECRET_KEY", "")
    return tmp_path


def test_a_key_is_made_once_and_never_seen_half_written(var_dir, monkeypatch):
    """Of two processes that start together the second took an empty file for the key."""
    seen = []

    def token_urlsafe(number):
        seen.extend(var_dir.glob("secret_key"))
        return "k" * number

    monkeypatch.setattr(security.secrets, "token_urlsafe", token_urlsafe)
    assert [security._secret_key(), security._secret_key()] == ["k" * 60] * 2
    assert seen == []
    (file,) = var_dir.iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("secret_key", 0o600)


def test_a_key_that_another_has_just_written_stays(var_dir):
    create_once(var_dir / "secret_key", "first")
    create_once(var_dir / "secret_key", "second")
    assert [each.read_text() for each in var_dir.iterdir()] == ["first"]


def test_an_empty_file_of_the_key_is_named(var_dir):
    (var_dir / "secret_key").touch()
    with pytest.raises(ImproperlyConfigured, match="secret_key is empty; remove it"):
        security._secret_key()


def test_hosts_that_let_in_everybody_are_told(lines, settings):
    settings.ALLOWED_HOSTS = ["*"]
    (line,) = lines()
    assert line.startswith("warning: ALLOWED_HOSTS is *")


def test_the_start_says_it_too(capsys, monkeypatch, settings):
    settings.ALLOWED_HOSTS = ["*"]
    monkeypatch.setattr(serve, "reserve_port", lambda _port: (_ for _ in ()).throw(CommandError))
    with pytest.raises(CommandError):
        call_command("serve", "--port", "8098")
    assert "warning: ALLOWED_HOSTS is *" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("given", "is_local", "told"),
    [
        ({}, True, "0"),
        ({}, False, None),
        ({"STAFF_MFA_REQUIRED": "1"}, True, "1"),
        ({"STAFF_MFA_REQUIRED": ""}, True, "0"),
    ],
)
def test_on_loopback_no_second_factor_is_asked_unless_the_operator_says_so(
    monkeypatch, settings, given, is_local, told
):
    monkeypatch.setenv("STAFF_MFA_REQUIRED", "")
    monkeypatch.delenv("STAFF_MFA_REQUIRED")
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    settings.SITE_IS_LOCAL = is_local
    serve._ask_for_no_second_factor()
    # Workers read it, and what is asked of representatives follows.
    assert os.environ.get("STAFF_MFA_REQUIRED") == told
