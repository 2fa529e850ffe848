"""Who is invited by letter takes the invitation once, and nobody else does."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from enterprises.people import invitations, tasks
from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit.models import AuditEntry
from portal.kit.secret_links import hash_token
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.people import letters
from tests.enterprises.people.letters import NEW
from tests.two_at_once import wait_until_another_waits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
FILLED = {"name": "Lê Thị Mới", "password": "cau long buoi som", "again": "cau long buoi som"}
DESK = "/doanh-nghiep/cua-toi/"


def test_nobody_is_invited_by_the_address_of_a_shut_account(me, client):
    site.person("cu", email=NEW)
    invitations.invite(me.enterprise, email=NEW, role="editor", by=me.user)
    User.objects.filter(email=NEW).update(is_active=False)
    builders.representative(me.enterprise, "cu", since=site.FEBRUARY, ended_at=timezone.now())
    page = client.get(letters.link_to(NEW)).text
    assert "đã khóa" in page
    assert "/tai-khoan/login/?next=" not in page
    invitation = Invitation.objects.get()
    Invitation.objects.update(expires_at=timezone.now())
    mail.outbox.clear()
    publisher = site.publisher()
    for person in (publisher, me.user):
        with pytest.raises(ValidationError, match="đã khóa"):
            invitations.send_again(invitation, by=person)
        with pytest.raises(ValidationError, match="đã khóa"):
            invitations.invite(me.enterprise, email=NEW, role="owner", by=person)
    assert mail.outbox == []


def test_an_owner_finds_out_of_no_account_elsewhere_that_it_is_shut(me, client):
    for username, email in (("cu", NEW), ("khac", "khac@x.example")):
        site.person(username, email=email, is_active=username != "cu")
    desk = builders.signed_in(me)
    for email in (NEW, "khac@x.example", "khong-co@x.example"):
        sent = {"email": email, "role": "editor"}
        page = desk.post(f"{DESK}nguoi/moi/", sent, follow=True).text
        assert f"Lời mời đang được gửi đến {email}" in page
        assert len(letters.to(email)) == 1
    # Who has the mailbox reads it.
    assert "đã khóa" in client.get(letters.link_to(NEW)).text
    Invitation.objects.update(expires_at=timezone.now() + timedelta(days=13))
    assert invitations.send_again(Invitation.objects.get(email=NEW), by=me.user)


def ended(link):
    """Let the invitation end as time would."""
    now = timezone.now()
    Invitation.objects.update(created_at=now - timedelta(days=15), expires_at=now)


def test_somebody_new_chooses_a_password_and_is_at_the_desk(me, link, client):
    page = client.get(link)
    assert page.status_code == 200
    assert "Công ty Sông Hương" in page.text
    answer = client.post(link, FILLED)
    assert (answer.status_code, answer["Location"]) == (302, DESK)
    assert "Lê Thị Mới" in client.get(DESK).text
    user = User.objects.get(email=NEW)
    assert (user.last_name, user.first_name, user.is_staff) == ("Lê Thị", "Mới", False)
    assert [group.name for group in user.groups.all()] == [Role.REPRESENTATIVE]
    assert EmailAddress.objects.get(user=user, verified=True, primary=True).email == NEW
    assert Representative.objects.current().get(user=user).role == "editor"
    # The owner reads who has come.
    assert "Lê Thị Mới" in letters.to(me.user.email)[-1]


def test_who_comes_new_sets_up_the_second_step_before_the_desk_opens(link, client, settings):
    settings.REPRESENTATIVE_MFA_REQUIRED = True
    client.post(link, FILLED)
    answer = client.get(DESK, follow=True)
    # Both ways are offered there; the password is asked for once more before either.
    assert answer.redirect_chain[-1][0] == "/tai-khoan/2fa/"
    assert answer.status_code == 200
    for way in ("totp/activate/", "webauthn/add/"):
        assert way in answer.text
        place = client.get(f"/tai-khoan/2fa/{way}")["Location"]
        assert place.startswith("/tai-khoan/reauthenticate/")


def test_who_has_an_account_signs_in_first_and_takes_it_with_one_button(link):
    user = site.person("moi", Role.REPRESENTATIVE, email=NEW)
    client = Client()
    page = client.get(link).text
    assert f"/tai-khoan/login/?next={link.replace('/', '%2F')}" in page
    assert client.post(link, FILLED).status_code == 200
    assert User.objects.filter(email=NEW).count() == 1
    answer = client.post(
        "/tai-khoan/login/", {"login": NEW, "password": "mat khau rat dai", "next": link}
    )
    assert answer["Location"] == link
    assert Representative.objects.filter(user=user).exists() is False
    assert client.post(link)["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_looking_takes_nothing(link, client):
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert Invitation.objects.get().used_at is None


def test_a_password_that_is_easy_to_guess_is_refused_in_words(link, client):
    page = client.post(link, FILLED | {"password": "12345678", "again": "12345678"})
    assert page.status_code == 200
    assert "quá phổ biến" in page.text
    assert 'value="Lê Thị Mới"' in page.text
    page = client.post(link, FILLED | {"again": "khac han di"})
    assert "Hai lần nhập mật khẩu khác nhau" in page.text
    assert User.objects.filter(email=NEW).exists() is False


def test_it_is_taken_once(link, client):
    client.post(link, FILLED)
    # Sent twice by the same person, it leads to the desk; anybody else reads that it is taken.
    assert client.post(link, FILLED)["Location"] == DESK
    answer = Client().post(link, FILLED)
    assert answer.status_code == 410
    assert "đã được nhận" in answer.text
    assert Representative.objects.filter(user__email=NEW).count() == 1


def test_an_invitation_that_ended_says_so_and_a_new_one_is_asked_for(me, link, client):
    ended(link)
    for answer in (client.get(link), client.post(link, FILLED)):
        assert answer.status_code == 410
        assert "nay đã hết hạn" in answer.text
    for _ in range(2):
        page = client.post(f"{link}xin-lai/")
        assert page.status_code == 200
        assert "Đã xin lời mời mới" in page.text
    wanted = [text for text in letters.to(me.user.email) if NEW in text]
    assert len(wanted) == 1
    assert "xin lời mời mới" in client.get(link).text.lower()
    # The owner sends it again: the new link opens, the old one does not.
    desk = builders.signed_in(me)
    invited = Invitation.objects.get()
    desk.post(f"{DESK}nguoi/loi-moi/{invited.pk}/gui-lai/")
    newer = letters.link_to(NEW)
    assert newer != link
    assert client.get(newer).status_code == 200
    assert client.get(link).status_code == 404


def test_of_the_first_person_of_an_enterprise_the_publishers_are_told(client):
    duyet = site.publisher("duyet")
    User.objects.filter(pk=duyet.pk).update(email="duyet@so.example")
    site.person("bt", Role.EDITOR, email="bt@so.example")
    invited = invitations.invite(builders.enterprise(), email=NEW, role="owner", by=duyet)
    link = letters.link_to(NEW)
    ended(link)
    for _ in range(2):
        assert client.post(f"{link}xin-lai/").status_code == 200
    (wanted,) = letters.to("duyet@so.example")
    (address,) = re.findall(r"/admin/\S+", wanted)
    client.force_login(duyet)
    assert f'name="_selected_action" value="{invited.pk}"' in client.get(address).text
    assert letters.to("bt@so.example") == []


def test_one_that_was_revoked_says_so(me, link, client):
    invitations.revoke(Invitation.objects.get(), by=me.user)
    for path in (link, f"{link}xin-lai/"):
        answer = client.post(path)
        assert answer.status_code == 410
        assert "đã bị thu hồi" in answer.text


@pytest.mark.parametrize("token", ["la", "x" * 300, hash_token("la")])
def test_a_forged_one_leads_nowhere_kindly(client, token):
    for answer in (
        client.get(f"/doanh-nghiep/loi-moi/{token}/"),
        client.post(f"/doanh-nghiep/loi-moi/{token}/", FILLED),
        client.post(f"/doanh-nghiep/loi-moi/{token}/xin-lai/"),
    ):
        assert answer.status_code == 404
        assert "thư mời mới hơn" in answer.text


def test_the_secret_stands_in_the_letter_only(link, client):
    token = link.split("/")[-2]
    row = Invitation.objects.values().get()
    assert row["token_hash"] == hash_token(token)
    kept = [*map(str, row.values()), *map(str, AuditEntry.objects.values_list("new", flat=True))]
    assert [text for text in kept if token in text] == []
    answer = client.get(link)
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]
    # The task that writes the letter makes it, each time the same.
    invited = Invitation.objects.get()
    Invitation.objects.update(token_hash=None)
    assert tasks.post_invitation.func(invited.pk) is True
    assert letters.link_to(NEW) == link
    assert len(letters.to(NEW)) == 2


@pytest.mark.parametrize("other", ["another address", "staff", "another enterprise"])
def test_who_may_not_take_it_reads_why(link, other):
    if other == "another address":
        user, message = (
            site.person("ai-do", Role.REPRESENTATIVE, email="ai@x.example"),
            "tài khoản khác",
        )
    elif other == "staff":
        user, message = site.person("can-bo", Role.REPORTER, email=NEW), "cán bộ Sở"
    else:
        user = site.person("dn-b", Role.REPRESENTATIVE, email=NEW)
        builders.representative(builders.enterprise("Công ty Khác"), "dn-b")
        message = "đang đại diện cho Công ty Khác"
    client = Client()
    client.force_login(user)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 200
        assert message in answer.text
    assert Invitation.objects.get().used_at is None


def invited_while(settle):
    """Invite the same address anew while its invitation is settled; what the one who waits gets."""
    me = builders.representative(builders.enterprise())
    invitation = invitations.invite(me.enterprise, email=NEW, role="editor", by=me.user)
    user = site.person("moi", Role.REPRESENTATIVE, email=NEW)

    def invite():
        try:
            return invitations.invite(me.enterprise, email=NEW, role="owner", by=me.user)
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            settle(invitation, user)
            again = pool.submit(invite)
            wait_until_another_waits()
        return invitation, again.result()


@pytest.mark.django_db(transaction=True)
def test_one_that_is_taken_at_this_moment_stays_taken():
    invitation, again = invited_while(lambda row, user: invitations.accept(row, user=user))
    invitation.refresh_from_db()
    assert (invitation.used_by.username, invitation.role) == ("moi", "editor")
    assert isinstance(again, ValidationError)
    assert Invitation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_that_is_revoked_at_this_moment_stays_revoked():
    invitation, again = invited_while(lambda row, _user: invitations.revoke(row, by=row.created_by))
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert (again.pk != invitation.pk, again.role) == (True, "owner")


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_it_at_one_moment_one_does():
    me = builders.representative(builders.enterprise())
    invitations.invite(me.enterprise, email=NEW, role="editor", by=me.user)
    link = letters.link_to(NEW)

    def take(_number):
        try:
            return Client().post(link, FILLED).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(take, range(2)))
    # The second is told that it is taken, or that the address has an account by now.
    assert answers[0] in (200, 302)
    assert 302 in answers
    assert answers.count(302) == 1
    assert Representative.objects.filter(user__email=NEW).count() == 1


def test_the_audit_record_never_holds_an_address_that_took_no_invitation(me, link):
    invitation = Invitation.objects.get()
    invitations.invite(me.enterprise, email=NEW, role="owner", by=me.user)
    invitations.revoke(invitation, by=me.user)
    entries = AuditEntry.objects.all()
    assert entries.filter(subject_text=f"#{invitation.pk} · {me.enterprise}").count() == 3
    assert not any(NEW in f"{each.subject_text} {each.old} {each.new}" for each in entries)


def test_an_invitation_that_nobody_took_is_erased_long_after_it_ran_out(me, link, settings):
    settings.JOIN_REQUEST_KEPT_DAYS = 30
    taken = invitations.invite(me.enterprise, email="khac@x.example", role="editor", by=me.user)
    invitations.accept_with_new_account(taken, name="Lê Khác", password=FILLED["password"])
    now = timezone.now()
    Invitation.objects.update(
        created_at=now - timedelta(days=40), expires_at=now - timedelta(days=29)
    )
    assert tasks.erase_old_requests.func() == 0
    Invitation.objects.update(expires_at=now - timedelta(days=31))
    assert tasks.erase_old_requests.func() == 1
    assert Invitation.objects.get() == taken
