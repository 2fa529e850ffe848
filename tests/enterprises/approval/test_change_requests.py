"""The enterprise sees where its request stands, what was decided and why, and takes it back."""

import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from enterprises.approval.change_requests import answered_by
from enterprises.approval.services import propose
from enterprises.profiles.models import Enterprise
from portal.editing.action_bar import bar_for
from portal.obligations.models import DayKind, SpecialDay
from portal.publishing import changes, deciding, permissions, workflow
from portal.publishing.models import ChangeSet, State
from tests import builders as site
from tests.enterprises import builders

pytestmark = pytest.mark.django_db
DESK = "/doanh-nghiep/cua-toi/"
REQUESTS = f"{DESK}yeu-cau/"


@pytest.fixture
def mine():
    return builders.enterprise(summary="Cũ.", body="<p>Từ 1997.</p>", phone="0234 111")


def fresh():
    return Enterprise.objects.get()


def ask(me, **typed):
    propose(fresh(), typed or {"summary": "Mới.", "body": "<p>Bịa.</p>"}, by=me.user)
    return ChangeSet.objects.latest("pk")


def decide(by, accepted=(), refused=None):
    page = fresh()
    deciding.decide(
        page, accepted=accepted, refused=refused or {}, by=by, seen=page.revision_number
    )


def shown(clerk, change):
    return clerk.get(f"{REQUESTS}{change.pk}/").text


def test_it_says_received_seen_and_until_when(clerk, me, publisher):
    change = ask(me)
    page = shown(clerk, change)
    assert "Sở đang xem xét" in page
    assert "Sở chưa mở xem" in page
    sent = change.transitions.get().at
    assert f"chậm nhất ngày {answered_by(sent).strftime('%d/%m/%Y')}" in page
    deciding.mark_as_seen(fresh(), by=publisher)
    assert "Sở đã mở xem lúc" in shown(clerk, change)


def test_the_service_time_is_counted_in_working_days(settings):
    settings.ENTERPRISE_SERVICE_DAYS = 2
    friday = site.FEBRUARY.replace(day=2)
    assert answered_by(friday).isoformat() == "2007-02-06"
    SpecialDay.objects.create(day="2007-02-05", kind=DayKind.HOLIDAY)
    assert answered_by(friday).isoformat() == "2007-02-07"


def test_a_holiday_that_is_entered_later_moves_no_promise(clerk, me):
    change = ask(me)
    promised = answered_by(change.transitions.get().at)
    SpecialDay.objects.create(day=promised, kind=DayKind.HOLIDAY)
    assert answered_by(change.transitions.get().at) != promised
    assert f"chậm nhất ngày {promised:%d/%m/%Y}" in shown(clerk, change)


def test_it_shows_old_beside_new_and_what_was_refused_and_why(clerk, me, publisher):
    change = ask(me)
    decide(publisher, ["summary"], {"body": "Không có nguồn"})
    page = shown(clerk, change)
    for text in ("Cũ.", "Mới.", "Từ 1997.", "Bịa.", "Không có nguồn"):
        assert text in page
    assert "Chấp nhận một phần" in page
    assert f"ho-so/mo-ta/?yeu-cau={change.pk}" in page


def test_what_was_refused_is_there_to_be_corrected(clerk, me, publisher):
    change = ask(me)
    decide(publisher, ["summary"], {"body": "Không có nguồn"})
    address = f"{DESK}ho-so/mo-ta/?yeu-cau={change.pk}"
    page = clerk.get(address).text
    assert ">\nBịa.</textarea>" in page
    version = re.search(r'name="_version" value="(\d+)"', page)[1]
    clerk.post(address, {"_version": version, "summary": "Mới.", "body": "Theo giấy phép."})
    decide(publisher, ["body"])
    assert (fresh().summary, fresh().body) == ("Mới.", "<p>Theo giấy phép.</p>")
    assert [*ChangeSet.objects.order_by("pk").values_list("state", flat=True)] == ["published"] * 2


def test_a_contact_changed_while_it_waited_was_no_part_of_it(clerk, me, publisher):
    change = ask(me, summary="Mới.")
    ask(me, phone="0234 222")
    decide(publisher, ["summary"])
    assert "0234 222" not in shown(clerk, change)


