from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone
from psycopg2.extensions import TRANSACTION_STATUS_IDLE

from portal.publishing.models import Publication, State
from portal.search import candidates, scope
from portal.search.candidates import TooCostly, bounded_keys, bounded_rows
from portal.search.scope import period_tsquery
from portal.search.search import search
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("abbreviations")]


def titles(query: str, **options: object) -> list[str]:
    return [hit.publication.title for hit in search(query, **options).hits]


@pytest.mark.parametrize("query", ["thua thien hue", "Thừa Thiên –Huế", "TT-Huế", "tt hue"])
def test_it_finds_every_way_to_write_the_province(query):
    builders.article("Một", body="<p>tỉnh Thừa Thiên –Huế</p>")
    builders.article("Hai", body="<p>tỉnh TT-Huế</p>")
    builders.article("Ba", body="<p>thừa vốn, thiên tai</p>")
    assert sorted(titles(query)) == ["Hai", "Một"]


@pytest.mark.parametrize("query", ["12/2007/QĐ-UBND", "12/2007", "12 2007 qd ubnd"])
def test_it_finds_a_document_by_its_number(query):
    builders.article("Quyết định", body="<p>Số 12/2007/QĐ-UBND</p>")
    builders.article("Khác", body="<p>2007/12, số 13/2007/QĐ-UBND</p>")
    assert titles(query)[0] == "Quyết định"
    if "/" in query:
        assert titles(query) == ["Quyết định"]


@pytest.mark.parametrize("query", ["30/01/2007", "30/1/2007", "30-1-2007"])
def test_it_finds_a_date_however_it_is_written(query):
    builders.article("Hội nghị", body="<p>Ngày 30/01/2007 tại Huế</p>")
    builders.article("Khác", body="<p>Ngày 01/30, năm 2007</p>")
    assert titles(query) == ["Hội nghị"]


def test_it_puts_the_words_with_their_own_marks_first():
    # The one with other marks is newer and has the word in the title.
    builders.article("Hỏi đáp", published_at=builders.FEBRUARY + timedelta(days=1))
    builders.article("Khác", body="<p>hội viên</p>")
    assert titles("hội") == ["Khác", "Hỏi đáp"]
    assert titles("hoi") == ["Hỏi đáp", "Khác"]


def test_it_leaves_other_marks_out_where_enough_have_the_right_ones():
    for number in range(5):
        builders.article(f"Hội {number}")
    builders.article("Hỏi đáp")
    assert "Hỏi đáp" not in titles("hội")
    assert "Hỏi đáp" in titles("hoi")


def test_it_says_when_only_other_marks_were_found():
    builders.article("Hỏi đáp")
    assert search("hội").without_marks
    assert not search("hỏi").without_marks


def test_it_puts_a_title_before_a_text_and_a_phrase_before_loose_words():
    builders.article("Một", body="<p>mạng lưới của tần số vô tuyến</p>")
    builders.article("Hai", body="<p>tuyến cáp, vô số, tần suất, mạng</p>")
    builders.article("Mạng vô tuyến", published_at=builders.FEBRUARY - timedelta(days=900))
    assert titles("vô tuyến") == ["Mạng vô tuyến", "Một", "Hai"]


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.DRAFT},
        {"state": State.WITHDRAWN},
        {"published_at": timezone.now() + timedelta(days=1)},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
    ids=["draft", "withdrawn", "scheduled", "expired"],
)
def test_it_never_shows_what_is_not_public(fields):
    builders.article("Bí mật", **fields)
    assert search("bí mật").total == 0


def test_it_keeps_to_the_kind_and_the_days_asked_for():
    builders.article("Hội nghị")
    day = date(2007, 2, 1)
    assert titles("hội nghị", kind="article", since=day, until=day) == ["Hội nghị"]
    assert titles("hội nghị", kind="project") == []
    assert titles("hội nghị", since=day + timedelta(days=1)) == []
    assert titles("hội nghị", until=day - timedelta(days=1)) == []
    assert titles("hội nghị", since=date.min, until=date.max) == ["Hội nghị"]


def test_it_keeps_to_the_language_asked_for():
    builders.article("Internet tiếng Việt")
    builders.article("Internet in English", language="en")
    assert titles("internet", language="en") == ["Internet in English"]
    assert titles("internet") == ["Internet tiếng Việt"]
    assert len(titles("internet", language=None)) == 2


