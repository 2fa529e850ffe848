"""What finds nothing or little is asked again in other ways, each said plainly and bounded."""

import re
import time
from datetime import timedelta
from itertools import combinations
from typing import NoReturn

import pytest
from django.db import connection

from portal.publishing.models import State
from portal.search import candidates, corrections, passes, vocabulary
from portal.search.models import AnsweredBy
from portal.search.query import parse_query
from portal.search.ranking import weights_of
from portal.search.search import search
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("abbreviations")]


def titles(query: str, **options: object) -> list[str]:
    return [hit.publication.title for hit in search(query, **options).hits]


def learn(*names: str) -> None:
    for name in names:
        builders.article(name, summary="")
    vocabulary.refresh()


def test_it_shows_what_was_probably_meant_where_nothing_has_what_was_typed():
    learn("Mật độ điện thoại")
    found = search("dien thaoi")
    assert (found.answer, found.total, found.full) == (AnsweredBy.CORRECTED, 1, 1)
    assert found.correction is not None
    assert found.correction.text == "dien thoai"
    assert found.typed.text == "dien thaoi"
    assert found.hits[0].title == "Mật độ <mark>điện thoại</mark>"


def test_it_only_offers_what_finds_more_where_something_has_what_was_typed(monkeypatch):
    monkeypatch.setattr(corrections, "COMMONER", 5)
    learn(*(f"Điện thoại {number}" for number in range(6)), "Điện thaoi")
    found = search("dien thaoi")
    assert (found.answer, found.total) == (AnsweredBy.AS_TYPED, 1)
    assert found.correction is not None
    assert found.correction.text == "dien thoai"


def test_it_offers_nothing_where_enough_is_found_or_the_correction_finds_no_more():
    learn(*(f"Điện thaoi {number}" for number in range(6)), "Điện thoại")
    assert search("dien thaoi").correction is None
    learn("Cột ăng ten")
    assert search("cot ang ten").correction is None


@pytest.mark.parametrize(("more", "offered"), [(5, None), (6, "dien thoai")])
def test_it_offers_only_what_finds_clearly_more(monkeypatch, more, offered):
    monkeypatch.setattr(corrections, "COMMONER", 2)
    learn(*(f"Điện thoại {number}" for number in range(more)), "Điện thaoi", "Điện thaoi mới")
    correction = search("dien thaoi").correction
    assert (correction.text if correction else None) == offered


def test_a_correction_never_tells_of_what_is_not_public():
    learn("Bí mật")
    hidden = builders.article("Kho báu", state=State.DRAFT)
    vocabulary.refresh()
    assert hidden.search_vector
    found = search("kho baau")
    assert (found.total, found.correction) == (0, None)


def test_it_leaves_words_that_say_nothing_out_while_two_others_remain():
    learn("Chỉ tiêu bưu chính năm 2007")
    assert titles("các chỉ tiêu của bưu chính và năm 2007") == ["Chỉ tiêu bưu chính năm 2007"]
    assert search("các chỉ tiêu của bưu chính").answer == AnsweredBy.AS_TYPED
    assert search("của bưu").full == 0
    assert search('"của chỉ tiêu bưu chính"').answer == AnsweredBy.TITLES


@pytest.mark.parametrize(
    ("typed", "tsquery"),
    [
        ("hội của nghị", "'hoi' & 'nghi'"),
        ("hoi cua nghi", "'hoi' & 'nghi'"),
        ("của hội", "'cua' & 'hoi'"),
        ("và của", "'va' & 'cua'"),
        ("mat do dien", "'mat' & 'do' & 'dien'"),
        ('"của" hội nghị', "'cua' & 'hoi' & 'nghi'"),
    ],
)
def test_it_knows_which_words_say_nothing(typed, tsquery):
    assert parse_query(typed).tsquery(exact=False) == tsquery


def test_it_shows_pages_with_most_of_the_words_those_with_more_of_them_first():
    learn("Phủ sóng di động vùng cao", "Phủ sóng vùng", "Vùng cao")
    found = search("phủ sóng di động vùng biển")
    assert (found.answer, found.full) == (AnsweredBy.MOST_WORDS, 0)
    assert [hit.publication.title for hit in found.hits] == ["Phủ sóng di động vùng cao"]
    assert titles("biển cao vùng") == ["Vùng cao", "Phủ sóng di động vùng cao"]
    assert titles("vùng biển") == []


def test_pages_with_all_of_the_words_stand_above_those_with_most():
    learn("Vùng cao sóng", "Sóng và vùng", "Sóng vùng cao phủ")
    found = search("sóng vùng cao")
    assert [hit.publication.title for hit in found.hits][-1] == "Sóng và vùng"
    assert (found.answer, found.full, found.total, found.lacks_words) == ("", 2, 3, True)


