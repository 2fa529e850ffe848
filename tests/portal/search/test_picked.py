"""What the staff picked for certain words comes first, for as long as it should."""

import sys
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.pagecache.clock import Stamp
from portal.publishing.models import State
from portal.search import picked
from portal.search.abbreviations import Abbreviations
from portal.search.models import Abbreviation, PickedResult
from portal.search.query import parse_query
from portal.search.scope import Scope
from portal.search.search import search
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("abbreviations")]


def pick(words: str, page: object, **fields: object) -> PickedResult:
    return PickedResult.objects.create(words=words, page=page, **fields)


def titles(query: str, **options: object) -> list[str]:
    return [hit.publication.title for hit in search(query, **options).hits]


@pytest.mark.parametrize(
    "typed", ["cước cntt", "CUOC CNTT!", "cước công nghệ thông tin", "cuoc, cong nghe thong tin"]
)
def test_it_comes_first_however_the_words_are_typed(typed):
    builders.article("Cước CNTT")
    pick("Cước công nghệ thông tin", builders.article("Bảng giá"))
    found = search(typed)
    assert [hit.publication.title for hit in found.hits] == ["Bảng giá", "Cước CNTT"]
    assert [hit.is_picked for hit in found.hits] == [True, False]
    assert (found.total, found.picked) == (2, 1)


@pytest.mark.parametrize(
    "typed", ["Sở TTTT cntt", "sở thông tin và truyền thông công nghệ thông tin", "so tttt CNTT"]
)
def test_words_with_a_short_and_a_long_form_are_found_by_any(typed):
    Abbreviation.objects.get_or_create(short="TTTT", defaults={"long": "thông tin và truyền thông"})
    pick("Sở TTTT công nghệ thông tin", builders.article("Bảng giá"))
    assert titles(typed) == ["Bảng giá"]


def test_it_is_for_these_words_only():
    pick("cước", builders.article("Bảng giá"))
    assert titles("cước gọi") == []
    assert titles("gọi") == []


def test_it_stands_there_once_and_in_the_order_given():
    one, two = builders.article("Cước một"), builders.article("Cước hai")
    pick("cước", one, position=2)
    pick("cước", two, position=1)
    assert titles("cuoc") == ["Cước hai", "Cước một"]
    assert search("cuoc").total == 2


def test_it_stands_on_the_first_page_only():
    for number in range(21):
        builders.article(f"Giao ban {number}")
    pick("giao ban", builders.article("Lịch"))
    first, second = search("giao ban"), search("giao ban", page=2)
    assert (len(first.hits), first.has_next) == (21, True)
    assert (len(second.hits), second.has_next) == (1, False)
    assert first.hits[0].publication.title == "Lịch"


def test_it_ends_after_its_last_day():
    today = timezone.localdate()
    pick("cước", builders.article("Hết hôm nay"), ends_on=today)
    pick("cước", builders.article("Hết hôm qua"), ends_on=today - timedelta(days=1))
    assert titles("cước") == ["Hết hôm nay"]


@pytest.mark.parametrize("state", [State.DRAFT, State.WITHDRAWN])
def test_what_is_not_public_is_not_shown(state):
    pick("cước", builders.article("Bí mật", state=state))
    assert search("cước").total == 0


def test_filters_hold_for_it_too():
    pick("cước", builders.article("Bảng giá"))
    assert titles("cước", kind="project") == []
    assert titles("cước", language="en") == []


def test_where_the_words_are_mistyped_the_pick_for_the_right_ones_counts():
    builders.article("Điện thoại")
    pick("điện thoại", builders.article("Danh bạ"))
    from portal.search import vocabulary

    vocabulary.refresh()
    assert titles("dien thaoi") == ["Danh bạ", "Điện thoại"]
    pick("dien thaoi", builders.article("Bảng giá"), position=9)
    assert titles("dien thaoi") == ["Bảng giá", "Danh bạ", "Điện thoại"]


def test_the_database_keeps_empty_words_and_doubles_out():
    page = builders.article("Bảng giá")
    pick("cước", page)
    for words in ("!!!", "CƯỚC"):
        with pytest.raises(IntegrityError), transaction.atomic():
            pick(words, page)


def test_readers_see_that_it_was_picked(client):
    pick("cước", builders.article("Bảng giá"))
    soup = BeautifulSoup(client.get("/tim-kiem/?q=cước").content, "html.parser")
    assert "Sở chọn giới thiệu" in soup.select_one(".search-result").text


# --- in the admin ---------------------------------------------------------------------------------


def test_an_editor_picks_a_page_by_its_address_and_the_record_knows(client):
    page = builders.article("Bảng giá")
    client.force_login(builders.editor())
    form = {"words": " Cước  gọi ", "page": page.path, "position": "0", "ends_on": "31/12/2099"}
    assert client.post("/admin/portal/pickedresult/add/", form).status_code == 302
    row = PickedResult.objects.get()
    assert (row.page_id, row.key, row.ends_on.year) == (page.pk, "cuoc goi", 2099)
    assert AuditEntry.objects.filter(subject_label="search.pickedresult").count() == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"words": "!!!"}, "Hãy viết ít nhất một từ"),
        ({"page": "/khong-co/"}, "Không có trang nào"),
        ({"words": "cước gọi"}, "Trang này đã được chọn cho những từ này"),
        ({"ends_on": "31/02/2007"}, "ngày"),
    ],
)
def test_it_says_what_is_wrong_and_keeps_what_was_typed(client, wrong, message):
    page = builders.article("Bảng giá")
    pick("Cước gọi", page)
    client.force_login(builders.editor())
    form = {"words": "khác", "page": page.path, "position": "0", "ends_on": ""} | wrong
    response = client.post("/admin/portal/pickedresult/add/", form)
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert message in soup.select_one(".errorlist").text
    assert soup.select_one("#id_words")["value"] == form["words"]


def test_a_reporter_reads_them_and_changes_none(client):
    pick("cước", builders.article("Bảng giá"))
    client.force_login(builders.reporter())
    assert client.get("/admin/portal/pickedresult/").status_code == 200
    assert client.get("/admin/portal/pickedresult/add/").status_code == 403


@pytest.mark.parametrize(("holds", "titles"), [("now", ["Hôm nay"]), ("ended", ["Hôm qua"])])
def test_the_list_tells_what_holds_from_what_has_ended(client, holds, titles):
    today = timezone.localdate()
    pick("cước", builders.article("Hôm nay"), ends_on=today)
    pick("cước", builders.article("Hôm qua"), ends_on=today - timedelta(days=1))
    client.force_login(builders.editor())
    rows = client.get("/admin/portal/pickedresult/", {"holds": holds}).context["cl"].result_list
    assert [row.page.title for row in rows] == titles


def test_picks_stay_with_the_table_that_they_were_made_with(monkeypatch):
    # Else the next table may lie where it lay, and would be taken for it.
    monkeypatch.setattr("portal.search.kept.stamp_outside_transactions", lambda: Stamp(7, 7))
    picked._kept_picks.cache_clear()
    table = Abbreviations.of([("TTTT", "thông tin và truyền thông")])
    long_of, nothing = table.long_of, parse_query("")
    held = sys.getrefcount(long_of)
    picked.picked_for(Scope(), nothing, nothing, table)
    del table
    assert sys.getrefcount(long_of) == held
    picked._kept_picks.cache_clear()
    assert sys.getrefcount(long_of) == held - 1