def test_it_gives_pages_of_twenty():
    for number in range(21):
        builders.article(f"Giao ban {number}")
    first, second, third = (search("giao ban", page=page) for page in (1, 2, 3))
    assert [len(page.hits) for page in (first, second, third)] == [20, 1, 0]
    assert (first.has_next, second.has_next, second.has_previous) == (True, False, True)
    seen = {hit.publication.pk for page in (first, second) for hit in page.hits}
    assert (len(seen), first.total, first.complete) == (21, 21, True)


def test_it_ranks_a_bounded_set_with_the_newest_and_the_titles(monkeypatch):
    monkeypatch.setattr(candidates, "MAX_CANDIDATES", 3)
    monkeypatch.setattr(scope, "NEWEST_ROWS", 4)
    builders.article("Lũ lụt", published_at=builders.FEBRUARY - timedelta(days=2000))
    for day in range(8):
        builders.article(
            f"Tin {day}",
            body="<p>phòng chống lũ lụt</p>",
            published_at=builders.FEBRUARY + timedelta(days=day),
        )
    found = search("lũ lụt")
    assert found.hits[0].publication.title == "Lũ lụt"
    assert {hit.publication.title for hit in found.hits} < {
        "Lũ lụt",
        *(f"Tin {n}" for n in range(3, 8)),
    }
    assert not found.complete


@pytest.mark.parametrize(
    "query",
    [
        "\x00",
        "a\x00b",
        "'; DROP TABLE publishing_publication; --",
        "& | ! ( ) <-> :* 'x':A",
        "\\",
        "%s %(x)s {}",
        "x" * 100_000,
        "a " * 10_000,
        '"' * 500,
        "\ud800 \udfff",
        "ộ\u0323\u0302" * 300,
        "𝐇𝐨̣̂𝐢 ﷽ ㎏ ½ ²",
        "٠١٢ १२",
    ],
)
def test_it_answers_any_text_without_an_error(query):
    builders.article("Hội nghị")
    assert search(query).total in (0, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_database_a_fixed_number_of_questions(rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Hội nghị {number}")
    # In a test's transaction every bounded step is a savepoint, its release and three settings.
    with django_assert_num_queries(37):
        search("hội nghị")


def test_it_gives_up_what_takes_too_long_and_goes_on(monkeypatch):
    with pytest.raises(TooCostly):
        bounded_rows("SELECT pg_sleep(5)", [], 20)
    builders.article("Hội nghị")
    assert titles("hội nghị") == ["Hội nghị"]


@pytest.mark.django_db(transaction=True)
def test_outside_of_transactions_one_message_bounds_and_asks(django_assert_num_queries):
    shown = "SELECT current_setting('enable_seqscan'), current_setting('statement_timeout')"
    before = bounded_rows("SELECT 1", [])
    with django_assert_num_queries(1):
        assert bounded_rows(shown, [], 70) == [("off", "70ms")]
    with pytest.raises(TooCostly):
        bounded_rows("SELECT pg_sleep(%s)", [5], 20)
    # The settings went with it, and the connection goes on.
    builders.article("Hội nghị")
    with django_assert_num_queries(1):
        assert len(bounded_keys(Publication.objects.public().newest()[:5], 70)) == 1
    with connection.cursor() as cursor:
        cursor.execute(shown)
        assert cursor.fetchone() != ("off", "70ms")
        assert cursor.connection.get_transaction_status() == TRANSACTION_STATUS_IDLE
    assert bounded_rows("SELECT 1", []) == before


def test_it_leaves_the_settings_of_an_enclosing_transaction_alone():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '7s'")
        search("hội nghị")
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("7s",)
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def test_it_says_a_stretch_of_time_in_days_months_or_years():
    start = date(2006, 12, 31)
    assert period_tsquery(start, date(2007, 1, 1)) == "('d:2006-12-31' | 'd:2007-01-01')"
    assert period_tsquery(start, date(2007, 3, 5)).startswith("('m:2006-12' | 'm:2007-01' | ")
    assert period_tsquery(date(1990, 1, 1), date(2007, 1, 1)).count("y:") == 18
    assert period_tsquery(date.min, date.max).count("y:") == 60


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.django_db(transaction=True)
def test_what_was_read_for_one_question_is_known_to_the_next(rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Hội nghị {number}")
    search("hội nghị")
    # Candidates with marks and without, both ranked; nearness; files; the pages.
    with django_assert_num_queries(6):
        search("hội nghị")
