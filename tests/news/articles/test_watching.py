"""A film of an article: watched on its page, with captions and what is said in it to be read."""

import codecs
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.articles.models import Article
from portal.editing import publish_checks
from portal.editing.attachment_form import text_of
from portal.media.pictures.intake import store_picture
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import Attachment, State
from portal.publishing.usage import uses_of
from tests import builders
from tests.news.builders import article, notice
from tests.one_of_each import page_of
from tests.portal.editing.typing import typed
from tests.portal.kit.files import films
from tests.portal.media.pictures.samples import jpeg

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
FILM = films.mp4()
SAID = "Nước đang lên. Trực ban: Mọi người lên chỗ cao & mang theo đèn."


def film(name: str = "lu.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, FILM, "video/mp4")


def filmed(page: Any, **fields: Any) -> Attachment:
    """A film that readers of the page see."""
    row = Attachment(publication=page, name="Đo mực nước", file=film(), **fields)
    row.full_clean()
    row.save()
    revisions.record(type(page).objects.get(pk=page.pk), by=None)
    return row


def read(client, page: Any) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.path).content, "html.parser")


def attaching(page: Article, **more: Any) -> dict[str, Any]:
    """What the form sends when somebody attaches a film."""
    row = {"name": "Đo mực nước", "position": "0", "file": film()} | more
    fields = {f"attachments-0-{name}": value for name, value in row.items()}
    return typed(page, **fields, **{"attachments-TOTAL_FORMS": "1"})


def captions(text: str = films.WORDS, name: str = "lu.vtt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/vtt")


def test_it_is_watched_above_the_text_and_fetched_only_when_somebody_presses_play(client):
    page = article(body="<p>Toàn văn.</p>")
    still = store_picture(jpeg(), by=None)
    row = filmed(page, captions=films.WORDS, still=still)
    shown = read(client, page)
    (player,) = shown.select("article figure.watch video")
    assert player.has_attr("controls")
    assert (player["preload"], player["src"]) == ("none", f"/tep/{row.pk}/")
    assert (player["width"], player["height"]) == ("640", "360")
    assert player["poster"] == still.smallest_url
    assert player.track["src"] == f"/tep/{row.pk}/phu-de.vtt"
    assert (player.track["kind"], player.track["srclang"]) == ("captions", "vi")
    assert shown.select_one("figure.watch details p").get_text() == SAID
    assert "Tệp đính kèm" not in shown.get_text()
    assert uses_of(still)


@pytest.mark.parametrize("make", [article, notice])
def test_its_captions_are_in_the_language_of_the_page(client, make):
    page = make(language="en")
    filmed(page, captions=films.WORDS)
    translated = builders.english(
        make("Đo mực nước lũ", slug="do-muc-nuoc-lu"), "Measuring the flood"
    )
    filmed(translated, captions=films.WORDS)
    for each in (page, translated):
        assert read(client, each).select_one("figure.watch track")["srclang"] == "en"


