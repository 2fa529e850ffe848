"""Each promise has a page, an address and a card of its own."""

import pytest
from bs4 import BeautifulSoup

from portal.publishing.models import State
from projects.kit.models import TaskState
from projects.promises.models import Promise
from tests import builders as site
from tests.projects import builders

pytestmark = pytest.mark.django_db


def soup(client, path):
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_it_says_word_for_word_what_was_promised_and_where_it_stands(client):
    promise = builders.promise("Kiện toàn Hội Tin học")
    assert promise.address == f"/quy-hoach/cam-ket/{promise.pk}-kien-toan-hoi-tin-hoc/"
    page = soup(client, promise.address)
    assert page.h1.text == "Kiện toàn Hội Tin học"
    assert page.select_one("header .status").text == "chưa có thông tin"
    assert page.select_one("header .sample-mark") is None
    assert builders.QUOTE in page.blockquote.text
    assert page.select_one('meta[property="og:image"]')["content"].endswith(".png")
    listed = soup(client, "/quy-hoach/cam-ket/")
    assert listed.select_one(f"#cam-ket-{promise.pk} a")["href"] == promise.address
    assert promise.address in client.get("/sitemap-trang.xml").text


def test_what_was_made_up_is_marked_on_its_page_too(client):
    promise = builders.promise("Kiện toàn Hội Tin học")
    promise.article.is_sample = True
    promise.article.save()
    assert soup(client, promise.address).select_one("header .sample-mark")


def test_other_words_lead_to_todays_address_and_a_hidden_one_to_nothing(client):
    promise = builders.promise("Kiện toàn Hội Tin học")
    moved = client.get(f"/quy-hoach/cam-ket/{promise.pk}-ten-cu/")
    assert (moved.status_code, moved["Location"]) == (301, promise.address)
    Promise.objects.update(is_public=False)
    assert client.get(promise.address).status_code == 404
    assert promise.address not in client.get("/sitemap-trang.xml").text


def test_its_card_changes_with_its_state(client):
    promise = builders.promise()
    first = soup(client, promise.address).select_one('meta[property="og:image"]')["content"]
    path = first[first.index("/quy-hoach/") :]
    card = client.get(path)
    assert card["Content-Type"] == "image/png"
    assert card.content[:4] == b"\x89PNG"
    proof = site.article("Đã làm xong", state=State.PUBLISHED)
    Promise.objects.update(state=TaskState.DONE, proof=proof)
    moved = client.get(path)
    assert moved.status_code == 302
    assert moved["Location"] != path


@pytest.mark.parametrize("others", [1, 3])
def test_it_takes_as_many_queries_however_many_were_said_that_day(
    client, others, django_assert_num_queries
):
    promise = builders.promise()
    for number in range(others):
        builders.promise(f"Việc {number}", article=promise.article)
    client.get(promise.address)
    with django_assert_num_queries(2):
        client.get(promise.address)
