"""The admin's first page: what waits for whom, what comes, and the calendar of it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.editing.models import Autosave
from portal.emergency import switch
from portal.emergency.models import Emergency
from portal.newsroom.bundles import collecting
from portal.newsroom.dashboard import Dashboard
from portal.obligations.models import DayKind, SpecialDay
from portal.publishing import services, workflow
from portal.publishing.models import State, Transition
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.newsroom.bundles import making as bundles
from tests.portal.participation.questions import builders as questions

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


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def tiles_of(client):
    """The tiles of the first page: the number and the address of each name."""
    return {
        link.get_text(" ", strip=True).removeprefix(link.strong.get_text()).strip(): (
            link.strong.get_text(),
            link["href"],
        )
        for link in soup(client.get(INDEX)).select(".desk-tiles a")
    }


def forced_by(publisher):
    article = draft("Tin bão", publisher)
    workflow.transition(article, to=State.PUBLISHED, by=publisher, force="Bão đổ bộ trong đêm")
    return article.forced.get()


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


def test_the_dashboard_of_a_reporter_tells_nothing_of_the_drafts_of_others(client):
    sent("Bí mật", builders.editor(), days=9)
    client.force_login(builders.reporter())
    assert "Bí mật" not in client.get(INDEX).text


def test_the_dashboard_leads_who_decides_to_the_text_and_names_no_table(client):
    publisher = builders.publisher()
    article = sent("Chờ duyệt", builders.reporter())
    client.force_login(publisher)
    page = client.get(INDEX).text
    assert f'href="/admin/news/article/{article.pk}/xem-truoc/"' in page
    assert "/admin/news/article/add/" in page
    assert "app-list" not in page


def test_what_was_sent_back_stands_with_its_word(client):
    reporter = builders.reporter()
    article = sent("Cần sửa", reporter)
    workflow.transition(
        article, to=State.CHANGES_ASKED, by=builders.publisher(), comment="Thêm số liệu"
    )
    client.force_login(reporter)
    page = soup(client.get(INDEX))
    assert "Thêm số liệu" in page.select_one("#desk-asked + ul").get_text()
    assert tiles_of(client)["Bài bạn cần sửa"] == ("1", "#desk-asked")


def test_text_that_was_not_saved_leads_back_into_its_form(client):
    reporter = builders.reporter()
    page = draft("Bài đang viết", reporter)
    typed = {"title": ["Tin chưa lưu"]}
    now = timezone.now()
    Autosave.objects.create(user=reporter, kind="article", fields=typed, saved_at=now)
    Autosave.objects.create(
        user=reporter, kind="article", publication=page, fields={}, saved_at=now
    )
    Autosave.objects.create(
        user=builders.editor(), kind="article", fields={"title": ["Của người khác"]}, saved_at=now
    )
    client.force_login(reporter)
    links = {
        link.get_text(strip=True): link["href"]
        for link in soup(client.get(INDEX)).select("#desk-unsaved + ul a")
    }
    assert links == {
        "Tin chưa lưu": "/admin/news/article/add/?khoi-phuc=1",
        "Bài đang viết": f"/admin/news/article/{page.pk}/change/?khoi-phuc=1",
    }
    assert 'value="Tin chưa lưu"' in client.get(links["Tin chưa lưu"]).text


def test_what_readers_got_last_leads_to_its_page(client):
    reporter = builders.reporter()
    mine = builders.article("Của tôi", by=reporter)
    builders.article("Của người khác")
    client.force_login(reporter)
    links = soup(client.get(INDEX)).select("#desk-published + ul a")
    assert [link["href"] for link in links] == [
        mine.path,
        f"/admin/news/article/{mine.pk}/change/",
    ]
    client.force_login(builders.editor())
    assert "Của người khác" in client.get(INDEX).text


def test_a_page_and_its_translation_were_published_once(client):
    translator = builders.reporter()
    version = builders.english(title="Telephones per hundred", by=translator)
    for user, is_shown in ((builders.editor(), False), (translator, True)):
        client.force_login(user)
        names = [link.text for link in soup(client.get(INDEX)).select("#desk-published + ul a")]
        assert (version.title in names) is is_shown


def test_a_desk_without_work_says_so_in_one_line(client):
    reporter = builders.reporter()
    reporter.date_joined = timezone.now() - timedelta(days=60)
    reporter.save()
    client.force_login(reporter)
    page = soup(client.get(INDEX))
    assert page.select(".desk-panel, .desk-tiles") == []
    assert page.select_one(".desk-quiet").get_text(strip=True).startswith("Hiện không có việc gì")


def test_only_what_is_late_is_red(client):
    client.force_login(builders.publisher())
    builders.article("Đăng rồi")
    assert soup(client.get(INDEX)).select(".desk-tile-late") == []
    sent("Bốn ngày", builders.reporter(), days=4)
    (late,) = soup(client.get(INDEX)).select(".desk-tile-late")
    assert "Chờ trả lời quá lâu" in late.get_text()


def test_missing_days_of_tet_are_told_without_alarm(client):
    client.force_login(builders.editor())
    year = timezone.localdate().year
    SpecialDay.objects.filter(kind=DayKind.TET).delete()
    number, place = tiles_of(client)["năm chưa ghi ngày nghỉ Tết"]
    assert place == "/admin/portal/specialday/"
    SpecialDay.objects.create(day=date(year, 2, 1), kind=DayKind.TET, name="Tết")
    left = tiles_of(client).get("năm chưa ghi ngày nghỉ Tết", ("0", ""))
    assert int(left[0]) == int(number) - 1


def test_an_emergency_shows_on_the_desks_of_those_who_can_act(client):
    first, second = builders.publisher(), builders.publisher("duyet-2")
    emergency = Emergency(level=3, headline="Bão số 5", starts_at=timezone.now())
    switch.request_declaration(emergency, by=first)
    assert_on_desks(
        client,
        {
            first: "Cảnh báo khẩn cấp của bạn đợi người thứ hai xác nhận",
            second: "Cảnh báo khẩn cấp đợi bạn xác nhận",
        },
    )
    switch.confirm(emergency.pk, by=second)
    assert_on_desks(
        client, dict.fromkeys([first, second], "Cảnh báo khẩn cấp đang hiện trên trang")
    )
    switch.end(emergency.pk, by=second)
    assert_on_desks(
        client,
        {
            first: "Đề nghị kết thúc cảnh báo khẩn cấp đợi bạn xác nhận",
            second: "Đề nghị kết thúc của bạn đợi người thứ hai",
        },
    )
    switch.end(emergency.pk, by=first)
    for user in (first, second):
        client.force_login(user)
        assert "/admin/khan-cap/" not in {place for _, place in tiles_of(client).values()}


def assert_on_desks(client, expected):
    for user, label in expected.items():
        client.force_login(user)
        found = {name for name, (_, place) in tiles_of(client).items() if "khan-cap" in place}
        assert found == {label}


def test_the_number_beside_the_menu_is_ones_own_work(client):
    reporter, publisher = builders.reporter(), builders.publisher()
    sent("Một", reporter)
    sent("Hai", reporter)
    questions.question()
    client.force_login(publisher)
    assert client.get("/admin/viec/so/").json() == {"number": 3}
    client.force_login(reporter)
    assert client.get("/admin/viec/so/").json() == {"number": 0}


def test_a_list_that_is_not_ones_own_is_not_there(client):
    client.force_login(builders.reporter())
    assert client.get("/admin/viec/tim-khong-thay/").status_code == 404
    assert client.get("/admin/viec/khong-co/").status_code == 404
    # What has a list of its own elsewhere has none here.
    assert client.get("/admin/viec/cau-hoi/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("who", "queries"),
    [(builders.reporter, 11), (builders.editor, 14), (builders.publisher, 14)],
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
        builders.article(f"Đã đăng {number}", by=me)
        questions.question(assignee=me, state="assigned")
        Autosave.objects.create(
            user=me,
            kind="article",
            publication=builders.article(f"Dở dang {number}"),
            fields={},
            saved_at=timezone.now(),
        )
        firm = enterprises.enterprise(f"Công ty {number}")
        enterprises.product(firm, state=State.SUBMITTED, published_at=None)
    client.force_login(me)
    client.get(INDEX)
    with django_assert_num_queries(queries):
        client.get(INDEX)