def test_a_whole_refusal_says_so_with_its_word(clerk, me, publisher):
    change = ask(me)
    comment = "Gửi lại sau"
    decide(publisher, refused={"summary": comment, "body": comment})
    page = shown(clerk, change)
    assert "Không được chấp nhận" in page
    assert "Gửi lại sau" in page


def test_what_the_staff_ends_as_a_whole_is_refused_by_a_publisher_with_a_word(clerk, me, publisher):
    change = ask(me)
    with pytest.raises(PermissionDenied):
        workflow.transition(fresh(), to=State.DISCARDED, by=site.editor(), comment="Không đăng.")
    with pytest.raises(ValidationError, match="nêu rõ lý do"):
        workflow.transition(fresh(), to=State.DISCARDED, by=publisher)
    workflow.transition(fresh(), to=State.DISCARDED, by=publisher, comment="Không có nguồn")
    page = shown(clerk, change)
    assert "Không được chấp nhận" in page
    assert "Không có nguồn" in page
    address = f"{DESK}ho-so/mo-ta/?yeu-cau={change.pk}"
    assert address in page
    assert ">\nBịa.</textarea>" in clerk.get(address).text
    assert "không nhận hết yêu cầu" in clerk.get(DESK).text


def test_only_who_decides_is_offered_to_end_it_and_to_say_why(me, publisher):
    change = ask(me)
    editor = site.editor()
    assert State.DISCARDED not in {
        step.target for step in permissions.steps_with(editor, fresh(), change)
    }
    steps = permissions.steps_with(publisher, fresh(), change)
    bar = bar_for(publisher, fresh(), steps, change, {me.user_id})
    assert "Bỏ thay đổi" in bar.with_comment


def test_it_is_taken_back_and_sent_again_and_ended(clerk, me):
    change = ask(me)
    for step, state in (
        ("draft", State.DRAFT),
        ("submitted", State.SUBMITTED),
        ("draft", State.DRAFT),
        ("discarded", State.DISCARDED),
    ):
        version = re.search(r'name="version" value="(\d+)"', shown(clerk, change))[1]
        clerk.post(f"{REQUESTS}{change.pk}/", {"step": step, "version": version})
        change.refresh_from_db()
        assert change.state == state
    assert fresh().summary == "Cũ."


def test_buttons_that_are_pressed_twice_say_it_once(clerk, me):
    change = ask(me)
    for step in ("draft", "submitted", "draft", "discarded"):
        version = re.search(r'name="version" value="(\d+)"', shown(clerk, change))[1]
        for _press in range(2):
            clerk.post(f"{REQUESTS}{change.pk}/", {"step": step, "version": version})
        assert 'class="error"' not in shown(clerk, change)
        change.refresh_from_db()
        assert change.state == step


@pytest.mark.parametrize("step", ["published", "approved", "changes_asked", "withdrawn", "", "x"])
def test_no_other_step_is_the_enterprises(clerk, me, step):
    change = ask(me)
    assert clerk.post(f"{REQUESTS}{change.pk}/", {"step": step}).status_code == 404
    assert clerk.post(REQUESTS, {"step": step}).status_code == 404
    change.refresh_from_db()
    assert change.state == State.SUBMITTED


@pytest.mark.parametrize("step", ["draft", "submitted"])
def test_who_presses_as_the_profile_is_published_is_told(clerk, me, step):
    answer = clerk.post(REQUESTS, {"step": step, "version": "1"}, follow=True)
    assert answer.redirect_chain == [(REQUESTS, 302)]
    assert "Trong lúc đó Sở đã đăng" in answer.text
    assert (fresh().state, ChangeSet.objects.count()) == (State.PUBLISHED, 0)


def test_a_step_over_what_a_colleague_has_changed_says_so(clerk, me):
    change = ask(me)
    answer = clerk.post(f"{REQUESTS}{change.pk}/", {"step": "draft", "version": "1"}, follow=True)
    change.refresh_from_db()
    assert change.state == State.SUBMITTED
    assert "errorlist" not in answer.text
    assert 'class="error"' in answer.text
    assert "Nội dung đã thay đổi sau khi Anh/Chị mở trang" in answer.text


