"""Publishers answer requests, invite and end access in the admin; others look on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from enterprises.people import invitations
from enterprises.people.models import Invitation, JoinRequest
from enterprises.profiles.models import Enterprise, Representative
from tests import builders as site
from tests.builders import signed_in
from tests.enterprises import builders
from tests.enterprises.people import letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
ADMIN = "/admin/enterprises/"
NEW = "moi@x.example"


@pytest.fixture
def publisher():
    return signed_in(site.publisher())


def test_what_waits_stands_on_the_desk_with_its_day(publisher):
    join_request = builders.join_request()
    page = publisher.get("/admin/viec/xin-tham-gia/").text
    assert f"{ADMIN}joinrequest/{join_request.pk}/answer/" in page
    assert "trả lời chậm nhất ngày" in page
    JoinRequest.objects.update(promised_on=timezone.localdate() - timedelta(days=1))
    assert "lẽ ra phải trả lời" in publisher.get("/admin/viec/xin-tham-gia/").text
    assert join_request.name not in signed_in(site.editor()).get("/admin/viec/xin-tham-gia/").text


def test_what_waits_stands_first_in_the_list(publisher):
    builders.join_request(name="Công ty Đợi", created_at=timezone.now() - timedelta(days=9))
    done = builders.join_request(name="Công ty Xong", stamp="01" * 16)
    data = {"answer": "refused", "role": "owner", "comment": "Không thuộc ngành."}
    publisher.post(f"{ADMIN}joinrequest/{done.pk}/answer/", data)
    page = publisher.get(f"{ADMIN}joinrequest/").text
    assert page.index("Công ty Đợi") < page.index("Công ty Xong")


def test_an_answer_invites_the_person_to_a_new_draft(publisher):
    join_request = builders.join_request()
    address = f"{ADMIN}joinrequest/{join_request.pk}/answer/"
    assert join_request.message in publisher.get(address).text
    answer = publisher.post(address, {"answer": "accepted", "role": "owner"}, follow=True)
    assert "thư đang được gửi" in answer.text
    assert Enterprise.objects.get().title == join_request.name
    assert Client().get(letters.link_to(join_request.email)).status_code == 200
    # Answered twice, nothing more happens, and the page says who was first.
    answer = publisher.post(address, {"answer": "refused", "role": "owner", "comment": "Không"})
    assert "đã trả lời yêu cầu này" in answer.text
    assert Invitation.objects.count() == 1


def test_the_enterprise_of_the_tax_code_is_chosen_already(publisher):
    here = builders.enterprise("Công ty Đã Có", tax_code="0000000017")
    join_request = builders.join_request()
    address = f"{ADMIN}joinrequest/{join_request.pk}/answer/"
    page = publisher.get(address).text
    assert f'<option value="{here.pk}" selected>' in page
    answer = publisher.post(address, {"answer": "accepted", "role": "owner"})
    assert "mang mã số thuế này" in answer.text
    publisher.post(address, {"answer": "accepted", "role": "owner", "enterprise": here.pk})
    assert Invitation.objects.get().enterprise == here


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"answer": "refused", "role": "owner", "comment": " "}, "Hãy ghi lý do"),
        ({"role": "owner"}, "Hãy chọn một trong hai."),
    ],
)
def test_an_answer_that_lacks_something_says_what(publisher, typed, message):
    join_request = builders.join_request()
    answer = publisher.post(f"{ADMIN}joinrequest/{join_request.pk}/answer/", typed)
    assert answer.status_code == 200
    assert message in answer.text
    assert JoinRequest.objects.get().state == "waiting"


@pytest.mark.parametrize("somebody", [site.reporter, site.editor])
def test_others_of_the_staff_look_but_do_not_decide(somebody):
    join_request, client = builders.join_request(), signed_in(somebody())
    me = builders.representative(builders.enterprise())
    assert join_request.name in client.get(f"{ADMIN}joinrequest/").text
    page = client.get(f"{ADMIN}joinrequest/{join_request.pk}/change/").text
    assert "Người duyệt trả lời yêu cầu này." in page
    assert client.post(f"{ADMIN}joinrequest/{join_request.pk}/answer/", {}).status_code == 403
    assert client.get(f"{ADMIN}invitation/add/").status_code == 403
    data = {"action": "end_access", "_selected_action": [me.pk], "_confirmed": "1"}
    client.post(f"{ADMIN}representative/", data)
    me.refresh_from_db()
    assert me.ended_at is None


def test_an_enterprise_leads_to_its_people_and_to_an_invitation(publisher):
    here = builders.enterprise()
    page = publisher.get(f"{ADMIN}enterprise/{here.pk}/change/").text
    add = f"{ADMIN}invitation/add/?enterprise={here.pk}"
    assert add in page
    assert add in publisher.get(f"{ADMIN}enterprise/").text
    assert add not in signed_in(site.editor()).get(f"{ADMIN}enterprise/").text
    assert (
        publisher.get(f"{ADMIN}representative/?enterprise__id__exact={here.pk}").status_code == 200
    )
    assert f'<option value="{here.pk}" selected>' in publisher.get(add).text
    data = {"enterprise": here.pk, "email": "Moi@X.example", "role": "owner"}
    answer = publisher.post(f"{ADMIN}invitation/add/", data, follow=True)
    assert answer.redirect_chain == [(f"{ADMIN}invitation/", 302)]
    assert f"Đã gửi thư mời tới {NEW}. Đường dẫn trong thư dùng được 14 ngày" in answer.text
    assert Invitation.objects.get().email == NEW
    # Sent twice, it is one invitation with one letter.
    publisher.post(f"{ADMIN}invitation/add/", data)
    assert Invitation.objects.count() == 1
    assert len(letters.to(NEW)) == 1


def test_who_speaks_for_it_already_is_not_invited(publisher):
    me = builders.representative(builders.enterprise())
    data = {"enterprise": me.enterprise_id, "email": me.user.email, "role": "owner"}
    assert "đã đại diện" in publisher.post(f"{ADMIN}invitation/add/", data).text


def test_invitations_are_sent_again_and_taken_back_in_the_list(publisher):
    by = site.editor()
    invited = invitations.invite(builders.enterprise(), email=NEW, role="owner", by=by)
    started = timezone.now() - timedelta(days=20)
    Invitation.objects.update(
        created_at=started,
        expires_at=started + timedelta(days=14),
        requested_again_at=timezone.now(),
    )
    assert NEW in publisher.get("/admin/viec/xin-tham-gia/").text
    data = {"_selected_action": [invited.pk]}
    publisher.post(f"{ADMIN}invitation/", data | {"action": "send_again"})
    assert len(letters.to(NEW)) == 2
    assert NEW not in publisher.get("/admin/viec/xin-tham-gia/").text
    link = letters.link_to(NEW)
    publisher.post(f"{ADMIN}invitation/", data | {"action": "revoke"})
    assert Client().get(link).status_code == 410


def test_who_has_taken_an_invitation_is_named_where_it_is_taken_back(publisher):
    company, by = builders.enterprise(), site.editor()
    sent = [
        invitations.invite(company, email=f"{name}@x.example", role="owner", by=by)
        for name in ("mo", "da-vao")
    ]
    invitations.accept_with_new_account(sent[1], name="Lê Mới", password="x" * 20)
    data = {"action": "revoke", "_selected_action": [each.pk for each in sent]}
    text = publisher.post(f"{ADMIN}invitation/", data, follow=True).text
    assert "Đã thu hồi 1 lời mời" in text
    assert "Lời mời gửi đến da-vao@x.example đã có người nhận" in text
    assert "đến mo@x.example" not in text
    only = {**data, "_selected_action": [sent[1].pk]}
    text = publisher.post(f"{ADMIN}invitation/", only, follow=True).text
    assert "Đã thu hồi" not in text
    assert "Lời mời gửi đến da-vao@x.example đã có người nhận" in text


def test_where_no_letter_goes_again_the_list_says_so(publisher):
    invited = invitations.invite(builders.enterprise(), email=NEW, role="owner", by=site.editor())
    data = {"action": "send_again", "_selected_action": [invited.pk]}
    text = publisher.post(f"{ADMIN}invitation/", data, follow=True).text
    assert f"Không gửi thư đến {NEW}" in text
    assert "thư đang được gửi" not in text
    assert len(letters.to(NEW)) == 1


@pytest.mark.parametrize(
    ("filtered", "is_there"),
    [
        ("invitation/?tinh-trang=chua-nhan", True),
        ("invitation/?tinh-trang=xin-lai", False),
        ("invitation/?tinh-trang=da-nhan", False),
        ("invitation/?tinh-trang=thu-hoi", False),
        ("representative/?quyen=nay", True),
        ("representative/?quyen=truoc", False),
    ],
)
def test_lists_are_narrowed_by_what_became_of_each(publisher, filtered, is_there):
    me = builders.representative(builders.enterprise(), "dn-con")
    invitations.invite(me.enterprise, email="dn-con@x.example", role="editor", by=me.user)
    page = publisher.get(ADMIN + filtered).text
    assert ("dn-con" in page) is is_there


def test_access_ends_after_a_question(publisher):
    me = builders.representative(builders.enterprise())
    data = {"action": "end_access", "_selected_action": [me.pk]}
    page = publisher.post(f"{ADMIN}representative/", data).text
    assert me.user.email in page
    assert Representative.objects.current().exists()
    publisher.post(f"{ADMIN}representative/", data | {"_confirmed": "1"})
    assert Representative.objects.current().exists() is False
    assert letters.to(me.user.email)


def test_an_editor_of_an_enterprise_is_made_owner(publisher):
    me = builders.representative(builders.enterprise(), role="editor")
    data = {"action": "make_owner", "_selected_action": [me.pk]}
    publisher.post(f"{ADMIN}representative/", data)
    me.refresh_from_db()
    assert me.role == "owner"
