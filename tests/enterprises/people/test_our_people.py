"""On the desk, owners decide who speaks for the enterprise; an owner is always left."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.utils import timezone

from enterprises.people import invitations, roles
from enterprises.people.join_requests import default_role
from enterprises.people.models import Invitation
from enterprises.profiles.models import Representative, RepresentativeRole
from portal.accounts.models import User
from portal.audit.models import AuditEntry
from portal.editing.bin import move_to_bin
from portal.publishing.models import State
from portal.publishing.workflow import transition
from tests import builders as site
from tests.enterprises import builders
from tests.enterprises.people import letters
from tests.record_order import locked_after_record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
DESK = "/doanh-nghiep/cua-toi/"
PEOPLE = f"{DESK}nguoi/"


@pytest.fixture
def colleague(me):
    return builders.representative(me.enterprise, "dn-a2", role="editor")


@pytest.fixture
def owner(me):
    return builders.signed_in(me)


def test_the_page_names_all_and_what_is_open(me, colleague, owner, django_assert_num_queries):
    invitations.invite(me.enterprise, email="moi@x.example", role="editor", by=me.user)
    owner.get(PEOPLE)
    with django_assert_num_queries(5):
        page = owner.get(PEOPLE).text
    for text in (me.user.email, colleague.user.email, "moi@x.example"):
        assert text in page
    for number in range(2):
        builders.representative(me.enterprise, f"them-{number}", role="editor")
        invitations.invite(me.enterprise, email=f"{number}@x.example", role="editor", by=me.user)
    with django_assert_num_queries(5):
        assert "1@x.example" in owner.get(PEOPLE).text


def test_invitations_are_locked_before_the_record_when_somebody_is_shut_out(me, colleague):
    for number in range(2):
        email = f"{number}@x.example"
        invitations.invite(me.enterprise, email=email, role="editor", by=colleague.user)
    assert locked_after_record(lambda: roles.end(colleague, by=me.user)) == []
    assert Invitation.objects.exclude(revoked_at=None).count() == 2


def test_an_account_is_written_down_once_it_speaks(me):
    invited = invitations.invite(me.enterprise, email="moi@x.example", role="editor", by=me.user)
    accept = invitations.accept_with_new_account
    took = partial(accept, invited, name="Lê Mới", password="x" * 20)
    assert locked_after_record(took) == []


def test_nobody_is_invited_while_the_enterprise_is_in_the_bin(me, owner, client):
    invitations.invite(me.enterprise, email="cu@x.example", role="editor", by=me.user)
    Invitation.objects.update(expires_at=timezone.now())
    publisher = site.publisher()
    transition(me.enterprise, to=State.WITHDRAWN, by=publisher, comment="Thôi")
    move_to_bin(me.enterprise, by=publisher, comment="Thôi")
    invited = Invitation.objects.get()
    typed = {"email": "moi@x.example", "role": "editor"}
    message = "“Công ty Sông Hương” đang ở trong thùng rác"
    for answered in (
        owner.post(f"{PEOPLE}moi/", typed),
        owner.post(f"{PEOPLE}loi-moi/{invited.pk}/gui-lai/"),
    ):
        assert message in answered.text
    client.force_login(publisher)
    chosen = {"action": "send_again", "_selected_action": invited.pk}
    assert message in client.post("/admin/enterprises/invitation/", chosen, follow=True).text
    invited.refresh_from_db()
    assert not invited.is_open
    assert Invitation.objects.count() == 1


def test_an_editor_sees_colleagues_but_decides_nothing(me, colleague):
    invitations.invite(me.enterprise, email="moi@x.example", role="editor", by=me.user)
    editor = builders.signed_in(colleague)
    page = editor.get(PEOPLE).text
    assert me.user.email in page
    assert "moi@x.example" not in page
    assert "ket-thuc" not in page
    invited = Invitation.objects.get().pk
    for path in (
        "moi/", f"{me.pk}/vai-tro/", f"{me.pk}/ket-thuc/", f"{colleague.pk}/ban-giao/",
        f"loi-moi/{invited}/gui-lai/", f"loi-moi/{invited}/thu-hoi/",
    ):  # fmt: skip
        assert editor.get(PEOPLE + path).status_code == 404, path
        assert editor.post(PEOPLE + path, {"role": "owner"}).status_code == 404, path


def test_the_desk_tells_of_people_in_one_query_more(me, colleague, owner):
    invitations.invite(me.enterprise, email="moi@x.example", role="editor", by=me.user)
    page = owner.get(DESK).text
    assert str(colleague.user) in page
    assert "1 lời mời chưa được nhận." in page


def test_an_owner_invites(me, owner):
    answer = owner.post(f"{PEOPLE}moi/", {"email": "Moi@x.example", "role": "editor"}, follow=True)
    assert "Lời mời đang được gửi đến Moi@x.example." in answer.text
    assert Client().get(letters.link_to("moi@x.example")).status_code == 200
    answer = owner.post(f"{PEOPLE}moi/", {"email": "khong phai", "role": "boss"})
    assert answer.status_code == 200
    assert 'value="khong phai"' in answer.text
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    "address", ["\u212ahang@example.com", "a" + "\u0130" * 120 + "@example.com"]
)
def test_an_address_that_becomes_anothers_in_small_letters_is_refused(owner, address):
    answer = owner.post(f"{PEOPLE}moi/", {"email": address, "role": "owner"})
    assert answer.status_code == 200
    assert "errorlist" in answer.text
    assert not Invitation.objects.exists()


def test_what_was_typed_is_there_again_after_the_session_ended(owner):
    page = BeautifulSoup(owner.get(f"{PEOPLE}moi/").content, "html.parser")
    hidden = {each["name"]: each["value"] for each in page.select("main input[type=hidden]")}
    owner.logout()
    answer = owner.post(f"{PEOPLE}moi/", hidden | {"email": "moi@x.example", "role": "owner"})
    assert answer["Location"].startswith("/tai-khoan/login/?next=")
    owner.post("/tai-khoan/login/", {"login": "dn-a", "password": "mat khau rat dai"})
    assert 'value="moi@x.example"' in owner.get(f"{PEOPLE}moi/?khoi-phuc=1").text
    assert Invitation.objects.exists() is False


def test_each_step_is_asked_for_first_and_takes_nothing_until_then(me, colleague, owner):
    invitations.invite(me.enterprise, email="moi@x.example", role="editor", by=me.user)
    sent = len(letters.to("moi@x.example"))
    invited = Invitation.objects.get()
    steps = [
        f"{colleague.pk}/vai-tro/", f"{colleague.pk}/ket-thuc/", f"{colleague.pk}/ban-giao/",
        f"loi-moi/{invited.pk}/gui-lai/", f"loi-moi/{invited.pk}/thu-hoi/",
    ]  # fmt: skip
    # The only owner could not leave, asked or not.
    for client, path in (
        *((owner, step) for step in steps),
        (builders.signed_in(colleague), "roi/"),
    ):
        page = BeautifulSoup(client.get(PEOPLE + path).text, "html.parser")
        assert page.select("main form[method=post] button"), path
    assert Invitation.objects.get().revoked_at is None
    assert len(letters.to("moi@x.example")) == sent
    assert Representative.objects.current().count() == 2
    owner.post(f"{PEOPLE}loi-moi/{invited.pk}/thu-hoi/")
    assert Invitation.objects.get().revoked_at is not None


def test_an_invitation_that_was_taken_meanwhile_is_not_said_to_be_revoked(me, owner, monkeypatch):
    invited = invitations.invite(me.enterprise, email="moi@x.example", role="editor", by=me.user)
    revoke = invitations.revoke

    def taken_first(*args, **options):
        invitations.accept_with_new_account(invited, name="Lê Mới", password="x" * 20)
        return revoke(*args, **options)

    monkeypatch.setattr(invitations, "revoke", taken_first)
    text = owner.post(f"{PEOPLE}loi-moi/{invited.pk}/thu-hoi/", follow=True).text
    assert "moi@x.example đã nhận lời mời" in text
    assert "bị thu hồi" not in text


def test_a_person_whose_access_ended_finds_kind_words_at_once(me, colleague, owner):
    editor = builders.signed_in(colleague)
    assert editor.get(DESK).status_code == 200
    owner.post(f"{PEOPLE}{colleague.pk}/ket-thuc/")
    answer = editor.get(DESK)
    assert answer.status_code == 404
    assert "Anh/Chị không còn đại diện cho doanh nghiệp" in answer.text
    assert BeautifulSoup(answer.text, "html.parser").select("main a[href='/lien-he/']")
    assert editor.get(PEOPLE).status_code == 404
    (letter,) = letters.to(colleague.user.email)
    assert "không còn đại diện cho Công ty Sông Hương" in letter
    assert AuditEntry.objects.filter(subject_label="profiles.representative").exists()


def test_who_is_shut_out_brings_nobody_in_any_more(me, owner):
    other = builders.representative(me.enterprise, "dn-a3")
    for by, address in ((other, "quen@example.com"), (me, "moi@example.com")):
        invitations.invite(me.enterprise, email=address, role="owner", by=by.user)
    text = owner.get(f"{PEOPLE}{other.pk}/ket-thuc/").text
    assert "Lời mời mà người ấy đã gửi và chưa ai nhận cũng bị thu hồi." in text
    owner.post(f"{PEOPLE}{other.pk}/ket-thuc/")
    assert [row.email for row in Invitation.objects.unanswered()] == ["moi@example.com"]


def test_nor_does_who_is_made_an_editor(me, owner):
    other = builders.representative(me.enterprise, "dn-a3")
    for by, address in ((other, "quen@example.com"), (me, "moi@example.com")):
        invitations.invite(me.enterprise, email=address, role="owner", by=by.user)
    page = f"{PEOPLE}{other.pk}/vai-tro/"
    assert "Lời mời mà người ấy đã gửi và chưa ai nhận cũng bị thu hồi." in owner.get(page).text
    owner.post(page, {"role": "editor"})
    other.refresh_from_db()
    assert other.role == "editor"
    assert [row.email for row in Invitation.objects.unanswered()] == ["moi@example.com"]
    # By oneself it is no distrust: what was sent stays.
    owner.post(page, {"role": "owner"})
    assert "đã gửi và chưa ai nhận" not in owner.get(f"{PEOPLE}{me.pk}/vai-tro/").text
    owner.post(f"{PEOPLE}{me.pk}/vai-tro/", {"role": "editor"})
    me.refresh_from_db()
    assert me.role == "editor"
    assert [row.email for row in Invitation.objects.unanswered()] == ["moi@example.com"]


def test_what_a_person_sent_who_leaves_stays_open(me, owner):
    other = builders.representative(me.enterprise, "dn-a3")
    invitations.invite(me.enterprise, email="moi@example.com", role="owner", by=other.user)
    builders.signed_in(other).post(f"{PEOPLE}roi/")
    other.refresh_from_db()
    assert other.ended_at is not None
    assert Invitation.objects.unanswered().exists()


def test_a_role_sent_twice_stays(me, colleague, owner):
    for _ in range(2):
        owner.post(f"{PEOPLE}{colleague.pk}/vai-tro/", {"role": "owner"})
    colleague.refresh_from_db()
    assert colleague.role == "owner"
    assert len(letters.to(colleague.user.email)) == 1
    owner.post(f"{PEOPLE}{colleague.pk}/vai-tro/", {"role": "superuser"})
    colleague.refresh_from_db()
    assert colleague.role == "owner"


def test_the_account_is_handed_over_and_then_left(me, colleague, owner):
    owner.post(f"{PEOPLE}{colleague.pk}/ban-giao/")
    assert owner.post(f"{PEOPLE}roi/")["Location"] == DESK
    assert "Anh/Chị không còn đại diện" in owner.get(DESK).text
    (left,) = Representative.objects.current()
    assert (left.pk, left.role) == (colleague.pk, "owner")
    # The account stays: the person can be invited again, here or elsewhere.
    other = builders.enterprise("Công ty Khác")
    invitations.invite(other, email=me.user.email, role="owner", by=site.publisher())
    assert owner.post(letters.link_to(me.user.email))["Location"] == DESK
    assert "Công ty Khác" in owner.get(DESK).text


def test_the_last_owner_does_not_leave_and_is_not_made_an_editor(me, colleague, owner):
    page = owner.get(f"{PEOPLE}roi/").text
    assert "chủ tài khoản duy nhất" in page
    answer = owner.post(f"{PEOPLE}roi/")
    assert answer.status_code == 200
    assert "Luôn phải có một chủ tài khoản" in answer.text
    answer = owner.post(f"{PEOPLE}{me.pk}/vai-tro/", {"role": "editor"})
    assert "Luôn phải có một chủ tài khoản" in answer.text
    me.refresh_from_db()
    assert (me.role, me.ended_at) == ("owner", None)


def test_an_owner_whose_account_is_shut_is_no_owner_who_is_left(me, colleague, owner):
    shut = builders.representative(me.enterprise, "dn-a3")
    User.objects.filter(pk=shut.user_id).update(is_active=False)
    page = owner.get(PEOPLE).text
    assert "tài khoản đã khóa" in page
    assert f"{PEOPLE}{shut.pk}/ban-giao/" not in page
    assert "chủ tài khoản duy nhất" in owner.get(f"{PEOPLE}roi/").text
    assert "Luôn phải có một chủ tài khoản" in owner.post(f"{PEOPLE}roi/").text
    answer = owner.post(f"{PEOPLE}{me.pk}/vai-tro/", {"role": "editor"})
    assert "Luôn phải có một chủ tài khoản" in answer.text
    answer = owner.post(f"{PEOPLE}{shut.pk}/ban-giao/")
    assert "người còn đăng nhập được" in answer.text
    me.refresh_from_db()
    assert (me.role, me.ended_at) == ("owner", None)
    # Who decides on nobody is not kept by it.
    roles.end(me, by=site.publisher())
    assert default_role(me.enterprise) == "owner"
    builders.signed_in(colleague).post(f"{PEOPLE}roi/")
    colleague.refresh_from_db()
    assert colleague.ended_at is not None


def test_an_editor_leaves_when_they_like(colleague):
    editor = builders.signed_in(colleague)
    editor.post(f"{PEOPLE}roi/")
    assert editor.get(DESK).status_code == 404


def test_the_staff_ends_even_the_last_one(me):
    roles.end(me, by=site.publisher())
    assert Representative.objects.current().exists() is False


def test_access_ends_that_began_while_the_clock_was_ahead(me):
    Representative.objects.update(since=timezone.now() + timedelta(days=365))
    roles.end(Representative.objects.get(), by=site.publisher())
    assert Representative.objects.current().exists() is False


@pytest.mark.django_db(transaction=True)
def test_of_two_owners_who_leave_at_one_moment_one_stays():
    company = builders.enterprise()
    both = [builders.representative(company, name) for name in ("dn-a", "dn-a2")]

    def leave(person):
        try:
            roles.end(person, by=person.user)
        except ValidationError:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(leave, both)) == [False, True]
    assert Representative.objects.current().get().role == RepresentativeRole.OWNER
