"""Letters that come back later end the letters too, and nobody can forge that for others."""

import io
from datetime import date, timedelta
from email import policy
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail, signing
from django.core.management import CommandError, call_command

from portal.subscriptions import bounces, links, services
from portal.subscriptions.bounces import BounceOutcome, take_in
from portal.subscriptions.models import Follower
from portal.subscriptions.subjects import followed

pytestmark = pytest.mark.django_db
TODAY = date(2027, 3, 1)
STATUS = (
    "Reporting-MTA: dns; mx.example\n\n"
    "Final-Recipient: rfc822; {email}\nAction: {action}\nStatus: {status}\n"
)


@pytest.fixture
def reader() -> Follower:
    return Follower.objects.create(email="doc@gia.example")


def report(
    follower: Follower, *, status="5.1.1", action="failed", link="", heads=False, letter=""
) -> bytes:
    """Return what a mail server writes, with the letter or only its head behind the report."""
    link = link or f"https://cong.example{links.stop_address(follower)}"
    head = f"To: {follower.email}\nList-Unsubscribe:\n <{link}>\nSubject: Tin\n\n"
    letter = letter or f"{head}Tin moi\n"
    kind = "text/rfc822-headers" if heads else "message/rfc822"
    message = STATUS.format(email=follower.email, action=action, status=status)
    return (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\nNo such user\n"
        f"--b\nContent-Type: message/delivery-status\n\n{message}\n"
        f"--b\nContent-Type: {kind}\n\n{letter}\n--b--\n"
    ).encode()


@pytest.mark.parametrize("heads", [False, True])
def test_on_the_third_day_the_address_is_erased(reader, heads):
    raw = report(reader, heads=heads)
    assert take_in(raw, TODAY) == BounceOutcome.COUNTED
    # More of one day count once.
    assert take_in(raw, TODAY) == BounceOutcome.COUNTED
    assert take_in(raw, TODAY + timedelta(days=7)) == BounceOutcome.COUNTED
    assert take_in(raw, TODAY + timedelta(days=14)) == BounceOutcome.ERASED
    assert not Follower.objects.exists()
    assert take_in(raw, TODAY) == BounceOutcome.NOT_OURS


def as_sent(message: mail.EmailMessage) -> str:
    """Return what goes to the mail server, as the backend for SMTP makes it."""
    return message.message(policy=policy.SMTP).as_bytes().decode("ascii")


@pytest.mark.usefixtures("letters_at_once")
@pytest.mark.parametrize("heads", [False, True])
def test_a_letter_that_was_really_sent_is_known_when_it_comes_back(reader, heads):
    services.ask(reader.email, "tat-ca", followed("tat-ca", ""), "weekly", "vi")
    sent = as_sent(mail.outbox[0])
    # A mail program finds the address to press in clear only (RFC 8058, RFC 2047).
    way_out = f"<{settings.SITE_URL}{links.stop_address(reader)}>"
    assert f"\r\nList-Unsubscribe: {way_out}\r\n" in sent
    assert "\r\nSubject: =?utf-8?" in sent
    head = sent.partition("\r\n\r\n")[0]
    came_back = report(reader, heads=heads, letter=head if heads else sent)
    assert take_in(came_back, TODAY) == BounceOutcome.COUNTED


@pytest.mark.parametrize("heads", [False, True])
def test_letters_of_before_whose_way_out_was_encoded_are_known(reader, heads):
    mark = signing.dumps([reader.pk, reader.secret], salt=links.STOP)
    way_out = f"<https://cong.example/theo-doi/ngung/{mark}/>"
    message = mail.EmailMessage("Tin", "Tin", headers={"List-Unsubscribe": way_out})
    assert way_out not in as_sent(message)
    came_back = report(reader, heads=heads, letter=as_sent(message))
    assert take_in(came_back, TODAY) == BounceOutcome.COUNTED


@pytest.mark.parametrize("head", ["=?x?q?=3C?=", "=?utf-8?b?x?=", "=?utf-8?q?=FF?=", "a " * 9_000])
def test_a_head_that_says_nothing_is_none_of_ours(reader, head):
    letter = f"List-Unsubscribe: {head}\n\nTin\n"
    assert take_in(report(reader, letter=letter), TODAY) == BounceOutcome.NOT_OURS


def test_days_that_are_long_ago_do_not_count(reader):
    for months in range(6):
        assert take_in(report(reader), TODAY + timedelta(days=31 * months)) == BounceOutcome.COUNTED
    reader.refresh_from_db()
    assert reader.bounced_days == 1


def test_letters_in_english_come_back_too(reader):
    reader.language = "en"
    assert "/en/" in links.stop_address(reader)
    assert take_in(report(reader), TODAY) == BounceOutcome.COUNTED


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({"status": "4.2.2", "action": "delayed"}, BounceOutcome.TEMPORARY),
        ({"status": "2.0.0", "action": "delivered"}, BounceOutcome.TEMPORARY),
        ({"link": "https://cong.example/theo-doi/ngung/abc:def:ghi/"}, BounceOutcome.NOT_OURS),
        ({"link": "https://cong.example/"}, BounceOutcome.NOT_OURS),
    ],
)
def test_what_proves_nothing_changes_nothing(reader, changes, outcome):
    assert take_in(report(reader, **changes), TODAY) == outcome
    reader.refresh_from_db()
    assert (reader.bounced_days, reader.last_bounced_on) == (0, None)


@pytest.mark.parametrize("raw", [b"", b"\xff\x00\n" * 50, b"a" * (bounces.MAX_BYTES + 1)])
def test_anything_else_is_no_report(raw):
    assert take_in(raw, TODAY) == BounceOutcome.NO_REPORT


def test_a_message_of_very_many_parts_is_read_in_part_only(reader):
    many = b"".join(b"--b\nContent-Type: text/plain\n\nx\n" for _each in range(5_000))
    raw = b'Content-Type: multipart/report; boundary="b"\n\n' + many + report(reader)
    assert take_in(raw, TODAY) == BounceOutcome.NO_REPORT


def test_an_ordinary_letter_from_the_address_is_no_report(reader):
    letter = EmailMessage()
    letter["From"] = reader.email
    letter.set_content(f"Action: failed\nStatus: 5.1.1\n{links.stop_address(reader)}")
    assert take_in(letter.as_bytes(), TODAY) == BounceOutcome.NO_REPORT


def test_the_command_reads_one_message_and_says_what_came_of_it(reader, monkeypatch, capsys):
    stdin = SimpleNamespace(buffer=io.BytesIO(report(reader)))
    monkeypatch.setattr("sys.stdin", stdin)
    call_command("read_bounce")
    assert capsys.readouterr().out == "counted.\n"
    with pytest.raises(CommandError, match="Nothing was counted"):
        call_command("read_bounce")
