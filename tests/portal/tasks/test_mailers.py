"""Where letters go is said in EMAIL_URL; what is wrong with it is named, and loses no letter."""

import json
import logging
import os
import socket
import subprocess
import sys

import pytest
from django.core import mail
from django.tasks import default_task_backend
from django.utils.log import AdminEmailHandler

from portal.site.doctor import severity
from portal.site.health.services import examine_mail
from portal.tasks import letters

PROGRAM = "import json; from portal import settings; print(json.dumps(settings.MAILERS['default']))"
FILES = "django.core.mail.backends.filebased.EmailBackend"


def ask_settings(folder, **variables):
    """A process that reads the settings with these variables and prints the mailer."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"VAR_DIR": str(folder)} | variables,
        capture_output=True,
        check=False,
        text=True,
    )


def mailer(url, folder, **variables):
    """The mailer that the settings make of an EMAIL_URL."""
    return json.loads(ask_settings(folder, EMAIL_URL=url, **variables).stdout)


@pytest.fixture
def findings(settings):
    """What doctor says of letters alone."""

    def of(mailer, *, https=False):
        settings.SITE_HTTPS = https
        settings.MAILERS = {"default": mailer}
        return [f"{severity(found)}: {found.msg}" for found in examine_mail()]

    return of


@pytest.fixture
def _without_folder(settings):
    settings.MAILERS = {"default": {"BACKEND": FILES}}
    default_task_backend.clear()


def test_letters_are_files_in_the_folder_of_the_address(settings, tmp_path):
    settings.MAILERS = {"default": mailer(f"filemail://{tmp_path}/thu", tmp_path)}
    assert letters.deliver.call("a@x.example", "Thư", "Văn bản") is True
    assert "To: a@x.example" in next((tmp_path / "thu").iterdir()).read_text()


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("consolemail://", {}),
        (
            "smtp+tls://u:p@h.example:587",
            {
                "host": "h.example",
                "port": 587,
                "username": "u",
                "password": "p",
                "use_tls": True,
                "timeout": 10.0,
            },
        ),
    ],
)
def test_a_mailer_gets_the_options_that_it_knows(url, options, tmp_path):
    made = mailer(url, tmp_path)
    assert made["OPTIONS"] == options


def test_the_operator_says_how_long_a_mail_server_may_be_silent(tmp_path):
    options = mailer("smtp://h.example:25", tmp_path, EMAIL_TIMEOUT="2.5")["OPTIONS"]
    assert options == {"host": "h.example", "port": 25, "timeout": 2.5}


@pytest.mark.parametrize("seconds", ["0", "-1"])
def test_a_mail_server_is_never_waited_for_without_end(seconds, tmp_path):
    output = ask_settings(tmp_path, EMAIL_TIMEOUT=seconds)
    assert output.returncode != 0
    assert "EMAIL_TIMEOUT is " in output.stderr


def test_files_without_a_folder_lie_beside_what_the_site_writes(tmp_path):
    assert mailer("filemail://", tmp_path)["OPTIONS"] == {"file_path": str(tmp_path / "letters")}


@pytest.mark.usefixtures("_without_folder")
def test_a_letter_waits_until_the_settings_are_mended(caplog, settings):
    assert letters.deliver.call("a@x.example", "Thư", "Văn bản") is False
    assert "Letters cannot be sent" in caplog.text
    assert "a@x.example" not in caplog.text
    (later,) = default_task_backend.results
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
    assert letters.deliver.call(*later.args, **later.kwargs) is True
    assert mail.outbox[0].to == ["a@x.example"]


def test_doctor_names_a_mailer_that_cannot_be_made(findings):
    (message,) = findings({"BACKEND": FILES})
    assert message.startswith("error: No letter can be sent: ")
    assert "file_path" in message


@pytest.mark.parametrize(
    ("url", "https", "warned"),
    [
        ("consolemail://", True, True),
        ("consolemail://", False, False),
        ("smtp://h.example:25", True, False),
    ],
)
def test_doctor_warns_where_letters_of_a_public_site_reach_nobody(
    findings, url, https, warned, tmp_path, monkeypatch
):
    monkeypatch.setattr("django.core.mail.backends.smtp.EmailBackend.open", lambda _mailer: True)
    messages = findings(mailer(url, tmp_path), https=https)
    assert messages == ["warning: EMAIL_URL names no mail server: letters reach nobody."] * warned


def test_doctor_signs_in_at_the_mail_server_and_sends_nothing(findings, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    # Nobody listens there any more.
    (message,) = findings(mailer(f"smtp://127.0.0.1:{port}", tmp_path))
    assert message.startswith("error: The mail server does not take letters: [Errno 111]")
    assert mail.outbox == []


def test_no_log_is_sent_by_mail_inside_a_request():
    known = [logging.getLogger(), *map(logging.getLogger, logging.Logger.manager.loggerDict)]
    handlers = {type(handler): logger.name for logger in known for handler in logger.handlers}
    assert AdminEmailHandler not in handlers
    assert logging.StreamHandler in handlers