def test_what_is_decided_is_not_taken_back(clerk, me, publisher):
    change = ask(me)
    decide(publisher, ["summary", "body"])
    answer = clerk.post(f"{REQUESTS}{change.pk}/", {"step": "draft"}, follow=True)
    assert "đã có quyết định" in answer.text


@pytest.mark.parametrize("before", [State.SUBMITTED, State.CHANGES_ASKED])
def test_one_on_a_page_that_is_withdrawn_rests_with_it(clerk, me, mine, publisher, before):
    product = builders.product(mine)
    propose(product, {"use": "Kế toán"}, by=me.user)
    change = changes.open_change(product)
    if before == State.CHANGES_ASKED:
        workflow.transition(product, to=before, by=publisher, comment="Viết rõ hơn")
    workflow.transition(product, to=State.WITHDRAWN, by=publisher, comment="Xem lại.")
    page = shown(clerk, change)
    assert "Tạm dừng đến khi trang được đăng lại" in page
    assert 'name="step"' not in page
    assert "chậm nhất ngày" not in page
    assert "Sửa" not in page.partition("</header>")[2]
    assert "theo góp ý của Sở" not in clerk.get(DESK).text
    for address in ("san-pham/", f"san-pham/{product.pk}/"):
        assert "tạm dừng đến khi trang được đăng lại" in clerk.get(DESK + address).text
    for step in ("draft", "submitted", "discarded"):
        answer = clerk.post(f"{REQUESTS}{change.pk}/", {"step": step}, follow=True)
        assert "chưa ai quyết định" in answer.text
    product.refresh_from_db()
    change.refresh_from_db()
    assert (product.state, change.state) == (State.WITHDRAWN, before)
    workflow.transition(product, to=State.PUBLISHED, by=publisher)
    assert 'name="step"' in shown(clerk, change)


def test_the_request_of_another_is_nowhere(me):
    change = ask(me)
    other = builders.signed_in(builders.representative(builders.enterprise("Công ty Khác"), "dn-b"))
    address = f"{REQUESTS}{change.pk}/"
    assert other.get(address).status_code == 404
    assert other.post(address, {"step": "draft"}).status_code == 404
    stolen = other.get(f"{DESK}ho-so/mo-ta/?yeu-cau={change.pk}").text
    assert "Mới." not in stolen


def test_a_request_on_a_product_stands_there_too(clerk, me, mine):
    product = builders.product(mine)
    propose(product, {"use": "Kế toán"}, by=me.user)
    assert "Phần mềm kế toán" in clerk.get(REQUESTS).text
    page = shown(clerk, changes.open_change(product))
    assert "Kế toán" in page
    assert f'<a href="{DESK}san-pham/{product.pk}/">Sửa lại' in page


def test_the_desk_says_where_the_last_request_stands(clerk, me, publisher):
    assert "Sửa hồ sơ" in clerk.get(DESK).text
    ask(me)
    assert "Sở đang xem xét" in clerk.get(DESK).text
    page = fresh()
    workflow.transition(page, to=State.CHANGES_ASKED, by=publisher, comment="Viết rõ hơn")
    assert "Cần Anh/Chị sửa lại" in clerk.get(DESK).text.replace("cần Anh/Chị", "Cần Anh/Chị")


def test_the_list_asks_the_same_at_one_request_and_at_three(
    clerk, me, publisher, django_assert_num_queries
):
    for rows in (1, 3):
        while ChangeSet.objects.count() < rows:
            ask(me, summary=f"Mới {ChangeSet.objects.count()}.")
            decide(publisher, ["summary"])
        with django_assert_num_queries(4):
            clerk.get(REQUESTS)


def test_the_desk_asks_the_same_whatever_became_of_the_request(clerk, me, publisher):
    calls = []
    for work in (
        lambda: None,
        lambda: ask(me),
        lambda: decide(publisher, ["summary"], {"body": "Bịa"}),
    ):
        work()
        with CaptureQueriesContext(connection) as queries:
            page = clerk.get(DESK).text
        calls.append(len(queries))
    assert len(set(calls)) == 1
    assert "chấp nhận một phần" in page
