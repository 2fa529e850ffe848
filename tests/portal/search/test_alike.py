"""Who looks like a question is worked out for all titles at once, as PostgreSQL does for each."""

import pytest
from django.db import connection

from portal.search.alike import newest_alike, runs
from tests import builders

pytestmark = pytest.mark.django_db

TITLES = [
    "Festival nghề truyền thống Huế",
    "Mật độ điện thoại năm 2007",
    "Máy bộ đàm cho huyện A Lưới",
    "Đường dây điện thoại",
    "Truyền hình truyền thanh",
    "Ωμέγα 北京",
]
QUESTIONS = [
    "truyen thongg", "dien thaoi", "may bo dam huyen a luoi qui 3", "festivall", "zzzzz",
    "duong day dien thoai nam 2007 cho huyen", "a b c d e", "aaaaa", "truyen truyen truyen",
    "привет мир", "привет dien thoai", "festivalж", "ωμεγα",
]  # fmt: skip


def _by_postgresql(text: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM publishing_publication WHERE %s <%% folded_title", [text])
        return {key for (key,) in cursor.fetchall()}


def test_the_titles_that_postgresql_takes_for_alike_are_found():
    for title in TITLES:
        builders.article(title)
    found = {text: set(newest_alike(text, of_each=9, limit=9)[0]) for text in QUESTIONS}
    assert found == {text: _by_postgresql(text) for text in QUESTIONS}
    assert sum(map(bool, found.values())) > 3


def test_other_letters_are_compared_with_titles_that_have_any(django_assert_num_queries):
    builders.article("Festival nghề truyền thống Huế")
    with django_assert_num_queries(1):
        assert newest_alike("привет мир", of_each=9, limit=9) == ([], True)


def test_a_title_that_is_not_alike_costs_the_database_nothing(django_assert_num_queries):
    builders.article("Festival nghề truyền thống Huế")
    with django_assert_num_queries(1):  # the titles, which are kept outside of transactions
        assert newest_alike("bo dam huyen", of_each=9, limit=9) == ([], True)


def test_it_says_whether_the_site_has_more():
    builders.article("Festival nghề truyền thống Huế")
    assert newest_alike("truyen thongg", of_each=1, limit=9)[1] is False
    assert newest_alike("truyen thongg", of_each=2, limit=1)[1] is False
    assert newest_alike("truyen thongg", of_each=2, limit=2)[1] is True


def test_its_runs_are_those_of_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT show_trgm('may bo dam a luoi 2007')")
        assert runs(["may", "bo", "dam", "a", "luoi", "2007"]) == set(cursor.fetchone()[0])
