"""While somebody types, the search suggests public pages and what short forms stand for."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.publishing.models import State
from portal.search import suggest, vocabulary
from portal.search.candidates import TooCostly
from portal.search.suggest import suggestions
from tests import builders
from tests.portal.search.test_passes import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("abbreviations")]


def texts(typed: str) -> list[str]:
    return [line.text for line in suggestions(typed)]


def pages(typed: str) -> list[str]:
    return [line.text for line in suggestions(typed) if line.kind]


@pytest.mark.parametrize(
    "typed", ["hộ", "hoi ng", "HỘI NGHỊ tr", "nghi trien hoi", "kế hoạch", "hoi, nghi"]
)
def test_it_finds_titles_by_the_words_typed_and_the_beginning_of_the_last(typed):
    builders.article("Hội nghị triển khai kế hoạch")
    assert pages(typed) == ["Hội nghị triển khai kế hoạch"]


@pytest.mark.parametrize("typed", ["h", "", " ", "!?", "ghi", "trie hoi", "triển x", "\x00\x00"])
def test_it_suggests_nothing_for_one_letter_or_the_middle_of_a_word(typed):
    builders.article("Hội nghị triển khai kế hoạch")
    assert pages(typed) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.WITHDRAWN},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(days=1)},
        {"language": "en"},
    ],
    ids=["draft", "withdrawn", "scheduled", "expired", "in another language"],
)
def test_it_never_suggests_what_is_not_public_or_in_another_language(fields):
    builders.article("Bí mật", **fields)
    assert pages("bí mật") == []


def test_what_begins_so_comes_first_then_the_newest():
    for day, title in enumerate(["Điện thoại bàn", "Mạng điện thoại", "Giá điện"]):
        builders.article(title, published_at=builders.FEBRUARY + timedelta(days=day))
    assert pages("điện") == ["Điện thoại bàn", "Giá điện", "Mạng điện thoại"]


def test_of_one_moment_the_page_that_was_written_last_comes_first():
    titles = [f"Điện thoại {number}" for number in range(4)]
    for title in titles:
        builders.article(title, published_at=builders.FEBRUARY)
    assert pages("điện") == titles[::-1]


def test_it_gives_eight_lines_at_most_and_each_title_once():
    for number in range(10):
        builders.article(f"Điện thoại {number}")
        builders.article("Điện thoại")
    found = texts("dien")
    assert len(found) == 8
    assert len(set(found)) == 8


def test_it_knows_short_forms_by_either_side():
    assert texts("cnt")[0] == "công nghệ thông tin (CNTT)"
    assert "ủy ban nhân dân (UBND)" in texts("uy ban nhan")
    assert suggestions("ubnd")[0].words == "ủy ban nhân dân"


def test_older_pages_come_from_the_index_and_after_a_short_time_not_at_all(monkeypatch):
    builders.article("Tổng đài cũ", published_at=builders.FEBRUARY - timedelta(days=900))
    builders.article("Khác")
    monkeypatch.setattr(suggest, "NEWEST", 1)
    assert texts("tong d") == ["Tổng đài cũ"]

    def slow(*_args: object) -> None:
        raise TooCostly

    monkeypatch.setattr(suggest, "bounded_keys", slow)
    assert texts("tong d") == []


def test_a_begun_word_is_asked_for_by_the_words_that_the_site_knows(monkeypatch):
    builders.article("Tổng đài cũ", published_at=builders.FEBRUARY - timedelta(days=900))
    builders.article("Tổng đàm", published_at=builders.FEBRUARY - timedelta(days=800))
    builders.article("Khác")
    vocabulary.refresh()
    monkeypatch.setattr(suggest, "NEWEST", 1)
    assert texts("tong da") == ["Tổng đàm", "Tổng đài cũ"]
    assert texts("tong dai") == ["Tổng đài cũ"]
    assert vocabulary.beginning("da") == ["dai", "dam"]
    monkeypatch.setattr(vocabulary, "MAX_BEGINNING", 1)
    assert vocabulary.beginning("da") == ["dai"]
    assert vocabulary.beginning("k") == ["khac"]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_a_fixed_number_of_questions(rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Điện thoại {number}")
    # Where the newest have too few, the index is asked too, within bounds that are set and unset.
    # Thirteen of them read the site's places, which are kept only outside of transactions.
    with django_assert_num_queries(24):
        suggestions("dien")


# --- the address ----------------------------------------------------------------------------------


def test_it_answers_as_json_for_a_minute_and_for_everybody(client):
    article = builders.article("Hội nghị")
    response = client.get("/tim-kiem/goi-y/?q=hoi+ng")
    assert response.json() == {
        "rows": [{"text": "Hội nghị", "kind": "bài viết", "path": article.path}]
    }
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    short = client.get("/tim-kiem/goi-y/?q=cntt").json()["rows"][0]
    assert short["path"] == "/tim-kiem/?q=c%C3%B4ng+ngh%E1%BB%87+th%C3%B4ng+tin"
    assert client.post("/tim-kiem/goi-y/").status_code == 405


@pytest.mark.parametrize("query", [*HOSTILE, "x" * 100_000, "a " * 5_000, "% %", "_ _"])
def test_any_text_is_answered(client, query):
    builders.article("Hội nghị")
    response = client.get("/tim-kiem/goi-y/", {"q": query})
    assert response.status_code == 200
    assert len(response.json()["rows"]) <= 8
    assert client.get("/tim-kiem/goi-y/?q=a%00b").status_code == 400


def test_no_session_is_asked_for(client):
    client.force_login(builders.reporter())
    builders.article("Hội nghị", state=State.DRAFT)
    from django.db import connection

    with CaptureQueriesContext(connection) as queries:
        assert client.get("/tim-kiem/goi-y/?q=hoi+ng").json() == {"rows": []}
    assert [one for one in queries if "django_session" in one["sql"]] == []
