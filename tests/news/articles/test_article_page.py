"""The article page: what it shows, what it leads on to, and what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from news.articles.models import Author, Source
from news.articles.queries import gallery_of, public_article, topics_of
from portal.pagecache.fragments import fragments
from portal.publishing.models import Publication, State, Topic
from portal.publishing.services import save
from tests import builders
from tests.news.builders import CONFERENCE, article, section
from tests.reading import text_of

pytestmark = pytest.mark.django_db
IN_TEXT = '<p><img src="/media/pictures/aa/cover.jpg" alt="Cầu" width="960" height="540"></p>'
NOT_PUBLIC = [
    {"state": State.DRAFT},
    {"state": State.SUBMITTED},
    {"state": State.WITHDRAWN},
    {"published_at": timezone.now() + timedelta(days=1)},
    {"expires_at": CONFERENCE + timedelta(days=1)},
]


def test_it_shows_the_article_with_its_time_in_viet_nam(client) -> None:
    article(
        summary="Lời dẫn của bài.",
        body="<p>Toàn văn của bài.</p>",
        author=Author.objects.create(name="Phòng Viễn thông"),
        source=Source.objects.create(name="Báo của tỉnh"),
    )
    response = client.get("/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007/")
    page = response.text
    assert page.count("<h1") == 1
    assert 'datetime="2007-02-01T10:27:14+07:00"' in page
    for text in ("Lời dẫn của bài.", "Toàn văn của bài.", "Phòng Viễn thông", "Báo của tỉnh"):
        assert text in page
    assert "NewsArticle" in page
    assert '<link rel="canonical"' in page
    assert not response.cookies


@pytest.mark.parametrize(("body", "times"), [("<p>Lời.</p>", 1), (IN_TEXT, 0)])
def test_its_cover_stands_above_a_text_that_lacks_it(client, body, times) -> None:
    shown = article(cover=builders.picture(), cover_alt="Cầu", body=body)
    assert client.get(shown.path).text.count('<figure class="cover">') == times


def test_it_escapes_what_was_typed_into_plain_fields(client) -> None:
    article("</script><script>x()</script>", slug="bai", summary="<img src=x onerror=x()>")
    page = client.get("/tin-tuc/bai/").text
    assert "<script>x()" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("others", [0, 2])
def test_it_takes_as_many_queries_however_many_articles_there_are(
    client, django_assert_num_queries, others: int
) -> None:
    shelf, topic = section(), Topic.objects.create(name="Quy hoạch")
    author = Author.objects.create(name="Phòng Viễn thông")
    for number in range(1 + others):
        article(f"Bài {number}", section=shelf, topics=[topic], author=author)
    with django_assert_num_queries(6):
        assert client.get("/tin-tuc/bai-0/").status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("others", [0, 2])
def test_where_its_parts_are_kept_only_its_title_is_read(
    client, django_assert_num_queries, others: int
) -> None:
    fragments.cache_clear()
    shelf = section()
    for number in range(1 + others):
        article(f"Bài {number}", body="<p>Toàn văn.</p>", section=shelf)
    first = client.get("/tin-tuc/bai-0/").text
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/tin-tuc/bai-0/").text == first
    # Beside it at most the generation, which is asked for once in half a second.
    pages = [each["sql"] for each in asked if "pagecache_generation" not in each["sql"]]
    assert len(pages) == 1


def test_it_is_read_as_a_whole_by_one_query(django_assert_num_queries) -> None:
    written = article("Bài", body="<p>Toàn văn.</p>", section=section())
    found = public_article.first(path=written.path, at=timezone.now())
    with django_assert_num_queries(1):
        assert found.section == written.section
        assert found.body == written.body
        assert (found.author, topics_of(found), gallery_of(found)) == (None, [], [])
    with django_assert_num_queries(1):  # What no page shows.
        assert found.search_vector


def test_one_that_goes_while_its_page_is_made_is_not_there() -> None:
    written = article("Bài")
    found = public_article.first(path=written.path, at=timezone.now())
    Publication.objects.filter(pk=written.pk).update(expires_at=timezone.now())
    with pytest.raises(Http404):
        _ = found.body


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_it_is_not_there_before_or_after_its_time(client, fields) -> None:
    article("Bí mật", slug="bi-mat", **fields)
    response = client.get("/tin-tuc/bi-mat/")
    assert response.status_code == 404
    assert "Bí mật" not in response.text


@pytest.mark.parametrize("fields", NOT_PUBLIC)
def test_it_leads_to_no_neighbour_that_is_not_public(client, fields) -> None:
    shelf, topic = section(), Topic.objects.create(name="Quy hoạch")
    shown = article("Công khai", section=shelf, topics=[topic])
    article("Ai cũng đọc", section=shelf, topics=[topic])
    article("Bí mật", section=shelf, topics=[topic], **fields)
    page = text_of(client, shown.path)
    assert "Ai cũng đọc" in page
    assert "Bí mật" not in page


def test_it_leads_to_the_next_newer_and_the_next_older(client) -> None:
    for day in range(5):
        article(f"Bài {day}", published_at=CONFERENCE + timedelta(days=day))
    context = client.get("/tin-tuc/bai-2/").context
    assert tuple(each.title for each in context["neighbours"]) == ("Bài 3", "Bài 1")
    assert client.get("/tin-tuc/bai-4/").context["neighbours"][0] is None
    assert client.get("/tin-tuc/bai-0/").context["neighbours"][1] is None


def test_it_tells_neighbours_of_the_same_second_apart(client) -> None:
    for number in range(3):
        article(f"Bài {number}")
    context = client.get("/tin-tuc/bai-1/").context
    assert tuple(each.title for each in context["neighbours"]) == ("Bài 2", "Bài 0")


def test_it_names_others_on_its_topics_once_each(client) -> None:
    topics = [Topic.objects.create(name=name) for name in ("Quy hoạch", "Internet")]
    article("Bài này", topics=topics)
    article("Bài liên quan", topics=topics)
    article("Bài không liên quan")
    related = client.get("/tin-tuc/bai-nay/").context["related"]
    assert [each.title for each in related] == ["Bài liên quan"]


def test_it_is_found_at_every_address_it_ever_had(client) -> None:
    moved = article(slug="mot")
    for slug in ("hai", "ba"):
        moved.slug = slug
        save(moved, by=None)
    for old in ("mot", "hai"):
        response = client.get(f"/tin-tuc/{old}/?nguon=rss&trang=2")
        assert (response.status_code, response["Location"]) == (
            301,
            "/tin-tuc/ba/?nguon=rss&trang=2",
        )
    assert client.get("/tin-tuc/ba/").status_code == 200


def test_it_leads_nobody_on_to_what_is_not_public(client) -> None:
    moved = article(slug="mot")
    moved.slug, moved.state = "bi-mat", State.WITHDRAWN
    save(moved, by=None)
    assert client.get("/tin-tuc/mot/").status_code == 404


@pytest.mark.parametrize("path", ["/tin-tuc/x%00/", "/tin-tuc/?q=%00", "/?x=%c3%28"])
def test_it_answers_400_to_what_is_no_text(client, path: str) -> None:
    assert client.get(path).status_code == 400
