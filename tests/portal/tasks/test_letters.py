"""A letter goes out once to each, in Vietnamese, and again where the server was down."""

from datetime import timedelta
from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import OperationalError
from django.tasks import default_task_backend
from django.template import engines
from django.template.loaders import locmem
from django.utils import timezone

from enterprises.people.tasks import post_invitation
from portal.accounts.letters import post_staff_invitation
from portal.kit.personal_data import erase, rows_of_person
from portal.site import doctor
from portal.tasks import letters, monitoring
from portal.tasks.models import UnsentLetter
from portal.tasks.periodic import prune
from tests import builders

UNSENT = "/admin/portal/unsentletter/"
# As a domain of the DNS it has more letters than one may.
NO_DOMAIN = f"x@{'ă' * 60}.vn"
LETTER = "{{ title }}\n\nKính gửi {{ name }},\n{{ site_name }}\n"


@pytest.fixture
def _letter(monkeypatch):
    engine = engines["django"].engine
    loader = locmem.Loader(engine, {"mails/thu.txt": LETTER})
    monkeypatch.setattr(engine, "template_loaders", [loader])


@pytest.mark.usefixtures("_letter", "letters_at_once")
def test_a_letter_goes_to_each_once_and_apart(settings):
    letters.send(
        "thu", to=["a@x.example", "", "b@x.example", "a@x.example"], title="Thư", name="A & Con"
    )
    assert [letter.to for letter in mail.outbox] == [["a@x.example"], ["b@x.example"]]
    assert mail.outbox[0].subject == f"[{settings.SITE_NAME}] Thư"
    assert mail.outbox[0].body == f"Kính gửi A & Con,\n{settings.SITE_NAME}\n"


@pytest.mark.usefixtures("_letter", "letters_at_once")
def test_nobody_writes_a_header_through_a_subject():
    letters.send("thu", to=["a@x.example"], title="Thư\rBcc: b@x.example", name="A")
    assert mail.outbox[0].subject.endswith("Thư Bcc: b@x.example")
    assert mail.outbox[0].recipients() == ["a@x.example"]


def try_in_vain(monkeypatch):
    """Let a silent mail server have five tries of a letter."""
    with monkeypatch.context() as down:
        down.setattr(letters.EmailMessage, "send", lambda self: (_ for _ in ()).throw(OSError))
        for attempt in range(5):
            assert letters.deliver.call("a@x.example", "Thư", "Văn bản", attempt=attempt) is False


@pytest.mark.django_db
def test_what_a_server_does_not_take_is_tried_again_five_times(monkeypatch):
    try_in_vain(monkeypatch)
    assert [result.kwargs["attempt"] for result in default_task_backend.results] == [1, 2, 3, 4]


def refused(monkeypatch, code, answer):
    """Let a mail server answer so about the address of a letter."""
    error = SMTPRecipientsRefused({"a@x.example": (code, answer)})
    with monkeypatch.context() as down:
        down.setattr(letters.EmailMessage, "send", lambda self: (_ for _ in ()).throw(error))
        assert letters.deliver.call("a@x.example", "Thư", "Văn bản") is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (550, b"5.1.1 <a@x.example>: Recipient address rejected:\nUser unknown"),
        (556, b"5.1.10 Domain does not accept mail"),
    ],
)
def test_an_address_that_there_is_not_is_tried_once_and_calls_nobody(monkeypatch, code, answer):
    refused(monkeypatch, code, answer)
    assert default_task_backend.results == []
    unsent = UnsentLetter.objects.get()
    assert unsent.reason == f"{code} {' '.join(answer.decode().split())}"
    assert monitoring.count_letters() == (0, 0)
    assert not [each for each in doctor._tasks() if "letters" in each.msg]


