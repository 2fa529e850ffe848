"""Letters about an account go out by the helper: a silent mail server stops no page, no helper."""

import socket
from datetime import timedelta

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.contrib.admin import site as admin_site
from django.core import mail
from django.core.cache import cache
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal.accounts import letters
from portal.accounts.models import User
from portal.tasks.letters import deliver
from tests import builders, worker

RESET, EMAIL = "/tai-khoan/password/reset/", "/tai-khoan/email/"
ADDRESS, NEW, PASSWORD = "dn-a@x.example", "moi@x.example", "mat khau rat dai"
MAIL_SERVER = {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}


@task
def next_task() -> str:
    return "done"


@pytest.fixture(autouse=True)
def _tasks_are_rows(settings, db):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.PERIODIC_TASKS = {}
    # What allauth counts of letters would tell of the test before.
    cache.clear()


@pytest.fixture
def silent_server(settings):
    """A mail server that takes connections and says nothing; the only one that is known."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        host, port = server.getsockname()
        options = {"host": host, "port": port, "timeout": 0.1}
        settings.MAILERS = {"default": {**MAIL_SERVER, "OPTIONS": options}}
        yield server


@pytest.fixture
def me():
    user = builders.person("dn-a", email=ADDRESS)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return user


@pytest.fixture
def signed_in(client, me):
    client.post("/tai-khoan/login/", {"login": ADDRESS, "password": PASSWORD})
    client.post("/tai-khoan/reauthenticate/", {"password": PASSWORD})
    return client


def connections_of(server):
    """How many have connected to the server since it was last asked."""
    count = 0
    try:
        while True:
            server.accept()[0].close()
            count += 1
    except BlockingIOError:
        return count


def rows(**fields):
    return DBTaskResult.objects.filter(**fields)


@pytest.fixture
def work(transactional_db):
    """The helper at work, which closes its connection at the end."""
    return worker.work


def work_off_the_one_row():
    """The outcome of the only task that waits."""
    row = rows().get()
    return row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])


def test_a_silent_mail_server_stops_neither_the_page_nor_the_helper(
    client, me, silent_server, work
):
    answer = client.post(RESET, {"email": ADDRESS})
    assert (answer.status_code, answer["Location"]) == (302, f"{RESET}done/")
    assert connections_of(silent_server) == 0
    next_task.enqueue()
    before = timezone.now()
    work()
    assert connections_of(silent_server) == 1
    ended = rows(status="SUCCESSFUL").order_by("enqueued_at")
    assert [row.return_value for row in ended] == [False, "done"]
    again = rows(status="READY").get()
    assert again.task_path == letters.post_password_reset.module_path
    assert again.args_kwargs == {"args": [me.pk, ADDRESS], "kwargs": {"attempt": 1}}
    assert again.run_after > before + timedelta(seconds=59)


def change_address(client):
    client.post(EMAIL, {"email": NEW, "action_add": ""})


def change_password(client):
    new = {"password1": "cau Truong Tien", "password2": "cau Truong Tien"}
    client.post("/tai-khoan/password/change/", {"oldpassword": PASSWORD, **new})


def ask_for_a_password(client):
    client.post(RESET, {"email": ADDRESS})


def set_second_factor(client):
    page = "/tai-khoan/2fa/totp/activate/"
    client.get(page)
    secret = client.session["mfa.totp.secret"]
    code = totp.format_hotp_value(totp.hotp_value(secret, 1))
    client.post(page, {"code": code})


@pytest.mark.parametrize(
    "act", [change_address, change_password, ask_for_a_password, set_second_factor]
)
def test_no_letter_of_the_account_is_sent_inside_a_request(
    act, signed_in, silent_server, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: [1])
    with django_capture_on_commit_callbacks(execute=True):
        act(signed_in)
    assert rows(status="READY").count() == 1
    assert connections_of(silent_server) == 0


def test_the_link_stands_in_the_letter_and_in_no_row(client, me):
    client.post(RESET, {"email": ADDRESS})
    (kept,) = rows().values_list("args_kwargs", flat=True)
    assert kept == {"args": [me.pk, ADDRESS], "kwargs": {}}
    assert work_off_the_one_row() is True
    (letter,) = mail.outbox
    assert "/tai-khoan/password/reset/key/" in letter.body
    assert letter.to == [ADDRESS]


def test_the_link_for_a_new_address_stands_in_no_row(signed_in):
    change_address(signed_in)
    (kept,) = rows().values_list("args_kwargs", flat=True)
    assert kept == {"args": [EmailAddress.objects.get(email=NEW).pk], "kwargs": {}}
    assert work_off_the_one_row() is True
    (letter,) = mail.outbox
    assert "/tai-khoan/confirm-email/" in letter.body
    assert letter.to == [NEW]


@pytest.mark.parametrize(
    "change",
    [
        lambda user: User.objects.update(is_active=False),
        lambda user: EmailAddress.objects.update(email=NEW) and User.objects.update(email=NEW),
        lambda user: user.delete(),
    ],
)
def test_who_lost_account_or_address_meanwhile_gets_no_link(client, me, change):
    client.post(RESET, {"email": ADDRESS})
    change(me)
    assert work_off_the_one_row() is False
    assert mail.outbox == []


def test_an_address_that_was_confirmed_meanwhile_gets_no_letter(signed_in):
    change_address(signed_in)
    EmailAddress.objects.update(verified=True)
    assert work_off_the_one_row() is False
    assert mail.outbox == []


def test_a_letter_that_would_leave_a_secret_in_the_queue_is_refused():
    for name in ("code", "key"):
        with pytest.raises(TypeError, match="holds a secret"):
            get_adapter().send_mail("account/email/login_code", ADDRESS, {name: "123456"})
    assert rows().count() == 0


@pytest.mark.parametrize("server_up", [True, False])
def test_the_text_of_a_letter_stays_only_until_it_was_tried(server_up, request, work):
    if not server_up:
        request.getfixturevalue("silent_server")
    deliver.enqueue(ADDRESS, "Đã đổi mật khẩu", "Kính gửi Anh/Chị,")
    work()
    tried = rows(status="SUCCESSFUL").get()
    assert tried.args_kwargs["args"] == [ADDRESS, "Đã đổi mật khẩu", ""]
    # The next try has the text.
    waiting = [row.args_kwargs["args"][2] for row in rows(status="READY")]
    assert waiting == ["Kính gửi Anh/Chị,"] * (not server_up)


def test_rows_of_tasks_are_not_read_in_the_admin():
    assert DBTaskResult not in admin_site._registry
