"""Dead links on the desk and in the list: whose they are, and to whom they are told."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.links import registry
from portal.newsroom.dead_links import dead_link_rows, dead_links, dead_listed_links
from portal.organisations.models import Organisation
from portal.publishing import links, workflow
from portal.publishing.models import ExternalAddress, Link, LinkState, Publication, State
from portal.publishing.models.access import reach_rule
from portal.publishing.services import save
from tests import builders
from tests.news import builders as news
from tests.portal.department import builders as department
from tests.projects import builders as projects

pytestmark = pytest.mark.django_db
LIST = "/admin/portal/externaladdress/"
TILE = 'a[href="/admin/viec/lien-ket-hong/"]'
AWAY = "https://example.vn/mat"
# How `exists()` asks.
ONE = "SELECT 1 AS "


def page(title, address=AWAY, **fields):
    return builders.article(title, body=f'<p><a href="{address}">Văn bản</a></p>', **fields)


def mark_dead():
    ExternalAddress.objects.update(state=LinkState.DEAD, reason="HTTP 404")


def rows_shown_to(user):
    return [(link.title, link.why, link.who) for link in dead_links(user)]


def test_dead_links_of_all_kinds_are_told_with_who_should_mend_them():
    reporter, publisher = builders.reporter(), builders.publisher()
    target = builders.article("Đích")
    page("Ngoài", by=reporter)
    page("Trong", target.path)
    page("Không đâu", "/tin-tuc/khong-co/")
    assert [row[0] for row in rows_shown_to(publisher)] == ["Không đâu"]
    mark_dead()
    workflow.transition(target, to=State.WITHDRAWN, by=publisher, comment="Sai")
    assert rows_shown_to(publisher) == [
        ("Không đâu", "cổng không có trang nào ở địa chỉ đó", None),
        ("Trong", "người đọc không thấy được “Đích”", None),
        ("Ngoài", "HTTP 404", reporter),
    ]


def test_a_link_is_dead_no_more_once_a_page_comes_to_its_address_and_follows_that_page():
    publisher = builders.publisher()
    source = page("Trước", "/tin-tuc/ket-qua/#cuoi")
    page("Khác", "/tin-tuc/ket-qua-khac/")
    assert [row[0] for row in rows_shown_to(publisher)] == ["Khác", "Trước"]
    target = builders.article("Kết quả")
    assert [row[0] for row in rows_shown_to(publisher)] == ["Khác"]
    assert [each.pk for each in links.pages_linking_to(target)] == [source.pk]
    target.slug = "ket-qua-khac"
    save(target, by=None)
    assert rows_shown_to(publisher) == []
    assert links.pages_linking_to(target).count() == 2


def test_a_link_of_a_purged_page_is_known_to_the_page_that_is_written_again():
    former = builders.article("Kết quả")
    source = page("Nguồn", former.path)
    Publication.objects.filter(pk=former.pk).delete()
    assert Link.objects.get(source=source).target is None
    target = builders.article("Kết quả", state=State.DRAFT, published_at=None)
    assert Link.objects.get(source=source).target_id == target.pk


def test_a_link_is_dead_no_more_once_a_page_comes_costs_a_page_one_query(
    django_assert_num_queries,
):
    with django_assert_num_queries(1):
        links.find_dead_again("/tin-tuc/ket-qua/")


def test_a_link_to_what_is_made_up_leads_nowhere_where_that_is_not_shown(settings):
    editor, target = builders.editor(), builders.article("Mẫu", is_sample=True)
    page("Thật", target.path)
    assert rows_shown_to(editor) == []
    settings.SHOW_SAMPLES = False
    assert [row[0] for row in rows_shown_to(editor)] == ["Thật"]


def test_a_reporter_reads_no_title_of_what_is_not_theirs_to_read():
    reporter = builders.reporter()
    draft = {"state": State.WITHDRAWN, "published_at": None}
    mine, others = builders.article("Của tôi", by=reporter), builders.article("Mật")
    for target in (mine, others):
        page(f"Tới {target.title}", target.path, by=reporter)
    Publication.objects.filter(pk__in=[mine.pk, others.pk]).update(**draft)
    assert [why for _title, why, _who in rows_shown_to(reporter)] == [
        "người đọc không thấy được trang ấy, là trang của người khác",
        "người đọc không thấy được “Của tôi”",
    ]
    assert "Mật" in rows_shown_to(builders.editor())[0][1]


def test_a_reporter_is_told_of_their_own_pages_and_drafts_are_nobodys_trouble():
    reporter = builders.reporter()
    page("Của tôi", by=reporter)
    page("Của người khác", by=builders.editor())
    page("Nháp", by=reporter, state=State.DRAFT, published_at=None)
    mark_dead()
    assert [row[0] for row in rows_shown_to(reporter)] == ["Của tôi"]


def test_a_publisher_of_some_sections_is_told_of_those():
    near, far = builders.section("Viễn thông"), builders.section("Bưu chính")
    publisher = builders.publisher()
    publisher.sections.add(near)
    page("Gần", section=near)
    page("Xa", section=far)
    mark_dead()
    assert [row[0] for row in rows_shown_to(publisher)] == ["Gần"]


def test_the_desk_shows_them(client):
    page("Ngoài")
    client.force_login(builders.editor())
    assert "Ở đây không còn việc nào." in client.get("/admin/viec/lien-ket-hong/").text
    mark_dead()
    desk = client.get("/admin/viec/lien-ket-hong/").text
    assert "Liên kết hỏng" in desk
    assert AWAY in desk


def test_dead_addresses_of_lists_are_told_to_who_edits_them(client):
    service = department.service("Cổng tỉnh", AWAY)
    page = news.procedure("Cấp phép", national_url=f"{AWAY}/1")
    owner = projects.project("Mười trang web")
    body = Organisation.objects.create(name="Sở Y tế")
    projects.participation(owner, organisation=body, website=f"{AWAY}/2")
    registry.update_listed()
    editor = builders.editor()
    assert dead_listed_links(editor) == []
    mark_dead()
    assert sorted((row.title, row.page, row.address) for row in dead_listed_links(editor)) == [
        ("Cấp phép", f"/admin/news/procedure/{page.pk}/change/", f"{AWAY}/1"),
        ("Cổng tỉnh", f"/admin/portal/servicelink/{service.pk}/change/", AWAY),
        ("Mười trang web", f"/admin/projects/project/{owner.pk}/change/", f"{AWAY}/2"),
    ]
    assert dead_listed_links(builders.reporter()) == []
    client.force_login(editor)
    assert "Cổng tỉnh" in client.get("/admin/viec/lien-ket-hong/").text
    tile = BeautifulSoup(client.get("/admin/").content, "html.parser").select_one(TILE)
    assert "3" in tile.get_text()


def test_a_listed_address_of_a_place_within_a_page_has_a_way_to_its_form():
    service = department.service("Cổng quốc gia", f"{AWAY}#/home")
    department.service("Cổng khác", f"{AWAY}/1#/home")
    registry.update_listed()
    ExternalAddress.objects.filter(url=AWAY).update(state=LinkState.DEAD)
    assert [(row.title, row.page, row.address) for row in dead_listed_links(builders.editor())] == [
        ("Cổng quốc gia", f"/admin/portal/servicelink/{service.pk}/change/", AWAY)
    ]


def test_many_dead_links_in_texts_leave_addresses_of_lists_on_the_desk(client, monkeypatch):
    for name in ("portal.newsroom.dead_links.MAX_ROWS", "portal.newsroom.panels.MAX_DEAD"):
        monkeypatch.setattr(name, 2)
    page("Một", f"{AWAY}/1")
    department.service("Cổng tỉnh", AWAY)
    registry.update_listed()
    mark_dead()
    client.force_login(builders.editor())
    assert "Danh sách dừng ở đây" not in client.get("/admin/viec/lien-ket-hong/").text
    page("Hai", f"{AWAY}/2")
    mark_dead()
    desk = client.get("/admin/viec/lien-ket-hong/").text
    assert "Cổng tỉnh" in desk
    assert "Danh sách dừng ở đây" in desk


def test_the_panel_of_addresses_of_lists_asks_one_query_where_none_is_dead(
    django_assert_num_queries,
):
    department.service("Cổng tỉnh", AWAY)
    registry.update_listed()
    editor = builders.editor()
    # As the desk asks before it: what the person may do.
    reach_rule(editor)
    with django_assert_num_queries(1):
        assert dead_listed_links(editor) == []


@pytest.mark.parametrize("number", [1, 3])
def test_the_panel_asks_as_often_however_many_there_are(number, django_assert_num_queries):
    for each in range(number):
        page(f"Ngoài {each}", f"{AWAY}/{each}", by=builders.reporter(f"pv{each}"))
    mark_dead()
    editor = builders.editor()
    # As the desk asks before it: what the person may do, and where.
    reach_rule(editor)
    with django_assert_num_queries(1):
        dead_links(editor)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_opens_with_few_queries(client, number, django_assert_max_num_queries):
    for each in range(number):
        page(f"Ngoài {each}", f"{AWAY}/{each}")
    client.force_login(builders.editor())
    client.get(LIST)
    with django_assert_max_num_queries(10):
        shown = client.get(LIST).text
    assert f"{AWAY}/0" in shown


def test_the_list_tells_a_reporter_nothing_of_the_drafts_of_others(client):
    page("Nháp", by=builders.editor(), state=State.DRAFT, published_at=None)
    client.force_login(builders.reporter())
    assert AWAY not in client.get(LIST).text


def test_a_check_is_asked_for_from_the_list(client):
    page("Ngoài")
    address = ExternalAddress.objects.get()
    ExternalAddress.objects.update(next_check_at=address.next_check_at.replace(year=2100))
    client.force_login(builders.reporter())
    client.post(LIST, {"action": "check_again", "_selected_action": [address.pk]})
    address.refresh_from_db()
    assert address.next_check_at.year < 2100


def test_who_asks_for_a_check_of_what_is_never_checked_is_told_so(client):
    page("Gỡ")
    Publication.objects.update(state=State.WITHDRAWN)
    address = ExternalAddress.objects.get()
    client.force_login(builders.editor())
    asked = {"action": "check_again", "_selected_action": [address.pk]}
    text = client.post(LIST, asked, follow=True).text
    assert "chỉ đứng ở trang đã gỡ hoặc trong thùng rác: 1 địa chỉ" in text
    assert "trong vòng một giờ" not in text


@pytest.mark.parametrize("shows_samples", [True, False])
def test_hidden_pages_are_found_without_reading_all_pages(settings, shows_samples):
    settings.SHOW_SAMPLES = shows_samples
    with connection.cursor() as cursor:
        # A way without an index, where there is one, costs too much to be chosen at a few rows.
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = dead_link_rows(builders.publisher()).explain()
    assert "publishing_publication" in plan
    assert "Seq Scan on publishing_publication" not in plan


@pytest.mark.django_db(transaction=True)
def test_whether_there_are_samples_is_found_out_once_for_what_is_public(settings):
    """All pages are read for it, which no look at the desk need wait for."""
    settings.SHOW_SAMPLES = False
    editor, target = builders.editor(), builders.article("Mẫu")
    page("Thật", target.path)
    asked = []
    with CaptureQueriesContext(connection) as queries:
        for _ in range(3):
            asked.append(len(rows_shown_to(editor)))
    assert (asked, len([each for each in queries if ONE in each["sql"]])) == ([0, 0, 0], 1)
    target.is_sample = True
    save(target, by=None)
    assert [row[0] for row in rows_shown_to(editor)] == ["Thật"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"state": State.WITHDRAWN},
        {"expires_at": builders.FEBRUARY + timedelta(days=1)},
        {"lapses_at": builders.FEBRUARY},
        {"published_at": datetime(2100, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_link_is_dead_for_each_reason_why_its_target_is_not_seen(hidden):
    target = builders.article("Đích")
    page("Trong", target.path)
    publisher = builders.publisher()
    assert rows_shown_to(publisher) == []
    Publication.objects.filter(pk=target.pk).update(**hidden)
    assert [row[0] for row in rows_shown_to(publisher)] == ["Trong"]
    Publication.objects.filter(pk=target.pk).update(
        state=State.PUBLISHED, expires_at=None, lapses_at=None, published_at=builders.FEBRUARY
    )
    other = builders.article("Trên")
    Publication.objects.filter(pk=target.pk).update(parent_page=other)
    assert rows_shown_to(publisher) == []
    Publication.objects.filter(pk=other.pk).update(**hidden)
    assert [row[0] for row in rows_shown_to(publisher)] == ["Trong"]