@pytest.mark.django_db
def test_an_address_that_somebody_here_has_mistyped_is_told_of(monkeypatch, settings):
    refused(monkeypatch, 550, b"5.1.1 User unknown")
    UnsentLetter.objects.update(task_path=post_staff_invitation.module_path)
    assert monitoring.count_letters() == (0, 1)
    UnsentLetter.objects.update(task_path=post_invitation.module_path)
    assert monitoring.count_letters() == (0, 1)
    UnsentLetter.objects.update(task_path=letters.deliver.module_path)
    settings.ALERT_EMAIL = ["a@x.example"]
    assert monitoring.count_letters() == (0, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "answer"),
    [
        (450, b"4.2.0 Greylisted"),
        (450, b"5.1.1 Try again"),
        (554, b"5.7.1 Relay access denied"),
        (550, b"5.1.8 Sender address rejected: Domain not found"),
        (550, b"relay not permitted"),
    ],
)
def test_what_may_be_the_servers_or_our_fault_is_tried_again(monkeypatch, code, answer):
    refused(monkeypatch, code, answer)
    assert [each.kwargs for each in default_task_backend.results] == [{"attempt": 1}]
    assert not UnsentLetter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (OSError(), "OSError"),
        (ConnectionRefusedError(111, "Connection refused"), "ConnectionRefusedError: [Errno 111]"),
        (SMTPSenderRefused(550, b"5.1.1 we?", "b@x.example"), "SMTPSenderRefused: 550 5.1.1 we?"),
        (SMTPDataError(552, b"5.3.4 Too big"), "SMTPDataError: 552 5.3.4 Too big"),
    ],
)
def test_what_was_given_up_says_why_and_calls_somebody(monkeypatch, error, reason):
    with monkeypatch.context() as down:
        down.setattr(letters.EmailMessage, "send", lambda self: (_ for _ in ()).throw(error))
        letters.deliver.call("a@x.example", "Thư", "Văn bản", attempt=4)
    assert UnsentLetter.objects.get().reason.startswith(reason)
    assert monitoring.count_letters() == (0, 1)


@pytest.mark.django_db
def test_an_address_to_which_no_letter_can_be_written_is_tried_once_and_calls_nobody():
    assert letters.deliver.call(NO_DOMAIN, "Thư", "Văn bản") is False
    assert default_task_backend.results == []
    assert UnsentLetter.objects.get().address == NO_DOMAIN
    assert monitoring.count_letters() == (0, 0)


def test_who_follows_under_an_address_to_which_no_letter_can_be_written_is_told_as_refused():
    letter = letters.Letter(NO_DOMAIN, "Thư", "Văn bản", when_refused=lambda: None)
    with pytest.raises(letters.RefusedForGood):
        letter.hand_over()


@pytest.mark.django_db
def test_what_a_setting_spoils_is_tried_again_and_tells_nothing_of_it(monkeypatch, caplog):
    wrong = UnicodeEncodeError("ascii", "mật-khẩu", 1, 2, "ordinal not in range(128)")
    with monkeypatch.context() as down:
        down.setattr(letters.EmailMessage, "send", lambda self: (_ for _ in ()).throw(wrong))
        letters.deliver.call("a@x.example", "Thư", "Văn bản")
        assert [each.kwargs for each in default_task_backend.results] == [{"attempt": 1}]
        letters.deliver.call("a@x.example", "Thư", "Văn bản", attempt=4)
    reason = UnsentLetter.objects.get().reason
    assert reason == "UnicodeEncodeError: see EMAIL_URL and DEFAULT_FROM_EMAIL"
    assert "ordinal" not in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(("refusals", "is_told"), [(1, 0), (2, 0), (3, 1), (4, 1)])
def test_a_letter_that_waits_calls_somebody_after_its_third_refusal(settings, refusals, is_told):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    later = letters.deliver.using(run_after=timezone.now() + timedelta(minutes=15))
    later.enqueue("a@x.example", "Thư", "Văn bản", attempt=refusals)
    assert monitoring.count_letters() == (is_told, 0)


