"""Answers as everybody reads them: the list, its fields, one page, search, the home page's tag."""

import json
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError, transaction

from portal.participation.questions import demo
from portal.participation.questions.models import Answer
from portal.participation.tags import answered_questions
from portal.publishing.models import Section, State
from tests import builders as site
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.builders import TEXT

pytestmark = pytest.mark.django_db


def soup(answer):
    return BeautifulSoup(answer.content, "html.parser")


def titles(client, address="/hoi-dap/"):
    return [link.get_text() for link in soup(client.get(address)).select(".article-card h2 a")]


def test_the_newest_stands_first_and_a_hidden_one_nowhere(client):
    builders.answer("Câu cũ")
    builders.answer("Câu mới", published_at=site.FEBRUARY.replace(year=2008))
    hidden = builders.answer("Câu kín", state=State.DRAFT)
    assert titles(client) == ["Câu mới", "Câu cũ"]
    assert client.get(hidden.path).status_code == 404


def test_a_field_has_a_list_of_its_own(client):
    post, radio = builders.shelf("Bưu chính"), builders.shelf("Tần số")
    builders.answer("Câu về thư", section=post)
    builders.answer("Câu về sóng", section=radio)
    assert post.path == "/hoi-dap/linh-vuc/buu-chinh/"
    assert titles(client, post.path) == ["Câu về thư"]
    assert client.get("/hoi-dap/linh-vuc/khong-co/").status_code == 404


def test_the_list_goes_on_on_further_pages(client):
    for number in range(21):
        builders.answer(f"Câu số {number}")
    assert len(titles(client)) == 20
    assert len(titles(client, "/hoi-dap/?trang=2")) == 1
    for number in ("3", "0", "-1", "x", "9" * 30):
        assert client.get(f"/hoi-dap/?trang={number}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_list_and_page_ask_the_same_few_queries(client, django_assert_num_queries, rows):
    for number in range(rows):
        shelf = builders.shelf(f"Lĩnh vực {number}")
        page = builders.answer(f"Câu {number}", section=shelf)
    with django_assert_num_queries(2):
        client.get("/hoi-dap/")
    with django_assert_num_queries(3):
        client.get(shelf.path)
    with django_assert_num_queries(4):
        client.get(page.path)


def test_the_page_tells_question_answer_unit_and_day(client):
    page = builders.answer(answered_by="Phòng Viễn thông", asked_on=date(2007, 1, 15))
    shown = soup(client.get(page.path))
    assert shown.select_one(".answer-question").get_text(strip=True) == TEXT
    assert "Phòng Viễn thông" in shown.get_text()
    assert shown.select_one('time[datetime="2007-01-15"]').get_text() == "15/01/2007"
    assert [each.get_text() for each in shown.select("h1")] == [page.title]


def test_machines_read_a_question_with_its_answer(client):
    page = builders.answer(answered_by="Phòng Viễn thông", asked_on=date(2007, 1, 15))
    data = json.loads(soup(client.get(page.path)).select_one("script").string)
    assert data["@type"] == "FAQPage"
    [question] = data["mainEntity"]
    assert (question["text"], question["dateCreated"]) == (TEXT, "2007-01-15")
    assert question["acceptedAnswer"]["text"] == "Trạm đã được cấp phép từ năm 2006."
    assert question["acceptedAnswer"]["author"]["name"] == "Phòng Viễn thông"
    assert "author" not in question


@pytest.mark.parametrize("words", ["tram phat song vi da", "cấp phép từ năm 2006"])
def test_the_search_finds_it_by_the_words_of_question_and_answer(client, words):
    page = builders.answer()
    assert page.path in client.get("/tim-kiem/", {"q": words}).text


def test_what_a_citizen_wrote_is_found_by_nobody(client):
    builders.replied(builders.question("Ngôn từ riêng tư hiếm gặp"))
    for address in ("/tim-kiem/?q=rieng+tu+hiem+gap", "/hoi-dap/", "/", "/sitemap.xml"):
        assert "riêng tư" not in client.get(address).text


def test_it_is_in_the_sitemap(client):
    page = builders.answer()
    assert page.path in client.get("/sitemap-answer-2007-02.xml").text
    pages = client.get("/sitemap-trang.xml").text
    assert "/hoi-dap/</loc>" in pages
    assert "/hoi-dap/tra-cuu/</loc>" in pages


def test_the_home_page_shows_samples_only_while_there_is_nothing_else():
    assert answered_questions() == []
    sample = builders.answer("Minh họa", is_sample=True)
    assert answered_questions() == [sample]
    real = [builders.answer(f"Câu {number}") for number in range(4)]
    assert answered_questions() == real[:0:-1]
    assert answered_questions(1) == [real[-1]]


def test_the_demo_brings_fields_and_one_answer_that_says_it_is_made_up(client):
    brought = demo.load()
    assert brought == {"fields of questions": 5, "sample answer": 1}
    page = Answer.objects.get()
    assert page.is_sample
    assert "minh họa" in page.question
    shown = client.get(page.path).text
    assert 'class="sample-mark"' in shown
    assert 'class="sample-mark"' in client.get("/hoi-dap/").text
    assert demo.load().total() == 0
    # Fields that an editor has renamed or taken away do not come back.
    Section.objects.filter(kind="answer").exclude(pk=page.section_id).delete()
    assert demo.load().total() == 0


def test_words_of_the_site_are_no_addresses_of_answers():
    for word in ("tra-cuu", "linh-vuc"):
        with pytest.raises(Exception, match="đường dẫn"):
            builders.answer("Câu", slug=word)


def test_an_answer_has_a_question():
    page = builders.answer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.filter(pk=page.pk).update(question="")