def test_at_the_very_last_it_shows_titles_that_look_like_the_question():
    builders.article("Festival nghề truyền thống Huế")
    found = search("truyen thongg")
    assert (found.answer, titles("truyen thongg")) == ("titles", ["Festival nghề truyền thống Huế"])
    builders.article("Festival ẩm thực", state=State.DRAFT)
    assert search("truyen thongg").total == 1
    assert titles("fest") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sở Bưu chính Viễn thông", "Sở Bưu chính, Viễn thông"),
        ("sở bưu chính viễn thông", "Sở Bưu chính - Viễn thông"),
        ("Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế", "so buu chinh vien thong tinh tt-hue"),
    ],
)
def test_signs_between_words_change_nothing(one, other):
    for number in range(3):
        builders.article(
            f"Sở Bưu chính, Viễn thông {'x' * number}", body="<p>Thừa Thiên Huế tỉnh</p>"
        )
        builders.article(f"Sở Bưu chính Viễn thông {'y' * number}", body="<p>tỉnh TT-Huế</p>")
        builders.article(f"Sở BCVT {'z' * number}", body="<p>tỉnh Thừa Thiên – Huế</p>")
    assert len(titles(one)) == 9
    if one.lower() == other.lower().replace(",", "").replace(" -", ""):
        assert titles(one) == titles(other)
    assert set(titles(one)) == set(titles(other))


@pytest.mark.parametrize(
    ("number", "left_out", "length"), [(3, 1, 5), (5, 1, 12), (6, 2, 22), (7, 2, 31), (9, 2, 40)]
)
def test_most_of_the_words_is_all_but_one_or_two_and_asked_in_few_words(number, left_out, length):
    query = parse_query(" ".join(f"tu{at}" for at in range(number)))
    tsquery = query.most_tsquery(weights_of(query))
    assert tsquery.count("'") // 2 == length
    known = sorted(set(re.findall(r"tu\d", tsquery)))
    assert len(known) == min(number, 8)
    with connection.cursor() as cursor:
        for out in range(left_out + 2):
            for there in combinations(known, len(known) - out):
                cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [" ".join(there), tsquery])
                assert cursor.fetchone() == (out <= left_out,)


def test_of_two_words_there_is_no_most():
    for typed in ("a", "a b"):
        query = parse_query(typed)
        assert query.most_tsquery(weights_of(query)) == ""


def test_after_what_took_too_long_nothing_dearer_is_tried(monkeypatch):
    learn("Điện thoại")
    monkeypatch.setattr(passes, "correction_of", lambda *_: pytest.fail("asked"))

    def slow(*_args: object) -> candidates.Candidates:
        return candidates.Candidates(frozenset(), complete=False)

    monkeypatch.setattr(candidates.Searched, "with_all", slow)
    assert not search("dien thaoi").complete


def test_similar_titles_of_the_newest_are_found_on_any_site(monkeypatch):
    """The index of a large site gives up in time; what the newest pages have stays."""
    builders.article("Đường dây điện thoại", published_at=builders.FEBRUARY - timedelta(days=9))
    for title in ("Festival nghề truyền thống Huế", "Bản nháp về truyền thống"):
        state = State.DRAFT if title.startswith("Bản") else State.PUBLISHED
        builders.article(title, state=state)
    monkeypatch.setattr(passes, "NEWEST_TITLES", 1)

    def give_up(*_: object) -> NoReturn:
        raise candidates.TooCostly

    monkeypatch.setattr(passes, "bounded_keys", give_up)
    found = search("truyen thongg")
    assert (found.answer, found.complete) == (AnsweredBy.TITLES, False)
    assert titles("truyen thongg") == ["Festival nghề truyền thống Huế"]
    assert titles("dien thoaii") == []


def test_older_similar_titles_come_from_the_index(monkeypatch):
    builders.article("Đường dây điện thoại", published_at=builders.FEBRUARY - timedelta(days=9))
    builders.article("Festival Huế")
    monkeypatch.setattr(passes, "NEWEST_TITLES", 1)
    assert titles("dien thoaii") == ["Đường dây điện thoại"]


def test_settings_of_the_connection_are_as_before_after_giving_up(monkeypatch):
    builders.article("Festival Huế")
    monkeypatch.setattr(passes, "SIMILAR_TIMEOUT_MS", 1)
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        before = cursor.fetchone()
    search("truyen thongg")
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == before


HOSTILE = [
    "'; DROP TABLE search_searchterm; --",
    "\\", "'", '"', "%", "_", "{", "}", "{a,b}", "NULL", "\u202e", "&|!():*<->",
    "a" * 200,
    "ab" * 100,
    " ".join("abcdefgh"[:n] for n in range(1, 9)) * 5,
    "hooij" * 40,
    "1a2b3c4d " * 20,
    "d9" * 100,
    "buuchinhvienthongcongnghethongtin" * 6,
    "thaoi " * 30,
    " ".join(f"tu{n}" for n in range(40)),
    "ﷺ" * 60,
    "ộ\u0323\u0302" * 60,
    "và của các là " * 10,
    "%%s %(x)s {0}",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "' OR 1=1 --",
    "𝐇𝐨̣̂𝐢 nghij",
    "٣٤٥ ١٢",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_whatever_is_typed_is_answered_soon_and_by_few_questions(
    client, query, django_assert_max_num_queries
):
    learn("Hội nghị bưu chính viễn thông", "Điện thoại, công nghệ thông tin")
    began = time.perf_counter()
    # In a transaction nothing is kept: places are read for what was typed and for what was meant.
    with django_assert_max_num_queries(100):
        response = client.get("/tim-kiem/", {"q": query})
    assert response.status_code == 200
    assert time.perf_counter() - began < 3
