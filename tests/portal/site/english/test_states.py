"""What became of a page stands on its English pages, too: cancelled, expired, closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from enterprises.events.models import EventStatus
from news.documents.models import DocumentKind
from portal.publishing.models import EnglishVersion, Topic
from tests import builders
from tests.enterprises import builders as enterprises
from tests.news import builders as news

pytestmark = pytest.mark.django_db


def main(client, address):
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.html["lang"] == "en"
    return page.main


def words(part):
    return " ".join(part.get_text().split())


@pytest.fixture
def cancelled():
    begins = datetime(2026, 12, 21, 7, tzinfo=UTC)
    fields = {"status": EventStatus.CANCELLED, "status_reason": "Bão"}
    event = enterprises.event("Diễn đàn", starts_at=begins, **fields)
    return builders.english(event, "Forum")


@pytest.fixture
def annulled():
    days = {"issued_on": date(2005, 11, 29), "expires_on": date(2006, 11, 29)}
    document = news.document("Về cước", "12/2005/QĐ-UBND", **days)
    DocumentKind.objects.update(name_en="Decision")
    return builders.english(document, "On fees")


def test_a_list_says_that_a_meeting_was_cancelled_and_why(client, cancelled):
    row = main(client, "/en/su-kien/").select_one("tbody tr")
    assert words(row.select_one('td[data-label="What became of it"]')) == "cancelled"
    assert words(row.select_one('td[data-label="Why"][lang="vi"]')) == "Bão"


def test_a_translated_event_says_that_it_was_cancelled(client, cancelled):
    text = words(main(client, cancelled.path))
    assert "Cancelled · was to be held on 21 December 2026" in text


def test_a_translated_document_says_that_it_is_law_no_more(client, annulled):
    text = words(main(client, annulled.path))
    assert "Decision No. 12/2005/QĐ-UBND · no longer in force · issued on 29 November 2005" in text


def test_a_translated_notice_says_until_when_papers_are_taken(client):
    closes = datetime(2007, 3, 20, 2, tzinfo=UTC)
    version = builders.english(news.notice(closes_at=closes), "Tender")
    text = words(main(client, version.path))
    assert "Papers until 20 Mar 2007, 09:00 · issued on 1 March 2007" in text


def test_what_has_no_state_has_no_line_for_it(client):
    version = builders.english(builders.article("Mật độ"), "Density")
    assert main(client, version.path).select("header + p") == []


@pytest.mark.parametrize("address", ["/en/", "/en/chu-de/vien-thong/"])
def test_cards_say_so(client, cancelled, annulled, address):
    topic = Topic.objects.create(name="Viễn thông")
    for version in (cancelled, annulled):
        version.translation_of.topics.add(topic)
    shown = {words(card) for card in main(client, address).select(".article-card .kicker")}
    assert shown == {
        "Cancelled · was to be held on 21 Dec 2026",
        "Decision No. 12/2005/QĐ-UBND · no longer in force · issued on 29 Nov 2005",
    }


def test_the_search_says_so(client, cancelled, annulled):
    hit = main(client, "/en/tim-kiem/?q=forum").select_one(".search-result")
    assert "Event · cancelled · was to be held on 21 Dec 2026" in words(hit)
    hit = main(client, "/en/tim-kiem/?q=fees").select_one(".search-result")
    text = "Official document · Decision No. 12/2005/QĐ-UBND · no longer in force"
    assert f"{text} · issued on 29 Nov 2005" in words(hit)
    hit = main(client, "/en/tim-kiem/?q=12/2005/QĐ-UBND").select_one(".search-result")
    assert hit.h3.get_text() == "On fees"


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_the_same_for_one_row_and_for_three(cancelled, rows, django_assert_num_queries):
    keys = [cancelled.pk]
    for number in range(rows):
        document = news.document("Khác", f"{number}/2005/QĐ-UBND")
        keys.append(builders.english(document, f"Telephones {number}").pk)
    with django_assert_num_queries(3):
        EnglishVersion.beside_title(keys)


def test_a_meeting_that_is_to_come_is_not_told_as_over(client):
    begins = timezone.now() + timedelta(days=20)
    to_come = builders.english(enterprises.event("Diễn đàn", starts_at=begins), "Forum")
    assert "takes place on" in words(main(client, to_come.path)).lower()
    over = enterprises.event("Đối thoại", starts_at=datetime(2026, 1, 5, 7, tzinfo=UTC))
    assert (
        "held on 5 january 2026" in words(main(client, builders.english(over, "Talk").path)).lower()
    )
