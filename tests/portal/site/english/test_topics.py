"""Topics in English: their names on pages below /en/, and what was translated of each."""

import time
from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from news.articles.models import Article
from portal.editing.bulk.actions import offered
from portal.editing.bulk.models import Action
from portal.publishing import pairs
from portal.publishing.models import State, Topic
from portal.site.topics import used_topics
from tests import builders
from tests.news.builders import document
from tests.projects.builders import indicator

pytestmark = pytest.mark.django_db


@pytest.fixture
def telephones():
    return Topic.objects.create(name="Điện thoại", name_en="Telephones")


def on(topic, page):
    """Return the page, which is about the topic now."""
    page.topics.add(topic)
    return page


def main(client, address):
    return BeautifulSoup(client.get(address).content, "html.parser").main


def test_a_translated_page_names_its_topics_in_english_and_leads_to_them(client, telephones):
    version = builders.english(on(telephones, builders.article("Mật độ")))
    link = main(client, version.path).select_one(".topics a")
    assert (link.get_text(), link["href"]) == ("Telephones", "/en/chu-de/dien-thoai/")
    head = client.get(version.path).text.partition("</head>")[0]
    assert 'name="DC.subject" content="' in head
    assert "; Telephones" in head
    assert main(client, "/tin-tuc/mat-do/").select_one(".topics a").get_text() == "Điện thoại"


def test_figures_in_english_name_them_too(client, telephones):
    density = on(telephones, indicator())
    assert "Telephones" in main(client, f"/en{density.path}").select_one(".topics").get_text()


def test_a_name_that_nobody_translated_is_marked(client):
    topic = Topic.objects.create(name="Bão lụt")
    version = builders.english(on(topic, builders.article("Mùa bão")))
    assert main(client, version.path).select_one('.topics a [lang="vi"]').get_text() == "Bão lụt"
    assert main(client, "/en/chu-de/bao-lut/").h1["lang"] == "vi"


def test_a_translated_page_stands_on_no_topic_of_its_own(client, telephones):
    version = on(telephones, builders.english(builders.article("Mật độ"), "Density"))
    assert list(used_topics()) == []
    assert "Density" not in client.get("/chu-de/dien-thoai/").text
    assert client.get("/chu-de/dien-thoai/", {"loai": "english"}).status_code == 404
    user = builders.editor()
    assert Action.TOPIC not in offered(user, type(version))
    assert Action.TOPIC in offered(user, Article)


def test_a_topic_lists_what_was_translated_of_it(client, telephones):
    builders.english(on(telephones, builders.article("Mật độ")), "Density")
    builders.english(builders.article("Khác"), "Other")
    on(telephones, builders.article("Chưa dịch"))
    hidden = on(telephones, builders.article("Kín"))
    builders.english(hidden, "Hidden", state=State.DRAFT, published_at=None)
    page = main(client, "/en/chu-de/dien-thoai/")
    assert page.h1.get_text() == "Telephones"
    assert [card.get_text(strip=True) for card in page.select(".article-card h2")] == ["Density"]
    assert page.select_one('a[hreflang="vi"]')["href"] == "/chu-de/dien-thoai/"
    assert client.get("/en/chu-de/khong-co/").status_code == 404


def test_both_pages_of_a_topic_name_each_other(client, telephones):
    pairs.IN_ENGLISH.fix(None)
    for address in ("/chu-de/dien-thoai/", "/en/chu-de/dien-thoai/"):
        assert "hreflang" not in client.get(address).text.partition("</head>")[0]
    builders.english(on(telephones, builders.article("Mật độ")))
    for address in ("/chu-de/dien-thoai/", "/en/chu-de/dien-thoai/"):
        head = client.get(address).text.partition("</head>")[0]
        assert 'hreflang="en" href="http://127.0.0.1:8000/en/chu-de/dien-thoai/"' in head
        assert 'hreflang="vi" href="http://127.0.0.1:8000/chu-de/dien-thoai/"' in head


@pytest.mark.django_db(transaction=True)
def test_the_other_is_named_from_the_moment_on_at_which_the_first_appears(client, monkeypatch):
    pairs.IN_ENGLISH.fix(None)
    topic, moment, seconds = Topic.objects.create(name="Điện thoại"), timezone.now, time.time
    page = builders.article("Mật độ", topics=[topic])
    builders.english(page, published_at=moment() + timedelta(minutes=2))
    address = "/chu-de/dien-thoai/"
    assert "hreflang" not in client.get(address).text.partition("</head>")[0]
    # Before what is kept would end for its age.
    monkeypatch.setattr(timezone, "now", lambda: moment() + timedelta(minutes=3))
    monkeypatch.setattr(time, "time", lambda: seconds() + 180)
    assert f"/en{address}" in client.get(address).text.partition("</head>")[0]


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_for_one_row_and_for_three(
    client, rows, telephones, django_assert_num_queries
):
    for number in range(rows):
        builders.english(on(telephones, builders.article(f"Bài {number}")), f"Text {number}")
    with django_assert_num_queries(2):
        client.get("/en/chu-de/dien-thoai/")
    with django_assert_num_queries(3):
        client.get("/en/tin-tuc/bai-0/")


@pytest.mark.parametrize("address", ["/en/chu-de/dien-thoai/", "/en/"])
def test_a_translated_document_stands_with_its_day_of_issue(client, telephones, address):
    builders.english(on(telephones, document(issued_on=date(2005, 11, 29))), "Law")
    card = main(client, address).select_one(".article-card .kicker")
    assert " ".join(card.get_text().split()).endswith("· in force · issued on 29 Nov 2005")
