"""All who speak for an enterprise read what becomes of its requests: received, seen, decided."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from enterprises.approval.services import propose
from enterprises.profiles.models import Enterprise
from portal.publishing import changes, deciding, services, workflow
from portal.publishing.models import State
from tests import builders as site
from tests.enterprises import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


@pytest.fixture
def mine():
    return builders.enterprise(summary="Cũ.", body="<p>Từ 1997.</p>")


@pytest.fixture
def clerk_user(mine):
    """One of two who speak for the enterprise; a third one did so once."""
    builders.representative(mine, "dn-cu", since=site.FEBRUARY, ended_at=timezone.now())
    builders.representative(mine, "dn-a2")
    return builders.representative(mine).user


def admin_page(page, name="changelist"):
    options = page._meta
    args = [] if name == "changelist" else [page.pk]
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=args)


def fresh():
    return Enterprise.objects.get()


def subjects():
    """What was written to each, without the site's name; the letters go."""
    letters_sent = [
        (letter.to[0].partition("@")[0], letter.subject.partition("] ")[2])
        for letter in mail.outbox
    ]
    mail.outbox.clear()
    return letters_sent


def to_both(subject):
    return [("dn-a2", subject), ("dn-a", subject)]


def test_a_request_is_received_once_and_decided_and_being_opened_is_no_letter(
    mine, clerk_user, publisher
):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    assert "trả lời chậm nhất ngày" in mail.outbox[0].body
    assert subjects() == to_both("Đã nhận yêu cầu sửa “Công ty Sông Hương”")
    propose(fresh(), {"body": "<p>Bịa.</p>"}, by=clerk_user)
    assert subjects() == []
    for _look in range(2):
        deciding.mark_as_seen(fresh(), by=publisher)
    # Nobody has to act on that; the page of the request says it.
    assert subjects() == []
    page = fresh()
    deciding.decide(
        page,
        accepted=["summary"],
        refused={"body": "Không có nguồn"},
        by=publisher,
        seen=page.revision_number,
    )
    body = mail.outbox[0].body
    assert subjects() == to_both("Đã có quyết định về yêu cầu sửa “Công ty Sông Hương”")
    assert "- Tóm tắt: được chấp nhận" in body
    assert "không được chấp nhận. Lý do: Không có nguồn" in body
    change = mine.change_sets.get()
    assert f"/doanh-nghiep/cua-toi/yeu-cau/{change.pk}/" in body


def test_a_request_that_is_to_be_corrected_says_what(mine, clerk_user, publisher):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    subjects()
    workflow.transition(mine, to=State.CHANGES_ASKED, by=publisher, comment="Viết rõ hơn")
    assert "Viết rõ hơn" in mail.outbox[0].body
    assert subjects() == to_both("Cần sửa lại yêu cầu về “Công ty Sông Hương”")


def test_one_decided_as_a_whole_says_so_too(mine, clerk_user, publisher):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    subjects()
    workflow.transition(mine, to=State.PUBLISHED, by=publisher)
    assert "- Tóm tắt: được chấp nhận" in mail.outbox[0].body
    assert "đã hiện trên trang công khai" in mail.outbox[0].body
    assert len(subjects()) == 2


@pytest.mark.parametrize("field", ["comment", "force"])
def test_what_the_staff_writes_to_each_other_at_an_approval_is_no_answer(
    mine, clerk_user, publisher, field
):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    if field == "force":
        page = fresh()
        page.summary = "Của Sở."
        services.save(page, by=publisher)
    subjects()
    words = {field: "Chưa báo doanh nghiệp"}
    workflow.transition(fresh(), to=State.PUBLISHED, by=publisher, **words)
    assert mine.transitions.latest("pk").comment == "Chưa báo doanh nghiệp"
    assert "- Tóm tắt: được chấp nhận" in mail.outbox[0].body
    assert "Chưa báo doanh nghiệp" not in mail.outbox[0].body


def test_a_request_that_is_ended_says_why(mine, clerk_user, publisher):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    subjects()
    workflow.transition(mine, to=State.DISCARDED, by=publisher, comment="Không có nguồn")
    assert "Ý kiến của Sở: Không có nguồn" in mail.outbox[0].body


def test_what_readers_do_not_see_yet_is_not_called_shown(mine, clerk_user, publisher):
    product = builders.product(mine)
    propose(product, {"use": "Kế toán"}, by=clerk_user)
    workflow.transition(mine, to=State.WITHDRAWN, by=publisher, comment="Xem lại.")
    mail.outbox.clear()
    workflow.transition(type(product).objects.get(pk=product.pk), to=State.PUBLISHED, by=publisher)
    assert "- Dùng để làm gì: được chấp nhận" in mail.outbox[0].body
    assert "đã hiện trên trang công khai" not in mail.outbox[0].body


def test_what_they_do_themselves_and_what_the_staff_writes_is_told_to_nobody(
    mine, clerk_user, publisher
):
    propose(mine, {"summary": "Mới."}, by=clerk_user)
    subjects()
    workflow.transition(mine, to=State.DRAFT, by=clerk_user)
    workflow.transition(mine, to=State.DISCARDED, by=clerk_user)
    page = fresh()
    page.summary = "Của Sở."
    services.save(page, by=site.editor())
    workflow.transition(page, to=State.PUBLISHED, by=publisher)
    page.summary = "Của lệnh."
    services.save(page, by=None)
    assert subjects() == []


def test_a_product_is_told_of_with_its_name(mine, clerk_user, publisher):
    product = builders.product(mine)
    propose(product, {"use": "Kế toán"}, by=clerk_user)
    assert subjects() == to_both("Đã nhận yêu cầu sửa “Phần mềm kế toán”")
    assert changes.open_change(product) is not None


