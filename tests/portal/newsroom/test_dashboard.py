"""The admin's first page: what waits for whom, what comes, and the calendar of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal.newsroom.dashboard import Dashboard
from portal.publishing import services, workflow
from portal.publishing.models import State, Transition
from tests import builders

pytestmark = pytest.mark.django_db
BARE = {"state": State.DRAFT, "published_at": None}
INDEX = "/admin/"


def draft(title, by, **fields):
    return builders.article(title, by=by, **BARE | fields)


def sent(title, by, *, days=0, **fields):
    """A text that was submitted so many days ago."""
    article = draft(title, by, **fields)
    workflow.transition(article, to=State.SUBMITTED, by=by)
    at = timezone.now() - timedelta(days=days)
    Transition.objects.filter(publication=article).update(at=at)
    return article


def changed(article, by, title):
    article.title = title
    services.save(article, by=by)
    return article


def titles(items):
    return [item.title for item in items]


def scheduled(title, at):
    return builders.article(title, published_at=at)


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
        article, to=State.CHANGES_ASKED, by=builders.publisher(), word="Thêm số liệu"
    )
    sent("Đã gửi", reporter)
    draft("Nháp", reporter)
    draft("Của người khác", builders.editor())
    dashboard = Dashboard(reporter)
    assert [(item.title, item.word) for item in dashboard.asked_of_me] == [
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
    scheduled("Quá xa", now + timedelta(days=31))
    builders.article("Đã đăng")
    days = Dashboard(builders.reporter()).coming
    assert [titles(items) for _, items in days] == [["Ngày kia"], ["Sau ba ngày"]]
    assert [day for day, _ in days] == [
        timezone.localdate(now + timedelta(days=number)) for number in (2, 3)
    ]


def forced_by(publisher):
    article = draft("Tin bão", publisher)
    workflow.transition(article, to=State.PUBLISHED, by=publisher, force="Bão đổ bộ trong đêm")
    return article.forced.get()


def test_a_second_publisher_takes_the_mark_off_with_a_button(client):
    forced, other = forced_by(builders.publisher()), builders.publisher("duyet-2")
    client.force_login(other)
    page = client.get(INDEX).text
    form = page.partition(f'action="/admin/da-doc/{forced.pk}/"')[2].partition("</form>")[0]
    assert "csrfmiddlewaretoken" in form
    assert "Bão đổ bộ trong đêm" in page
    client.post(f"/admin/da-doc/{forced.pk}/")
    forced.refresh_from_db()
    assert forced.read_by == other
    assert "Bão đổ bộ trong đêm" not in client.get(INDEX).text


def test_who_forced_it_has_no_button_and_takes_no_mark_off(client):
    publisher = builders.publisher()
    forced = forced_by(publisher)
    client.force_login(publisher)
    assert "da-doc" not in client.get(INDEX).text
    client.post(f"/admin/da-doc/{forced.pk}/")
    forced.refresh_from_db()
    assert forced.read_by is None


def test_a_reporter_takes_no_mark_off(client):
    forced = forced_by(builders.publisher())
    client.force_login(builders.reporter())
    assert client.post(f"/admin/da-doc/{forced.pk}/").status_code == 403
    assert client.get(f"/admin/da-doc/{forced.pk}/").status_code == 405
    assert "Bão đổ bộ trong đêm" not in client.get(INDEX).text


def test_the_dashboard_of_a_reporter_tells_nothing_of_the_drafts_of_others(client):
    sent("Bí mật", builders.editor(), days=9)
    client.force_login(builders.reporter())
    assert "Bí mật" not in client.get(INDEX).text


def test_the_dashboard_leads_to_the_form_and_keeps_the_list_of_apps(client):
    publisher = builders.publisher()
    article = sent("Chờ duyệt", builders.reporter())
    client.force_login(publisher)
    page = client.get(INDEX).text
    assert f'href="/admin/news/article/{article.pk}/change/"' in page
    assert 'href="/admin/news/article/"' in page


def test_the_month_shows_what_appears_on_its_days(client):
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    builders.article("Đầu tháng", published_at=datetime(2007, 2, 1, 0, 0, tzinfo=zone))
    builders.article("Cuối tháng", published_at=datetime(2007, 2, 28, 23, 59, tzinfo=zone))
    builders.article("Bài của tháng ba", published_at=datetime(2007, 3, 1, 0, 0, tzinfo=zone))
    client.force_login(builders.reporter())
    page = client.get("/admin/lich-dang/", {"thang": "2007-02"}).text
    assert "Đầu tháng" in page
    assert "Cuối tháng" in page
    assert "Bài của tháng ba" not in page
    assert "?thang=2007-01" in page
    assert "?thang=2007-03" in page


@pytest.mark.parametrize("month", ["2007-13", "0001-01", "9999-12", "abc", "", "2007-2", "٢٠٠٧-٠٢"])
def test_a_month_that_is_none_is_not_found(client, month):
    client.force_login(builders.reporter())
    assert client.get("/admin/lich-dang/", {"thang": month}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "queries"),
    [(builders.reporter, 16), (builders.editor, 25), (builders.publisher, 33)],
)
def test_the_dashboard_asks_as_often_for_three_rows_as_for_one(
    client, who, queries, rows, django_assert_num_queries
):
    me, reporter, other = who("toi"), builders.reporter("pv"), builders.publisher("khac")
    for number in range(rows):
        sent(f"Chờ {number}", reporter, days=5)
        sent(f"Của tôi {number}", me, days=5)
        draft(f"Nháp {number}", me)
        live = changed(builders.article(f"Cũ {number}"), reporter, f"Mới {number}")
        workflow.transition(live, to=State.SUBMITTED, by=builders.editor(f"bt-{number}"))
        changed(builders.article(f"Sửa {number}"), me, f"Sửa tiếp {number}")
        scheduled(f"Sắp đăng {number}", timezone.now() + timedelta(days=1 + number))
        forced_by(other)
    client.force_login(me)
    client.get(INDEX)
    with django_assert_num_queries(queries):
        client.get(INDEX)