def test_players_fetch_its_captions_and_parts_of_it(client):
    page = article(body="<p>Toàn văn.</p>")
    row = filmed(page, captions=films.WORDS)
    answer = client.get(f"/tep/{row.pk}/phu-de.vtt")
    assert answer["Content-Type"] == "text/vtt; charset=utf-8"
    assert answer.text.startswith("WEBVTT\n")
    again = client.get(f"/tep/{row.pk}/phu-de.vtt", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304
    part = client.get(f"/tep/{row.pk}/", headers={"Range": "bytes=0-99"})
    assert (part.status_code, part["Content-Type"]) == (206, "video/mp4")


def test_captions_of_a_hidden_page_are_read_by_nobody(client):
    page = article(body="<p>Toàn văn.</p>")
    row = filmed(page, captions=films.WORDS)
    page.refresh_from_db()
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    assert client.get(f"/tep/{row.pk}/phu-de.vtt").status_code == 404


def test_other_kinds_play_it_beside_their_files(client):
    page = page_of("document")
    filmed(page, captions=films.WORDS)
    assert len(read(client, page).select("figure.watch video")) == 1


def test_machines_read_of_it_with_its_words(client, settings):
    page = article(body="<p>Toàn văn.</p>")
    row = filmed(page, captions=films.WORDS)
    data = json.loads(read(client, page).head.find("script", type="application/ld+json").string)
    (found,) = data["video"]
    assert found["@type"] == "VideoObject"
    assert found["uploadDate"] == "2007-02-01T10:27:14+07:00"
    assert found["contentUrl"] == f"{settings.SITE_URL}/tep/{row.pk}/"
    assert (found["duration"], found["transcript"]) == ("PT12S", SAID)
    assert found["caption"]["contentUrl"] == f"{settings.SITE_URL}/tep/{row.pk}/phu-de.vtt"


def test_it_is_attached_with_its_captions_and_waits_like_any_change(client):
    page = article(body="<p>Toàn văn.</p>")
    client.force_login(builders.editor())
    address = reverse("admin:articles_article_change", args=[page.pk])
    sent = attaching(page, captions_file=captions())
    assert client.post(address, sent).status_code == 302
    assert read(client, page).select("video") == []
    (row,) = changes.pending_version(page).data["parts"]["attachments"]
    assert (row["content_type"], row["seconds"], row["width"]) == ("video/mp4", 12, 640)
    assert (row["captions"][:6], row["transcript"]) == ("WEBVTT", SAID)
    workflow.transition(
        Article.objects.get(pk=page.pk), to=State.PUBLISHED, by=builders.publisher()
    )
    assert len(read(client, page).select("video track")) == 1


@pytest.mark.parametrize("words", ["Ngày mai", "Ngày mai."])
def test_captions_are_read_in_the_codes_that_programs_write(words):
    """An even number of bytes is no sign of UTF-16."""
    text = f"1\r\n00:00:01,000 --> 00:00:04,000\r\n{words}\r\n"
    for code in ("utf-8", "utf-8-sig", "utf-16", "cp1258"):
        assert text_of(text.encode(code)) == text
    assert text_of(codecs.BOM_UTF16_BE + text.encode("utf-16-be")) == text


def test_captions_that_no_player_reads_are_refused_at_their_field(client):
    page = article(body="<p>Toàn văn.</p>")
    client.force_login(builders.editor())
    address = reverse("admin:articles_article_change", args=[page.pk])
    sent = attaching(page, captions_file=captions("WEBVTT\n\n00:02.000 --> 00:01.000\nA"))
    response = client.post(address, sent)
    (row,) = response.context["inline_admin_formsets"][0].formset.forms
    assert list(row.errors) == ["captions_file"]


def test_a_mistake_elsewhere_keeps_the_captions_that_were_sent(client):
    page = article(body="<p>Toàn văn.</p>")
    client.force_login(builders.editor())
    address = reverse("admin:articles_article_change", args=[page.pk])
    response = client.post(address, attaching(page, captions_file=captions()) | {"title": ""})
    (row,) = response.context["inline_admin_formsets"][0].formset.forms
    assert row["captions"].value() == films.WORDS


def test_one_without_captions_goes_before_no_reader():
    page = article(body="<p>Toàn văn.</p>", state=State.DRAFT, published_at=None)
    row = filmed(page)
    (violation,) = publish_checks.check(page)
    assert (violation.blocks, violation.anchor) == (True, "attachments-group")
    assert "Đo mực nước" in violation.message
    with pytest.raises(publish_checks.Blocked):
        publish_checks.transition(page, to=State.PUBLISHED, by=builders.publisher())
    row.captions = films.WORDS
    row.full_clean()
    row.save()
    assert publish_checks.check_as_it_stands(page) == []


def test_a_waiting_one_without_captions_is_found_too(client):
    page = article(body="<p>Toàn văn.</p>")
    client.force_login(builders.editor())
    client.post(reverse("admin:articles_article_change", args=[page.pk]), attaching(page))
    page = Article.objects.get(pk=page.pk)
    assert [violation.field for violation in publish_checks.check(page)] == ["attachments"]


def test_a_saved_page_has_its_words_and_leads_to_it(client, settings):
    page = article(body="<p>Toàn văn.</p>")
    row = filmed(page, captions=films.WORDS)
    saved = BeautifulSoup(client.get(f"{page.path}luu.html").content, "html.parser")
    assert saved.select("video, track") == []
    assert saved.select_one("figure.watch a")["href"] == f"{settings.SITE_URL}/tep/{row.pk}/"
    assert SAID in saved.get_text()
