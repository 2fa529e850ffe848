"""The first page of the admin as each person sees it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.editing.models import Autosave
from portal.emergency import switch
from portal.emergency.models import Emergency
from portal.obligations.models import DayKind, SpecialDay
from portal.publishing import workflow
from portal.publishing.models import State
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.newsroom.desk_work import (
    INDEX,
    changed,
    draft,
    forced_by,
    scheduled,
    sent,
    soup,
    tiles_of,
)
from tests.portal.participation.questions import builders as questions

pytestmark = pytest.mark.django_db


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
