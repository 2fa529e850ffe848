"""What stands in English is followed in English: topics and lists, by feed and by e-mail."""

import re

import pytest

from portal.publishing.models import State, Topic
from tests import builders
from tests.reading import soup_of

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"


@pytest.fixture
def telephones():
    topic = Topic.objects.create(name="Điện thoại", name_en="Telephones")
    builders.english(builders.article("Mật độ", topics=[topic]), "Density")
    builders.article("Chưa dịch", topics=[topic])
    builders.english(builders.article("Khác"), "Other")
    hidden = builders.article("Kín", topics=[topic])
    builders.english(hidden, "Hidden", state=State.DRAFT, published_at=None)
    return topic


def test_a_topics_feed_has_what_was_translated_of_it(client, telephones):
    text = client.get("/en/chu-de/dien-thoai/rss.xml").text
    assert "<language>en</language>" in text
    assert re.findall(r"<item>.*?<title>(.*?)</title>", text) == ["Density"]
    assert text.split("<title>")[1].startswith("Telephones")
    assert client.get("/en/chu-de/dien-thoai/feed.json").json()["items"][0]["title"] == "Density"
    assert client.get("/en/chu-de/khong-co/rss.xml").status_code == 404


def test_a_topics_page_leads_to_its_feed_and_to_letters(client, telephones):
    page = soup_of(client, "/en/chu-de/dien-thoai/")
    links = [link["href"] for link in page.select(".page-follow a")]
    assert links[0] == f"/en/theo-doi/thu/?loai=chu-de&q={telephones.pk}"
    assert links[1] == "/en/chu-de/dien-thoai/rss.xml"
    feeds = page.head.select('link[type="application/rss+xml"]')
    assert "/en/chu-de/dien-thoai/rss.xml" in [link["href"] for link in feeds]


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/en/tin-tuc/", "article"), ("/en/van-ban/", "document"), ("/en/chi-tieu/", "indicator")],
)
def test_a_list_leads_to_letters_in_english(client, telephones, address, kind):
    link = soup_of(client, address).select_one(".page-follow a")
    assert link["href"] == f"/en/theo-doi/thu/?loai=danh-sach&q={kind}"


def test_all_that_is_in_english_is_no_list_to_follow(client, telephones):
    links = [link["href"] for link in soup_of(client, "/en/").select(".page-follow a")]
    assert [href for href in links if "loai=" in href] == []


def test_the_sitemap_has_topics_in_both_languages(client, telephones):
    Topic.objects.create(name="Bão lụt")
    builders.article("Mùa bão", topics=[Topic.objects.get(name="Bão lụt")])
    text = client.get("/sitemap-trang.xml").text
    entry = text.split(f"<loc>{HOST}/en/chu-de/dien-thoai/</loc>")[1].split("</url>")[0]
    assert "<lastmod>" in entry
    assert f'hreflang="vi" href="{HOST}/chu-de/dien-thoai/"' in entry
    assert f"<loc>{HOST}/chu-de/bao-lut/</loc>" in text
    assert "/en/chu-de/bao-lut/" not in text


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_for_one_row_and_for_three(
    client, telephones, rows, django_assert_num_queries
):
    for number in range(rows):
        page = builders.article(f"Bài {number}", topics=[telephones])
        builders.english(page, f"Text {number}")
    with django_assert_num_queries(4):
        client.get("/en/chu-de/dien-thoai/rss.xml")
