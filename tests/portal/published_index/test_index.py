"""The index tells of each thing to be published where it stands, and whether it is late."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.obligations.models import Duty, Obligation
from portal.pagecache import generation
from portal.published_index import demo
from portal.published_index.models import PublishedItem
from portal.published_index.panels import published_index_waiting
from portal.published_index.status import IndexStatus, due_soon, entries, first_entries
from portal.publishing.models import Publication, State
from tests import builders as site
from tests.data_files import csv_of, json_of
from tests.filling import fill
from tests.loaded_demo import load_demo
from tests.news import builders as news
from tests.reading import squeezed_text_of as text_of

pytestmark = pytest.mark.django_db
LAW = "Luật Tiếp cận thông tin số 104/2016/QH13, Điều 17"


def item(name="Tin tức", **fields):
    return PublishedItem.objects.create(name=name, **fields)


def entry_of(item, today=None):
    (entry,) = entries(PublishedItem.objects.with_changes().filter(pk=item.pk), today)
    return entry


def changed(page, moment):
    Publication.objects.filter(pk=page.pk).update(updated_at=moment)


def duty(page, rule, counted_from):
    return Duty.objects.create(publication_id=page.pk, obligation=rule, counted_from=counted_from)


def test_a_kind_stands_at_its_list_and_changed_when_its_last_page_did():
    row = item(kind="article")
    assert (entry_of(row).path, entry_of(row).status) == ("/tin-tuc/", IndexStatus.UNKNOWN)
    article = site.article()
    then = timezone.now() - timedelta(days=3)
    changed(article, then)
    site.article("Bản nháp", state=State.DRAFT)
    news.document()
    entry = entry_of(row)
    assert (entry.changed_at, entry.status) == (then, IndexStatus.NO_TERM)


def test_what_appears_later_than_it_was_written_changed_when_it_appeared():
    article = site.article(published_at=timezone.now() - timedelta(hours=1))
    changed(article, timezone.now() - timedelta(days=9))
    assert entry_of(item(kind="article")).changed_at == article.published_at


def test_a_section_and_a_page_stand_where_they_are():
    shelf = site.section("Thông báo")
    article = site.article("Trong mục", section=shelf)
    site.article("Ngoài mục")
    assert entry_of(item(section=shelf)).path == shelf.path
    entry = entry_of(item("Một trang", page=Publication.objects.get(pk=article.pk)))
    assert (entry.path, entry.status) == (article.path, IndexStatus.NO_TERM)
    hidden = site.article("Ẩn", state=State.DRAFT)
    entry = entry_of(item("Trang ẩn", page=Publication.objects.get(pk=hidden.pk)))
    assert (entry.path, entry.changed_at, entry.status) == ("", None, IndexStatus.UNKNOWN)


def test_what_stands_nowhere_is_said_to(client):
    item("Dự toán ngân sách", basis=LAW)
    item("Liên hệ", address="/lien-he/")
    text = text_of(client, "/cong-khai/")
    assert "Dự toán ngân sách" in text
    assert LAW in text
    assert "1 có trang, không theo dõi nội dung · 1 chưa có thông tin." in text
    assert '<a href="/lien-he/">Liên hệ</a>' in text


def test_what_was_not_renewed_in_its_time_is_late(client):
    row = item(kind="article", renewed_within=30)
    assert entry_of(row).status == IndexStatus.UNKNOWN
    changed(site.article(), timezone.now() - timedelta(days=30))
    today = timezone.localdate()
    assert entry_of(row).status == IndexStatus.ON_TIME
    assert entry_of(row).due_on == today
    assert entry_of(row, today + timedelta(days=1)).status == IndexStatus.LATE


def test_a_term_at_an_address_of_which_nothing_is_known_says_nothing():
    row = item("Dữ liệu mở", address="/du-lieu/", renewed_within=90)
    assert entry_of(row).status == IndexStatus.PLACE


def test_an_item_is_late_while_a_page_of_its_obligation_is(client):
    rule = Obligation.objects.create(name="Tin hoạt động", working_days=2)
    row, other = (
        item(kind="article", obligation=rule),
        item("Văn bản", kind="document", obligation=rule),
    )
    published = site.article()
    duty(published, rule, date(2007, 1, 29))
    news.document()
    assert entry_of(row).status == IndexStatus.ON_TIME
    draft = site.article("Chưa đăng", state=State.DRAFT)
    duty(draft, rule, date(2026, 1, 5))
    entry = entry_of(row)
    assert (entry.status, entry.overdue) == (IndexStatus.LATE, 1)
    # What the other kind owes is another matter.
    assert entry_of(other).status == IndexStatus.ON_TIME
    text = text_of(client, "/cong-khai/")
    assert "1 trang quá hạn" in text
    assert "Chưa đăng" not in text


def test_the_line_of_one_page_is_late_with_that_page_alone():
    rule = Obligation.objects.create(name="Quy hoạch", working_days=2)
    plan, other = site.article("Quy hoạch"), site.article("Khác", state=State.DRAFT)
    row = item("Một quy hoạch", page=Publication.objects.get(pk=plan.pk), obligation=rule)
    duty(other, rule, date(2026, 1, 5))
    assert (entry_of(row).status, entry_of(row).overdue) == (IndexStatus.ON_TIME, 0)
    line_of_all = entry_of(item("Mọi quy hoạch", obligation=rule))
    assert (line_of_all.status, line_of_all.overdue) == (IndexStatus.LATE, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_asks_as_much_for_many_as_for_one(client, django_assert_num_queries, number):
    rule = Obligation.objects.create(name="Tin hoạt động", working_days=2)
    for count in range(number):
        shelf = site.section(f"Mục {count}")
        page = site.article(f"Bài {count}", section=shelf)
        item(f"Loại {count}", kind="article", obligation=rule)
        item(f"Chuyên mục {count}", section=shelf)
        item(f"Trang {count}", page=Publication.objects.get(pk=page.pk))
    with django_assert_num_queries(2):
        assert f"Trang {number - 1}" in text_of(client, "/cong-khai/")


def test_lines_stand_under_their_headings_in_order(client):
    item("Tin", group="news", position=1)
    item("Hai", group="law", position=2)
    item("Một", group="law", position=1)
    text = text_of(client, "/cong-khai/")
    places = [
        text.index(word)
        for word in ("Văn bản và dự thảo", "> Một<", "> Hai<", "Tin tức, thông báo")
    ]
    assert places == sorted(places)
    assert "Dịch vụ, hỏi đáp" not in text


def test_an_empty_index_says_so(client):
    assert "Chưa có mục nào." in text_of(client, "/cong-khai/")


def test_the_same_lines_are_data(client):
    changed(site.article(), timezone.now() - timedelta(days=40))
    item("Tin", kind="article", renewed_within=30, group="news", basis=LAW)
    item("Chưa đâu")
    tin, none = csv_of(client, "/cong-khai.csv")
    assert (tin["item"], tin["status"], tin["basis"]) == ("Tin", "late", LAW)
    assert tin["address"].endswith("/tin-tuc/")
    assert (none["status"], none["address"], none["changed_at"]) == ("unknown", "", "")
    assert [row["item"] for row in json_of(client, "/cong-khai.json")["items"]] == [
        "Tin",
        "Chưa đâu",
    ]


def test_readers_see_at_once_what_editors_write(client):
    client.force_login(site.editor())
    before = generation.current()
    answer = fill(
        client, "/admin/portal/publisheditem/add/", name="Liên hệ", group="body", form="page",
        address="/lien-he/", basis=LAW,
    )  # fmt: skip
    assert answer.status_code == 302
    assert generation.current() > before
    assert "Liên hệ" in text_of(client, "/cong-khai/")
    client.force_login(site.reporter())
    assert client.get("/admin/portal/publisheditem/add/").status_code == 403
    assert client.get("/admin/portal/publisheditem/").status_code == 200


def test_the_address_of_a_page_means_that_page_and_goes_with_it(client):
    page, shelf = site.article(), site.section("Thông báo")
    client.force_login(site.editor())
    for name, address in (("Bài", page.path), ("Mục", shelf.path), ("Chủ đề", "/chu-de/")):
        answer = fill(
            client, "/admin/portal/publisheditem/add/",
            name=name, group="body", form="page", address=address,
        )  # fmt: skip
        assert answer.status_code == 302
    row = PublishedItem.objects.get(name="Bài")
    assert (row.page_id, row.address) == (page.pk, "")
    assert entry_of(row).path == page.path
    Publication.objects.filter(pk=page.pk).update(state=State.WITHDRAWN)
    assert (entry_of(row).path, entry_of(row).status) == ("", IndexStatus.UNKNOWN)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"address": "/khong-co-trang-nay/"}, "Không có trang nào"),
        ({"address": "/tin-tuc/khong-co-bai-nay/"}, "Không có trang nào"),
        ({"address": "//x.example/luu.html"}, "Không có trang nào"),
        ({"address": "lien-he"}, "bắt đầu bằng “/”"),
        ({"kind": "article", "page": "PAGE"}, "Hãy chọn một trong ba"),
        ({"address": "/du-lieu/", "renewed_within": "90"}, "để trống số ngày"),
        ({"renewed_within": "0"}, "lớn hơn hoặc bằng 1"),
        ({"renewed_within": "99999999999"}, "nhỏ hơn hoặc bằng"),
    ],
    ids=[
        "nowhere",
        "no article",
        "another host",
        "elsewhere",
        "two places",
        "unwatched",
        "no days",
        "endless",
    ],
)
def test_what_cannot_be_is_refused_in_words(client, typed, message):
    client.force_login(site.publisher())
    page = site.article()
    typed = {name: page.path if value == "PAGE" else value for name, value in typed.items()}
    answer = fill(
        client, "/admin/portal/publisheditem/add/", name="Thử", group="body", form="page", **typed
    )
    assert answer.status_code == 200
    assert message in answer.text
    assert PublishedItem.objects.exists() is False


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("portal_published_has_a_name", {"name": ""}),
        ("portal_published_group_is_known", {"group": "x"}),
        ("portal_published_form_is_known", {"form": "x"}),
        ("portal_published_address_is_of_this_site", {"address": "http://x.example/"}),
        ("portal_published_term_is_some_days", {"renewed_within": 0}),
    ],
)
def test_the_database_refuses(name, fields):
    row = item()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        PublishedItem.objects.filter(pk=row.pk).update(**fields)


def test_an_item_stands_in_one_place_and_has_one_name():
    shelf, page = site.section(), site.article()
    for two in ({"kind": "article", "section": shelf}, {"section": shelf, "page_id": page.pk}):
        with pytest.raises(IntegrityError, match="one_place"), transaction.atomic():
            item("Hai nơi", **two)
    item("Một tên")
    with pytest.raises(IntegrityError, match="name"), transaction.atomic():
        item("Một tên")


def test_the_demo_names_only_places_that_are_there(client):
    load_demo()
    found = entries(PublishedItem.objects.with_changes())
    assert len(found) == len(demo.ITEMS)
    for entry in found:
        if entry.path:
            assert client.get(entry.path).status_code == 200, entry.path
    statuses = {entry.item.name: entry.status for entry in found}
    assert statuses["Dự toán, quyết toán ngân sách"] == IndexStatus.UNKNOWN
    assert statuses["Tin tức, sự kiện"] == IndexStatus.NO_TERM
    PublishedItem.objects.filter(name="Tin tức, sự kiện").delete()
    assert demo.load() == {}


def panel_of(client, sort="cong-khai"):
    page = BeautifulSoup(client.get(f"/admin/viec/{sort}/").content, "html.parser")
    found = page.select_one("section:has(#desk-published-index)")
    return [" ".join(each.text.split()) for each in found.select("li")] if found else None


def test_the_desk_names_what_is_late_or_due_within_a_week(client):
    changed(site.article(), timezone.now() - timedelta(days=30))
    day = timezone.localdate() - timedelta(days=30)
    item("Sắp đến hạn", kind="article", renewed_within=37)
    item("Còn lâu", kind="article", renewed_within=38)
    item("Không có hạn", kind="article")
    editor = site.editor()
    client.force_login(editor)

    def on(days):
        return f"{day + timedelta(days=days):%d/%m/%Y}"

    assert panel_of(client) == [f"Sắp đến hạn đến hạn ngày {on(37)} · nơi công khai"]
    assert panel_of(client, "cong-khai-qua-han") is None
    rule = Obligation.objects.create(name="Công bố văn bản", working_days=3)
    item("Văn bản", kind="document", obligation=rule)
    for page in (news.document(state=State.DRAFT), site.article("Nháp", state=State.DRAFT)):
        duty(page, rule, date(2007, 1, 2))
    item("Đã muộn", kind="article", renewed_within=29)
    item("Muộn cả hai", kind="article", renewed_within=28, obligation=rule)
    item("Còn hạn mà thiếu trang", kind="article", renewed_within=36, obligation=rule)
    late = "1 trang quá hạn"
    assert panel_of(client, "cong-khai-qua-han") == [
        f"Muộn cả hai quá hạn · {late} · hạn {on(28)} · Công bố văn bản · nơi công khai",
        f"Đã muộn quá hạn · hạn {on(29)} · nơi công khai",
    ]
    assert panel_of(client) == [
        f"Còn hạn mà thiếu trang {late} · đến hạn ngày {on(36)} · Công bố văn bản · nơi công khai",
        f"Sắp đến hạn đến hạn ngày {on(37)} · nơi công khai",
    ]
    # What is late by a page alone is counted with the pages, in a tile of theirs.
    counts = {each.slug: each.rows[0].count() for each in published_index_waiting(editor)}
    assert counts == {"cong-khai-qua-han": 2, "cong-khai": 2}
    client.force_login(site.reporter())
    assert panel_of(client) is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_twice_for_them(rows, django_assert_num_queries):
    site.article()
    for number in range(rows):
        item(f"Mục {number}", kind="article", renewed_within=1 + number)
    with django_assert_num_queries(2):
        assert len(first_entries(due_soon())) == rows
