"""The answer to a question is worked out once, until something that readers see changes."""

import time

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from portal.pagecache.fragments import fragments, typed_fragments
from portal.publishing import workflow
from portal.publishing.models import State
from portal.search import candidates
from portal.search.kept import Kept
from portal.search.models import UnfoundSearch
from portal.site import search as search_page
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nothing_is_kept_yet(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)
    monkeypatch.setattr(search_page, "_answers", Kept(most=3))
    fragments.cache_clear()
    typed_fragments.cache_clear()


def ask(path="/tim-kiem/", *, asker=1, **parameters):
    return Client(REMOTE_ADDR=f"192.0.2.{asker}").get(path, parameters)


def links(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [link["href"] for link in page.select(".search-result a")]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_second_time_it_asks_the_database_nothing(rows, django_assert_num_queries):
    for number in range(rows):
        builders.article(f"Hội nghị {number}")
    first = ask(q="hội nghị")
    with django_assert_num_queries(0):
        second = ask(q="hội nghị")
    assert second.content == first.content
    assert len(links(second)) == rows


def test_what_is_published_is_found_and_what_is_withdrawn_is_not():
    one = builders.article("Hội nghị đầu năm")
    assert links(ask(q="hội nghị")) == [one.path]
    other = builders.article("Hội nghị cuối năm")
    assert set(links(ask(q="hội nghị"))) == {one.path, other.path}
    workflow.transition(one, to=State.WITHDRAWN, by=None)
    assert links(ask(q="hội nghị")) == [other.path]


def test_each_who_asks_in_vain_is_counted_though_the_answer_is_kept():
    for asker in (1, 2, 2, 3):
        response = ask(q="vệ tinh", asker=asker)
        assert response["Cache-Control"] == "no-store"
        assert "Không tìm thấy" in response.text
    assert UnfoundSearch.objects.get().times == 3


def test_links_keep_what_else_stands_in_the_address_of_each():
    for number in range(21):
        builders.article(f"Hội nghị {number}")
    for source in ("zalo", "facebook", "zalo"):
        page = BeautifulSoup(ask(q="hội nghị", nguon=source).content, "html.parser")
        assert f"nguon={source}" in page.select_one('a[rel="next"]')["href"]


def test_another_kind_day_page_or_language_is_another_question():
    for number in range(21):
        builders.article(f"Hội nghị {number}")
    assert len(links(ask(q="hội nghị"))) == 20
    assert len(links(ask(q="hội nghị", trang=2))) == 1
    assert links(ask(q="hội nghị", loai="document")) == []
    assert links(ask(q="hội nghị", den="01/01/2000")) == []
    assert links(ask("/en/tim-kiem/", q="hội nghị")) == []
    assert len(links(ask(q="hội nghị"))) == 20


def test_an_answer_that_was_cut_is_soon_another_and_counts_for_nobody(monkeypatch):
    def stopped(*_args):
        raise candidates.TooCostly(set())

    article, began = builders.article("Hội nghị"), time.time()
    with monkeypatch.context() as slow:
        slow.setattr(candidates.Searched, "_fill", stopped)
        response = ask(q="hội nghị")
    assert (links(response), response["Cache-Control"]) == ([], "no-store")
    assert UnfoundSearch.objects.count() == 0
    monkeypatch.setattr("portal.search.kept.time.time", lambda: began + 60)
    assert links(ask(q="hội nghị")) == [article.path]


def test_however_much_is_asked_pushes_no_part_of_another_page_out():
    builders.article("Hội nghị")
    ask(q="hội nghị")
    before = set(fragments()._kept)
    for number in range(9):
        ask(q=f"hội nghị {number}")
    assert set(fragments()._kept) == before
    assert {key[0] for key in typed_fragments()._kept} >= {"search_main", "page_head"}


def test_only_the_latest_answers_are_kept():
    kept = Kept(most=2)
    for key in "abac":
        kept.get(key, lambda key=key: key)
    made = []
    for key in "acb":
        kept.get(key, lambda key=key: made.append(key))
    assert made == ["b"]