def test_a_new_profile_is_received_and_published(publisher):
    draft = builders.enterprise(state=State.DRAFT, published_at=None)
    clerk_user = builders.representative(draft).user
    workflow.transition(draft, to=State.SUBMITTED, by=clerk_user)
    assert subjects() == [("dn-a", "Đã nhận “Công ty Sông Hương” để duyệt đăng")]
    workflow.transition(draft, to=State.PUBLISHED, by=publisher)
    assert "Người đọc thấy trang tại:" in mail.outbox[0].body
    assert draft.path in mail.outbox[0].body
    assert subjects() == [("dn-a", "“Công ty Sông Hương” đã được đăng")]


def test_a_profile_with_an_hour_to_come_is_told_with_it(publisher):
    draft = builders.enterprise(state=State.DRAFT, published_at=None)
    workflow.transition(draft, to=State.SUBMITTED, by=builders.representative(draft).user)
    mail.outbox.clear()
    hour = timezone.now() + timedelta(days=3)
    workflow.transition(draft, to=State.PUBLISHED, by=publisher, published_at=hour)
    message = f"Người đọc thấy trang từ {timezone.localtime(hour):%H:%M ngày %d/%m/%Y} tại:"
    assert message in mail.outbox[0].body
    assert subjects() == [("dn-a", "“Công ty Sông Hương” đã được duyệt đăng")]


@pytest.mark.parametrize(("days", "words"), [(0, ", tại:"), (3, ", sớm nhất từ ")])
def test_a_product_of_a_profile_that_is_not_public_is_not_called_seen(publisher, days, words):
    draft = builders.enterprise(state=State.DRAFT, published_at=None)
    builders.representative(draft)
    product = builders.product(draft, state=State.SUBMITTED, published_at=None)
    hour = timezone.now() + timedelta(days=days) if days else None
    workflow.transition(product, to=State.PUBLISHED, by=publisher, published_at=hour)
    assert f"khi hồ sơ của doanh nghiệp đã công khai{words}" in mail.outbox[0].body
    assert subjects() == [("dn-a", "“Phần mềm kế toán” đã được duyệt đăng")]


def test_what_the_staff_sent_in_itself_it_corrects_itself(publisher):
    draft = builders.enterprise(state=State.DRAFT, published_at=None)
    clerk_user = builders.representative(draft).user
    workflow.transition(draft, to=State.SUBMITTED, by=site.editor())
    workflow.transition(draft, to=State.CHANGES_ASKED, by=publisher, comment="Em gọi lại hỏi.")
    assert subjects() == []
    workflow.transition(draft, to=State.SUBMITTED, by=clerk_user)
    mail.outbox.clear()
    workflow.transition(draft, to=State.CHANGES_ASKED, by=publisher, comment="Viết rõ hơn.")
    assert "Viết rõ hơn." in mail.outbox[0].body
    assert subjects() == [("dn-a", "Cần sửa lại “Công ty Sông Hương” trước khi đăng")]


def test_other_kinds_of_pages_write_no_letters(publisher):
    article = site.article(state=State.SUBMITTED)
    workflow.transition(article, to=State.PUBLISHED, by=publisher)
    assert subjects() == []


def test_the_english_version_of_the_profile_writes_no_letters(mine, clerk_user, publisher):
    page = site.english(mine, state=State.DRAFT, published_at=None)
    workflow.transition(page, to=State.SUBMITTED, by=site.editor())
    workflow.transition(page, to=State.CHANGES_ASKED, by=publisher, comment="Dịch ẩu quá.")
    workflow.transition(page, to=State.PUBLISHED, by=publisher)
    workflow.transition(page, to=State.WITHDRAWN, by=publisher, comment="Dịch lại.")
    assert subjects() == []


@pytest.mark.parametrize("way", ["withdraw", "delete"])
def test_who_takes_a_page_off_reads_that_its_enterprise_gets_the_word(
    client, mine, clerk_user, publisher, way
):
    client.force_login(publisher)
    words = "đọc đúng câu này trong thư"
    for page in (mine, builders.product(mine)):
        assert words in client.get(admin_page(page, way)).text
    jobs = {"action": "withdraw", "_selected_action": [str(mine.pk)]}
    assert words in client.post(admin_page(mine), jobs, follow=True).text
    assert words not in client.get(admin_page(site.article("Tin"), way)).text


@pytest.mark.parametrize("way", ["withdraw", "delete"])
def test_where_nobody_gets_a_letter_none_is_said_to_go(client, mine, clerk_user, publisher, way):
    client.force_login(publisher)
    type(clerk_user).objects.exclude(pk=publisher.pk).update(email="")
    for page in (mine, builders.product(mine)):
        assert "oanh nghiệp đọc" not in client.get(admin_page(page, way)).text


@pytest.mark.usefixtures("clerk_user")
def test_what_the_enterprise_does_not_get_is_not_said_to_reach_it(client, mine, publisher):
    """A page that readers never had goes without a letter."""
    client.force_login(publisher)
    draft = builders.product(mine, state=State.DRAFT, published_at=None)
    assert "Doanh nghiệp đọc" not in client.get(admin_page(draft, "delete")).text
    for page in (draft, site.article("Tin")):
        jobs = {"action": "bin", "_selected_action": [str(page.pk)]}
        answer = client.post(admin_page(page), jobs, follow=True).text
        assert "Lý do" in answer
        assert "oanh nghiệp đọc" not in answer
