"""An enterprise raises what stands in its way, and reads on its desk what came of it."""

import re
from uuid import uuid4

import pytest
from django.test import Client

from enterprises.briefings.models import ActionItem, Progress
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
LIST = "/doanh-nghiep/cua-toi/vuong-mac/"
NEW = LIST + "neu/"


def typed(**fields):
    return {"form_key": str(uuid4()), "subject": "Chưa kết nối được", "details": "Từ tháng 1"} | fields  # noqa: E501  # one line of words  # fmt: skip


def test_what_is_raised_gets_a_number_and_a_page(clerk, me):
    answer = clerk.post(NEW, typed(), follow=True)
    item = ActionItem.objects.get()
    assert (item.enterprise, item.raised_by, item.progress) == (
        me.enterprise,
        me.user,
        Progress.RAISED,
    )
    assert (item.is_public, item.event) == (False, None)
    assert answer.redirect_chain[-1][0] == f"{LIST}{item.pk}/"
    page = answer.text
    assert f"ghi vào sổ là số {item.label}" in page
    assert "Chỉ doanh nghiệp và Sở." in page
    assert item.subject in clerk.get(LIST).text
    assert item.subject in clerk.get("/doanh-nghiep/cua-toi/").text


def test_an_event_that_readers_do_not_see_is_not_named(clerk, mine):
    item = builders.obstacle(mine, event=builders.event("Giao ban quý I"))
    assert "Nêu tại" in clerk.get(f"{LIST}{item.pk}/").text
    item.event = builders.event("Giao ban kín", state=State.DRAFT, published_at=None)
    item.save()
    page = clerk.get(f"{LIST}{item.pk}/").text
    assert "Giao ban kín" not in page
    assert "Nêu tại" not in page


def test_who_raised_it_is_named_without_the_word_to_sign_in_with(clerk, me, mine):
    staff = site.editor("bientap07")
    item = builders.obstacle(mine, raised_by=staff)
    address = f"{LIST}{item.pk}/"
    assert "· Sở</dd>" in clerk.get(address).text
    staff.last_name, staff.first_name = "Lê Thị", "Soạn"
    staff.save()
    assert "· Lê Thị Soạn</dd>" in clerk.get(address).text
    item.raised_by = me.user
    item.save()
    assert f"· {me.user.email}</dd>" in clerk.get(address).text
    assert "bientap07" not in clerk.get(address).text


def test_the_page_of_the_form_can_send_it(me):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(me.user)
    page = browser.get(NEW).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    assert browser.post(NEW, typed(csrfmiddlewaretoken=token)).status_code == 302


def test_a_form_sent_twice_makes_one_row(clerk):
    data = typed()
    first, second = clerk.post(NEW, data), clerk.post(NEW, data)
    assert ActionItem.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_the_end_of_a_line_is_one_sign_of_those_that_a_text_may_have(clerk):
    clerk.post(NEW, typed(details="x\r\n" * 2499 + "x"))
    assert ActionItem.objects.get().details == "x\n" * 2499 + "x"


def test_who_goes_back_and_writes_something_else_raises_that_too(clerk):
    data = typed()
    clerk.post(NEW, data)
    clerk.post(NEW, data | {"subject": "Chưa có cột"})
    assert ActionItem.objects.count() == 2


def test_each_form_that_is_handed_out_makes_a_row_of_its_own(clerk):
    keys = {re.search(r'name="form_key" value="([^"]+)"', clerk.get(NEW).text)[1] for _ in range(2)}
    for key in keys:
        clerk.post(NEW, typed(form_key=key))
    assert ActionItem.objects.count() == 2


def test_the_form_of_another_enterprise_leads_to_nothing(clerk):
    other = builders.representative(builders.enterprise("Công ty Khác"), "dn-b")
    data = typed()
    builders.signed_in(other).post(NEW, data)
    assert clerk.post(NEW, data).status_code == 404
    assert ActionItem.objects.count() == 1


def test_what_was_typed_is_there_again_with_the_error_beside_it(clerk):
    answer = clerk.post(NEW, typed(subject="", details="Đã thử ba lần"))
    page = answer.text
    assert answer.status_code == 200
    assert "Đã thử ba lần" in page
    assert 'href="#id_subject"' in page
    assert 'aria-invalid="true"' in page
    assert not ActionItem.objects.exists()


def test_what_is_sent_after_the_session_ended_is_there_after_signing_in(clerk):
    page = clerk.get(NEW).text
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', page))
    clerk.logout()
    answer = clerk.post(NEW, hidden | typed(subject="Mất điện", details="Ba lần một tuần"))
    assert answer["Location"].startswith("/tai-khoan/login/")
    assert not ActionItem.objects.exists()
    clerk.force_login(builders.Representative.objects.get().user)
    page = clerk.get(NEW + "?khoi-phuc=1").text
    assert 'value="Mất điện"' in page
    assert "Ba lần một tuần" in page


def test_extra_fields_change_nothing(clerk, me):
    other = builders.enterprise("Công ty Khác")
    extra = {
        "enterprise": other.pk,
        "number": 99,
        "is_public": "on",
        "progress": "done",
        "result": "Xong",
        "person": "Tôi",
        "due_on": "2030-01-01",
    }
    clerk.post(NEW, typed(**extra))
    item = ActionItem.objects.get()
    assert (item.enterprise, item.number, item.is_public) == (me.enterprise, 1, False)
    assert (item.progress, item.result, item.person, item.due_on) == ("raised", "", "", None)


def test_the_answer_stands_on_the_desk(clerk, me):
    item = builders.obstacle(
        me.enterprise, progress=Progress.DONE, person="Trần B", result="Hai bên đã ký."
    )
    page = clerk.get(f"{LIST}{item.pk}/").text
    for shown in ("Trần B", "Hai bên đã ký.", "Đã xử lý"):
        assert shown in page


def test_pages_ask_the_same_at_one_row_and_at_three(clerk, me, django_assert_num_queries):
    for count in (1, 3):
        while me.enterprise.action_items.count() < count:
            item = builders.obstacle(me.enterprise)
        for address, queries in ((LIST, 4), (f"{LIST}{item.pk}/", 4), (NEW, 3)):
            with django_assert_num_queries(queries):
                assert clerk.get(address).status_code == 200
