"""The admin's first page: what waits for whom, what comes, and the calendar of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from portal.newsroom.bundles import collecting
from portal.newsroom.dashboard import Dashboard
from portal.publishing import workflow
from portal.publishing.models import State, Transition
from tests import builders
from tests.portal.newsroom.bundles import making as bundles
from tests.portal.newsroom.desk_work import (
    INDEX,
    changed,
    draft,
    scheduled,
    sent,
    soup,
    tiles_of,
    titles,
)

pytestmark = pytest.mark.django_db


def test_texts_of_others_wait_for_a_publisher_the_longest_first():
    publisher, reporter = builders.publisher(), builders.reporter()
    sent("Mới", reporter)
    sent("Lâu", reporter, days=2)
    sent("Của tôi", publisher)
    draft("Chưa gửi", reporter)
    assert titles(Dashboard(publisher).to_decide) == ["Lâu", "Mới"]
    assert Dashboard(builders.editor()).to_decide == []


def test_a_text_that_the_publisher_wrote_in_waits_for_another():
    publisher, reporter = builders.publisher(), builders.reporter()
    article = draft("Bài", reporter)
    changed(article, publisher, "Bài đã sửa")
    workflow.transition(article, to=State.SUBMITTED, by=reporter)
    assert Dashboard(publisher).to_decide == []
    (item,) = Dashboard(publisher).sent
    assert (item.title, item.state_label) == ("Bài đã sửa", "chờ người duyệt khác")
    assert titles(Dashboard(builders.publisher("duyet-2")).to_decide) == ["Bài đã sửa"]
    assert Dashboard(builders.publisher("duyet-3")).sent == []


def test_a_change_that_the_publisher_mended_waits_for_another_too():
    publisher, reporter = builders.publisher(), builders.reporter()
    article = changed(builders.article("Cũ"), reporter, "Mới")
    workflow.transition(article, to=State.SUBMITTED, by=builders.editor())
    changed(article, publisher, "Mới nữa")
    assert Dashboard(publisher).to_decide == []
    (item,) = Dashboard(publisher).sent
    assert (item.title, item.is_change, item.waits_for_another) == ("Cũ", True, True)


def test_changes_to_live_pages_wait_too_and_not_for_who_wrote_them():
    publisher, reporter = builders.publisher(), builders.reporter()
    theirs = changed(builders.article("Cũ"), reporter, "Mới")
    workflow.transition(theirs, to=State.SUBMITTED, by=builders.editor())
    own = changed(builders.article("Khác"), publisher, "Khác nữa")
    workflow.transition(own, to=State.SUBMITTED, by=publisher)
    (item,) = Dashboard(publisher).to_decide
    assert (item.title, item.is_change, item.who) == ("Cũ", True, reporter)


def test_a_change_of_a_page_that_is_withdrawn_rests_until_the_page_is_back():
    publisher, editor = builders.publisher(), builders.editor()
    page = changed(builders.article("Cũ"), editor, "Mới")
    workflow.transition(page, to=State.SUBMITTED, by=editor)
    Transition.objects.update(at=timezone.now() - timedelta(days=4))
    assert titles(Dashboard(publisher).overdue) == titles(Dashboard(editor).sent) == ["Cũ"]
    workflow.transition(page, to=State.WITHDRAWN, by=publisher, comment="Đăng nhầm")
    for lists in (Dashboard(publisher), Dashboard(editor)):
        assert lists.to_decide == lists.overdue == lists.sent == []
    workflow.transition(page, to=State.PUBLISHED, by=publisher)
    assert titles(Dashboard(publisher).to_decide) == ["Cũ"]


def test_what_is_approved_and_goes_out_with_a_bundle_waits_for_no_decision():
    publisher, editor = builders.publisher(), builders.editor()
    new = bundles.ready("Bài mới", by=editor)
    live = bundles.changed("Bài cũ", by=editor, approved_by=publisher, title="Bài đổi tên")
    unsent = bundles.changed("Bài khác", by=editor, approved_by=None, title="Bài chờ duyệt")
    alone = bundles.ready("Bài riêng", by=editor)
    made = bundles.bundle(new, live, unsent, by=editor)
    other = Dashboard(builders.publisher("duyet-2"))
    assert sorted(titles(other.to_decide)) == ["Bài khác", alone.title]
    collecting.give_up(made, by=editor)
    assert len(Dashboard(other.user).to_decide) == 4


def test_the_numbers_count_what_the_list_leaves_out(client, monkeypatch):
    monkeypatch.setattr("portal.newsroom.panels.MAX_ROWS", 1)
    for number in range(3):
        sent(f"Bài {number}", builders.reporter(f"pv-{number}"), days=4)
    client.force_login(builders.publisher())
    assert tiles_of(client)["Chờ bạn quyết định"][0] == "3"
    assert tiles_of(client)["Chờ trả lời quá lâu"][0] == "3"
    assert len(soup(client.get(INDEX)).select("#desk-decide + ul li")) == 1
    assert client.get("/admin/viec/so/").json() == {"number": 3}


def test_a_publisher_of_some_sections_sees_those_only():
    publisher, reporter = builders.publisher(), builders.reporter()
    near, far = builders.section("Viễn thông"), builders.section("Bưu chính")
    publisher.sections.add(near)
    sent("Gần", reporter, section=near, days=5)
    sent("Xa", reporter, section=far, days=5)
    assert titles(Dashboard(publisher).to_decide) == ["Gần"]
    assert titles(Dashboard(publisher).overdue) == ["Gần"]


def test_a_writer_finds_what_was_asked_what_was_sent_and_the_drafts():
    reporter = builders.reporter()
    article = sent("Cần sửa", reporter)
    workflow.transition(
        article, to=State.CHANGES_ASKED, by=builders.publisher(), comment="Thêm số liệu"
    )
    sent("Đã gửi", reporter)
    draft("Nháp", reporter)
    draft("Của người khác", builders.editor())
    dashboard = Dashboard(reporter)
    assert [(item.title, item.comment) for item in dashboard.returned_to_me] == [
        ("Cần sửa", "Thêm số liệu")
    ]
    assert titles(dashboard.sent) == ["Đã gửi"]
    assert titles(dashboard.drafts) == ["Nháp"]


def test_the_waiting_time_counts_from_the_last_step():
    reporter = builders.reporter()
    sent("Đã gửi", reporter, days=2)
    (item,) = Dashboard(reporter).sent
    assert (timezone.now() - item.since).days == 2


def test_what_waits_for_more_than_three_days_is_overdue():
    reporter, other = builders.reporter(), builders.reporter("phongvien-2")
    sent("Bốn ngày", reporter, days=4)
    sent("Hai ngày", reporter, days=2)
    sent("Của người khác", other, days=9)
    assert titles(Dashboard(reporter).overdue) == ["Bốn ngày"]
    assert titles(Dashboard(builders.editor()).overdue) == ["Của người khác", "Bốn ngày"]


def test_what_is_scheduled_is_listed_by_day():
    now = timezone.now()
    scheduled("Ngày kia", now + timedelta(days=2))
    scheduled("Sau ba ngày", now + timedelta(days=3))
    scheduled("Quá xa", now + timedelta(days=8))
    builders.article("Đã đăng")
    assert Dashboard(builders.reporter()).coming == []  # nothing of others' texts
    days = Dashboard(builders.editor()).coming
    assert [titles(items) for _, items in days] == [["Ngày kia"], ["Sau ba ngày"]]
    assert [day for day, _ in days] == [
        timezone.localdate(now + timedelta(days=number)) for number in (2, 3)
    ]
