"""What readers search in vain is counted for the desk; nobody is told of, nothing is filled up."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from portal.search import unfound, vocabulary
from portal.search.models import AnsweredBy, PickedResult, UnfoundSearch
from portal.search.query import parse_query
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache(settings):
    memory = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": memory, "LOCATION": "unfound"}}
    cache.clear()


def ask(q: str, *, asker: int = 1, **parameters: str) -> None:
    client = Client(REMOTE_ADDR=f"192.0.2.{asker}")
    assert client.get("/tim-kiem/", {"q": q} | parameters).status_code == 200


def counted() -> list[tuple[str, int]]:
    return [(row.words, row.times) for row in UnfoundSearch.objects.order_by("words")]


def on(day: int, words: str, times: int = 1) -> UnfoundSearch:
    """Words searched so many days ago."""
    at = timezone.now() - timedelta(days=day)
    return UnfoundSearch.objects.create(
        words=words, day=timezone.localdate(at), times=times, last_at=at
    )


def test_each_asker_counts_once_a_day_however_it_is_written():
    for asker, typed in enumerate(["Phủ sóng 5G", "phủ sóng  5g", "PHỦ SÓNG 5G!"]):
        ask(typed, asker=asker)
        ask(typed, asker=asker)
    assert counted() == [("phủ sóng 5g", 3)]


def test_who_asks_the_same_again_costs_no_query(monkeypatch, caplog):
    ask("vệ tinh")
    monkeypatch.setattr(unfound, "cache", None)
    ask("vệ tinh")
    assert caplog.messages == []
    ask("vệ tinh", asker=2)
    assert caplog.messages == ["A search that found nothing is not counted."]


def test_what_is_found_or_shut_out_by_a_filter_is_not_counted():
    builders.article("Mật độ điện thoại")
    ask("mật độ")
    ask("mật độ", loai="enterprise")
    ask("vệ tinh", tu="01/01/2007")
    ask("")
    assert counted() == []


def test_what_is_found_with_other_marks_only_is_counted():
    builders.article("Lãnh đạo tỉnh")
    ask("quỹ đạo tinh")
    ask("lãnh đạo tình")
    ask("lanh dao")
    assert counted() == [("lãnh đạo tình", 1), ("quỹ đạo tinh", 1)]


def test_what_was_answered_otherwise_is_counted_as_such():
    builders.article("Mật độ điện thoại bàn")
    builders.article("Tàu cá vươn khơi")
    vocabulary.refresh()
    ask("dien thaoi")
    ask("mật độ điện thoại vệ tinh")
    ask("tauca vuonkhoi")
    ask("xyzabc")
    answers = {row.words: row.answer for row in UnfoundSearch.objects.all()}
    assert answers == {
        "dien thaoi": AnsweredBy.CORRECTED,
        "mật độ điện thoại vệ tinh": AnsweredBy.MOST_WORDS,
        "tauca vuonkhoi": AnsweredBy.CORRECTED,
        "xyzabc": AnsweredBy.AS_TYPED,
    }


def test_what_the_staff_picked_a_page_for_is_found():
    page = builders.article("Mật độ điện thoại")
    PickedResult.objects.create(words="cước gọi", page=page)
    ask("cước gọi")
    assert counted() == []


@pytest.mark.parametrize(
    "typed",
    [
        "an.nguyen@example.com",
        "Nguyễn Văn An 0912345678",
        "0912 345 678",
        "84-912-345-678",
        "cccd 046 123 456 789",
        "https://example.com",
        "chữ " * 40,
    ],
)
def test_what_may_tell_of_a_person_is_not_kept(typed):
    ask(typed)
    assert counted() == []


def test_a_number_of_a_document_is_kept():
    ask("12/2007/QĐ-UBND")
    assert counted() == [("12 2007 qđ ubnd", 1)]


def test_nothing_kept_tells_who_asked():
    names = {field.name for field in UnfoundSearch._meta.get_fields()}
    assert names == {"id", "words", "day", "times", "last_at", "handled_at", "answer"}
    ask("vệ tinh", asker=77)
    assert "192.0.2.77" not in str(cache._cache)


def test_one_address_cannot_fill_the_day(monkeypatch):
    monkeypatch.setattr(unfound, "MAX_FROM_ONE", 2)
    for number in range(4):
        ask(f"từ điển {number}")
    assert len(counted()) == 2
    ask("vệ tinh", asker=2)
    assert len(counted()) == 3


def test_one_network_of_many_addresses_cannot_either(monkeypatch):
    monkeypatch.setattr(unfound, "MAX_FROM_ONE", 2)
    for number in range(4):
        client = Client(REMOTE_ADDR=f"2001:db8:1:2::{number + 1}")
        client.get("/tim-kiem/", {"q": f"vệ tinh {number}"})
    assert counted() == [("vệ tinh 0", 1), ("vệ tinh 1", 1)]


def test_many_addresses_cannot_either_and_known_words_still_count(monkeypatch):
    monkeypatch.setattr(unfound, "MAX_A_DAY", 2)
    for asker in range(4):
        ask(f"từ điển {asker}", asker=asker)
    ask("từ điển 0", asker=9)
    assert counted() == [("từ điển 0", 2), ("từ điển 1", 1)]


def test_old_days_go():
    on(91, "cũ")
    on(90, "còn")
    ask("vệ tinh")
    assert counted() == [("còn", 1), ("vệ tinh", 1)]


def test_the_reader_gets_the_page_where_nothing_can_be_written(client):
    # As on a replica.
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION READ ONLY")
    assert client.get("/tim-kiem/?q=ve+tinh").status_code == 200
    assert counted() == []


def test_the_reader_gets_the_page_where_the_cache_is_down(client, monkeypatch):
    class Down:
        def get(self, *_args):
            raise ConnectionError

    monkeypatch.setattr(unfound, "cache", Down())
    assert client.get("/tim-kiem/?q=ve+tinh").status_code == 200


def test_asking_in_vain_takes_two_statements_more(django_assert_num_queries):
    with django_assert_num_queries(4):
        unfound.record(parse_query("vệ tinh"), asker="")


def test_who_has_had_all_of_a_day_costs_none(settings, monkeypatch, django_assert_num_queries):
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "pagecache_cacheentry",
        }
    }
    monkeypatch.setattr(unfound, "MAX_FROM_ONE", 1)
    unfound.record(parse_query("vệ tinh"), asker="192.0.2.1")
    with django_assert_num_queries(1):
        unfound.record(parse_query("tàu cá"), asker="192.0.2.1")
    with django_assert_num_queries(0):
        unfound.record(parse_query("tàu cá"), asker="192.0.2.1")
    unfound.record(parse_query("tàu cá"), asker="192.0.2.2")
    assert counted() == [("tàu cá", 1), ("vệ tinh", 1)]


@pytest.mark.parametrize("row", [{"words": ""}, {"times": 0}, {"answer": "guessed"}])
def test_the_database_keeps_nonsense_out(row):
    now = timezone.now()
    with pytest.raises(DatabaseError):
        UnfoundSearch.objects.create(
            **{"words": "vệ tinh", "day": now.date(), "last_at": now} | row
        )


def test_what_was_only_mistyped_comes_last():
    on(1, "dien thaoi", 9)
    UnfoundSearch.objects.update(answer=AnsweredBy.CORRECTED)
    on(1, "vệ tinh", 2)
    assert [(wanted.words, wanted.answer) for wanted in unfound.most_frequent(9)] == [
        ("vệ tinh", AnsweredBy.AS_TYPED), ("dien thaoi", AnsweredBy.CORRECTED),
    ]  # fmt: skip
    on(2, "dien thaoi", 1)
    assert unfound.most_frequent(1)[0].words == "dien thaoi"


# --- on the desk ----------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [builders.editor, builders.publisher])
def test_the_desk_shows_what_was_searched_most_in_thirty_days(client, who):
    on(1, "vệ tinh", 2)
    on(3, "vệ tinh", 2)
    on(2, "phủ sóng", 3)
    on(30, "quá lâu", 9)
    client.force_login(who())
    page = client.get("/admin/viec/tim-khong-thay/").text
    assert "quá lâu" not in page
    assert page.index("vệ tinh") < page.index("phủ sóng")
    assert "được tìm 4 lần" in page


def test_a_reporter_is_not_asked_to_decide_on_it(client):
    on(1, "vệ tinh")
    client.force_login(builders.reporter())
    assert "vệ tinh" not in client.get("/admin/viec/tim-khong-thay/").text
    assert client.post("/admin/tim-khong-thay/", {"words": "vệ tinh"}).status_code == 404
    assert unfound.most_frequent(1) != []


def test_what_is_dealt_with_comes_back_on_another_day_only(client):
    on(1, "vệ tinh")
    client.force_login(builders.editor())
    answer = client.post("/admin/tim-khong-thay/", {"words": "vệ tinh"}, follow=True)
    assert "Đã bỏ “vệ tinh” khỏi danh sách" in answer.text
    assert unfound.most_frequent(9) == []
    again = client.post("/admin/tim-khong-thay/", {"words": "vệ tinh"}, follow=True)
    assert "Đã có người khác xử lý" in again.text
    ask("vệ tinh")
    assert [wanted.searched for wanted in unfound.most_frequent(9)] == [1]
