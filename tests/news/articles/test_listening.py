"""A recording of an article: played on its page, with the article as its text."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.articles.models import Article
from portal.editing import publish_checks
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import Attachment, State
from tests import builders
from tests.news.builders import article
from tests.one_of_each import page_of
from tests.portal.editing.typing import typed
from tests.portal.kit.files import recordings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
SOUND = recordings.mp3(200)


def sound(name: str = "doc.mp3") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, SOUND, "audio/mpeg")


def recorded(page: Any, name: str = "Bản đọc của bài") -> Attachment:
    """A recording that readers of the page hear."""
    row = Attachment(publication=page, name=name, file=sound())
    row.full_clean()
    row.save()
    revisions.record(type(page).objects.get(pk=page.pk), by=None)
    return row


def read(client, page: Any) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.path).content, "html.parser")


def attaching(page: Article) -> dict[str, Any]:
    """What the form sends when somebody attaches a recording."""
    return typed(
        page,
        **{
            "attachments-TOTAL_FORMS": "1",
            "attachments-0-name": "Bản đọc của bài",
            "attachments-0-position": "0",
            "attachments-0-file": sound(),
        },
    )


def test_it_is_played_above_the_text_and_fetched_only_when_somebody_listens(client):
    page = article(body="<p>Toàn văn.</p>")
    row = recorded(page)
    shown = read(client, page)
    (player,) = shown.select("figure.listen audio")
    assert player.has_attr("controls")
    assert player["preload"] == "none"
    assert player["src"] == f"/tep/{row.pk}/"
    assert player["aria-label"] == "Bản đọc của bài"
    text = " ".join(shown.select_one("figure.listen p").get_text().split())
    assert text == (
        "Tải tệp âm thanh (MP3, 3,0 MB, 3 phút 20 giây). "
        "Nội dung nghe được có trong phần văn bản của trang này."
    )
    article_text = shown.select_one("article")
    order = [tag.get("class") for tag in article_text.select("figure.listen, div.prose")]
    assert order == [["listen"], ["prose"]]
    assert "Tệp đính kèm" not in shown.get_text()


def test_other_files_stand_in_their_list_and_other_kinds_play_it_there(client):
    page = article(body="<p>Toàn văn.</p>")
    recorded(page)
    paper = SimpleUploadedFile("a.txt", b"Van ban", "text/plain")
    Attachment.objects.create(
        publication=page, name="Phụ lục", file=paper, content_type="text/plain"
    )
    assert [li.a.get_text() for li in read(client, page).select("ul.attachments li")] == ["Phụ lục"]
    other = page_of("document")
    recorded(other, "Bản đọc của văn bản")
    assert len(read(client, other).select("figure.listen audio")) == 1


def test_machines_are_told_of_it_and_that_the_page_is_its_text(client, settings):
    page = article(body="<p>Toàn văn.</p>")
    row = recorded(page)
    data = json.loads(read(client, page).head.find("script", type="application/ld+json").string)
    assert data["audio"] == [
        {
            "@type": "AudioObject",
            "name": "Bản đọc của bài",
            "contentUrl": f"{settings.SITE_URL}/tep/{row.pk}/",
            "encodingFormat": "audio/mpeg",
            "contentSize": str(len(SOUND)),
            "duration": "PT200S",
            "inLanguage": "vi",
            "encodesCreativeWork": {
                "@type": "CreativeWork",
                "@id": settings.SITE_URL + page.path,
            },
        }
    ]


def test_it_is_attached_in_the_form_and_waits_like_any_change(client):
    page = article(body="<p>Toàn văn.</p>")
    client.force_login(builders.editor())
    client.post(reverse("admin:articles_article_change", args=[page.pk]), attaching(page))
    assert read(client, page).select("audio") == []
    (row,) = changes.pending_version(page).data["parts"]["attachments"]
    assert (row["content_type"], row["seconds"]) == ("audio/mpeg", 200)
    workflow.transition(
        Article.objects.get(pk=page.pk), to=State.PUBLISHED, by=builders.publisher()
    )
    (live,) = Article.objects.get(pk=page.pk).attachments.all()
    assert (live.seconds, live.is_recording) == (200, True)
    assert len(read(client, page).select("audio")) == 1


def test_a_recording_without_a_text_goes_before_no_reader(client):
    page = article(body="", state=State.DRAFT, published_at=None)
    recorded(page)
    (violation,) = publish_checks.check(page)
    assert (violation.blocks, violation.field) == (True, "body")
    page.body = "<p>Toàn văn.</p>"
    assert publish_checks.check_as_it_stands(page) == []


def test_a_waiting_recording_without_a_text_is_found_too(client):
    page = article(body="")
    assert publish_checks.check(page) == []
    client.force_login(builders.editor())
    client.post(reverse("admin:articles_article_change", args=[page.pk]), attaching(page))
    page = Article.objects.get(pk=page.pk)
    assert [violation.field for violation in publish_checks.check(page)] == ["body"]
    with pytest.raises(publish_checks.Blocked):
        publish_checks.transition(page, to=State.PUBLISHED, by=builders.publisher())


def test_a_saved_page_leads_to_it(client, settings):
    page = article(body="<p>Toàn văn.</p>")
    row = recorded(page)
    saved = BeautifulSoup(client.get(f"{page.path}luu.html").content, "html.parser")
    assert saved.select("audio") == []
    assert saved.select_one("figure.listen a")["href"] == f"{settings.SITE_URL}/tep/{row.pk}/"


def test_a_player_fetches_it_part_by_part(client):
    page = article(body="<p>Toàn văn.</p>")
    address = f"/tep/{recorded(page).pk}/"
    full = client.get(address)
    assert full["Content-Type"] == "audio/mpeg"
    assert full["Content-Disposition"].startswith("inline")
    assert full["Accept-Ranges"] == "bytes"
    assert b"".join(full) == SOUND
    for span, (first, last) in {
        "bytes=0-99": (0, 99),
        "bytes=1000-": (1000, len(SOUND) - 1),
        "bytes=-10": (len(SOUND) - 10, len(SOUND) - 1),
        f"bytes=100-{10**12}": (100, len(SOUND) - 1),
    }.items():
        part = client.get(address, headers={"Range": span, "Accept-Encoding": "gzip"})
        assert part.status_code == 206
        assert part["Content-Range"] == f"bytes {first}-{last}/{len(SOUND)}"
        assert b"".join(part) == SOUND[first : last + 1]


@pytest.mark.parametrize(
    "span", ["bytes=0-1,5-9", "bytes=-", "bytes=9-1", "bytes=x", "lines=1-2", "bytes=-0"]
)
def test_what_is_no_one_part_gets_the_whole(client, span):
    address = f"/tep/{recorded(article(body='<p>Toàn văn.</p>')).pk}/"
    assert client.get(address, headers={"Range": span}).status_code == 200


def test_a_part_behind_the_end_or_of_another_file_is_not_given(client):
    address = f"/tep/{recorded(article(body='<p>Toàn văn.</p>')).pk}/"
    behind = client.get(address, headers={"Range": f"bytes={10**9}-"})
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{len(SOUND)}")
    other = client.get(address, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert other.status_code == 200


def test_a_recording_of_a_hidden_page_is_heard_by_nobody(client):
    page = article(body="<p>Toàn văn.</p>")
    address = f"/tep/{recorded(page).pk}/"
    page.refresh_from_db()
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    assert client.get(address, headers={"Range": "bytes=0-9"}).status_code == 404