@pytest.mark.django_db
def test_what_was_tried_in_vain_is_kept_and_sent_by_one_press(monkeypatch, client):
    try_in_vain(monkeypatch)
    unsent = UnsentLetter.objects.get()
    assert (unsent.address, unsent.subject) == ("a@x.example", "Thư")
    default_task_backend.clear()
    client.force_login(builders.person("quantri", is_superuser=True))
    page = BeautifulSoup(client.get(f"{UNSENT}{unsent.pk}/change/").text, "html.parser")
    form = page.select_one(f'.object-tools form[action="{UNSENT}"]')
    sent = {each["name"]: each["value"] for each in form.select("input")}
    response = client.post(UNSENT, sent, follow=True)
    assert "1 thư đã vào hàng đợi" in response.text
    assert UnsentLetter.objects.count() == 0
    (queued,) = default_task_backend.results
    assert letters.deliver.call(*queued.args, **queued.kwargs) is True
    assert [letter.body for letter in mail.outbox] == ["Văn bản"]


@pytest.mark.django_db
def test_who_presses_twice_sends_it_once(monkeypatch):
    try_in_vain(monkeypatch)
    first, second = UnsentLetter.objects.get(), UnsentLetter.objects.get()
    default_task_backend.clear()
    assert [first.send_again(), second.send_again()] == [True, False]
    assert len(default_task_backend.results) == 1


@pytest.mark.django_db
def test_nobody_but_the_administrator_knows_of_unsent_letters(client):
    client.force_login(builders.publisher("duyet"))
    assert client.get(UNSENT).status_code == 403
    assert UNSENT not in client.get("/admin/").text


@pytest.mark.django_db
def test_a_person_who_asks_hears_of_unsent_letters_and_has_them_erased(monkeypatch):
    try_in_vain(monkeypatch)
    assert [row["subject"] for row in rows_of_person("A@x.example")["letters"]] == ["Thư"]
    assert erase("a@x.example")["letters"] == 1
    assert UnsentLetter.objects.count() == 0


@pytest.mark.django_db
def test_an_unsent_letter_is_forgotten_after_a_month(monkeypatch, settings):
    try_in_vain(monkeypatch)
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    UnsentLetter.objects.update(gave_up_at=timezone.now() - timedelta(days=31))
    prune.call()
    assert UnsentLetter.objects.count() == 0


@letters.letter_task
def numbered(number: int) -> letters.Letter | None:
    """Return a letter with a text of this moment, and none for the number 0."""
    if not number:
        return None
    BUILT.append(number)
    text = f"Lần {len(BUILT)}"
    return letters.Letter("a@x.example", "Thư", text, when_sent=lambda: SENT.append(text))


BUILT: list[int] = []
SENT: list[str] = []


@pytest.fixture
def _nothing_built():
    BUILT.clear()
    SENT.clear()


@pytest.mark.usefixtures("_nothing_built")
def test_each_try_builds_the_letter_anew_from_its_arguments(monkeypatch):
    with monkeypatch.context() as down:
        down.setattr(letters.EmailMessage, "send", lambda self: 0)
        assert numbered.call(7) is False
    (later,) = default_task_backend.results
    assert (later.args, later.kwargs, SENT) == ([7], {"attempt": 1}, [])
    assert numbered.call(*later.args, **later.kwargs) is True
    assert [letter.body for letter in mail.outbox] == ["Lần 2"]
    assert SENT == ["Lần 2"]


@pytest.mark.usefixtures("_nothing_built")
def test_without_a_letter_nothing_is_sent_or_tried_again():
    assert numbered.call(0) is False
    assert (default_task_backend.results, mail.outbox) == ([], [])


def fail_to_note():
    SENT.append("asked")
    raise OperationalError("the database is away")


@letters.letter_task
def unnoted() -> letters.Letter:
    """Return a letter of which cannot be written down that it was sent."""
    return letters.Letter("a@x.example", "Thư", "Văn bản", when_sent=fail_to_note)


@pytest.mark.usefixtures("_nothing_built")
def test_an_accepted_email_is_not_sent_again_when_noting_it_fails(caplog):
    assert unnoted.call() is True
    assert len(mail.outbox) == 1
    assert SENT == ["asked"] * 3
    assert default_task_backend.results == []
    assert "was sent" in caplog.text


@pytest.fixture(autouse=True)
def _no_tasks():
    default_task_backend.clear()
