"""Who decides on a text by its form, and what costs the right to."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from news.articles.models import Article
from portal.publishing import changes, revisions, workflow
from portal.publishing.models import State
from tests import builders
from tests.portal.editing.typing import at, pending, typed

pytestmark = pytest.mark.django_db


def test_a_publisher_puts_the_change_of_another_in_place(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    client.post(at("change", article), typed(article, title="Mới", _step="submitted"))
    article.refresh_from_db()
    client.force_login(builders.publisher())
    client.post(at("change", article), typed(article, title="Mới", _step="published"))
    assert Article.objects.get().title == "Mới"
    assert client.get("/tin-tuc/cu/").status_code == 200


def test_a_publisher_who_changes_the_text_does_not_approve_it(client):
    article = builders.article("Cũ")
    client.force_login(builders.publisher())
    page = client.post(
        at("change", article), typed(article, title="Mới", _step="published"), follow=True
    ).text
    assert Article.objects.get().title == "Cũ"
    assert pending(article)["fields"]["title"] == "Mới"
    assert "chưa làm được bước đó: Bạn đã viết một phần bài này" in page


def test_a_publisher_who_sets_the_moment_only_still_approves_the_text(client):
    texts = {"state": State.SUBMITTED, "published_at": None, "by": builders.reporter()}
    first, second = builders.article("Một", **texts), builders.article("Hai", **texts)
    client.force_login(builders.publisher())
    moment = {"published_at_0": "01/02/2099", "published_at_1": "08:00"}
    client.post(at("change", first), typed(first, _step="published", **moment))
    client.post(at("change", second), typed(second, title="Khác", _step="published", **moment))
    assert list(Article.objects.order_by("pk").values_list("title", "state")) == [
        ("Một", "published"),
        ("Hai", "submitted"),
    ]
    assert list(Article.objects.public()) == []


LATER = {"expires_at_0": "01/02/2099", "expires_at_1": "08:00"}


def test_who_sets_the_moment_of_a_change_only_still_approves_it(client):
    first, second = builders.article("Một"), builders.article("Hai")
    client.force_login(builders.editor())
    for article in (first, second):
        client.post(at("change", article), typed(article, summary="Mới", _step="submitted"))
        article.refresh_from_db()
    client.force_login(builders.publisher())
    approved = {"summary": "Mới", "_step": "published", **LATER}
    client.post(at("change", first), typed(first, **approved))
    client.post(at("change", second), typed(second, **approved | {"title": "Khác"}))
    first, second = Article.objects.order_by("pk")
    assert (first.summary, first.expires_at.year) == ("Mới", 2099)
    assert (second.title, second.summary, second.expires_at) == ("Hai", "Tóm tắt.", None)


def test_a_publisher_moves_the_moment_of_a_scheduled_page(client):
    article = builders.article(published_at=timezone.now() + timedelta(days=1))
    client.force_login(builders.publisher())
    moment = {"published_at_0": "01/02/2099", "published_at_1": "10:00"}
    client.post(at("change", article), typed(article, _step="submitted", **moment))
    article.refresh_from_db()
    client.post(at("change", article), typed(article, _step="published", **moment))
    assert Article.objects.get().published_at.year == 2099


def test_a_publisher_is_told_before_writing_costs_the_right_to_approve(client):
    sent = {"state": State.SUBMITTED, "published_at": None, "by": builders.reporter()}
    article, publisher = builders.article("Cũ", **sent), builders.publisher()
    client.force_login(publisher)
    assert "một người duyệt khác sẽ phải duyệt" in client.get(at("change", article)).text
    pressed = typed(article, title="Đã sửa", _step="published")
    page = client.post(at("change", article), pressed).text
    article.refresh_from_db()
    assert (article.title, article.state) == ("Cũ", State.SUBMITTED)
    assert "người đã sửa bài thì không duyệt được bài" in page
    assert 'value="Đã sửa"' in page
    client.post(at("change", article), typed(article, title="Đã sửa"))
    page = client.get(at("change", article)).text
    assert "Bạn đã viết một phần bài này" in page
    assert 'value="approved"' not in page
    client.force_login(builders.publisher("duyet-2"))
    article.refresh_from_db()
    client.post(at("change", article), typed(article, _step="published"))
    article.refresh_from_db()
    assert article.state == State.PUBLISHED


ROW = {"attachments-TOTAL_FORMS": "1", "attachments-0-position": "0"}


def named(row, name):
    """The row of an attached file with another name."""
    own = {"attachments-INITIAL_FORMS": "1", "attachments-0-id": row.pk, "attachments-0-name": name}
    return ROW | own


@pytest.mark.usefixtures("media")
@pytest.mark.parametrize("is_live", [False, True])
def test_to_mend_a_row_costs_the_right_to_approve_too(client, is_live):
    reporter = builders.reporter()
    sent = {} if is_live else {"state": State.SUBMITTED, "published_at": None}
    article = builders.article("Cũ", by=reporter, **sent)
    file = SimpleUploadedFile("bao-cao.txt", b"a")
    row = article.attachments.create(name="Báo cáo", file=file, content_type="text/plain", size=1)
    if is_live:
        data = revisions.snapshot(article)
        data["fields"]["summary"] = "Mới"
        changes.propose(article, data, by=reporter)
        workflow.transition(article, to=State.SUBMITTED, by=reporter)
    else:
        revisions.record(article, by=reporter)
    article.refresh_from_db()
    client.force_login(builders.publisher())
    kept = {"summary": "Mới" if is_live else article.summary, "_step": "published"}
    versions = article.revisions.count()
    page = client.post(at("change", article), typed(article, **kept, **named(row, "Phụ lục"))).text
    refusal = "người đã sửa bài thì không duyệt được bài"
    # At the top, and beside the rows.
    assert page.count(refusal) == 2
    assert 'value="Phụ lục"' in page
    assert article.revisions.count() == versions
    page = client.post(
        at("change", article), typed(article, title="Khác", **kept, **named(row, "Phụ lục"))
    ).text
    assert page.count(refusal) == 2
    client.post(at("change", article), typed(article, **kept, **named(row, "Báo cáo")))
    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert changes.open_change(article) is None


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_of_several_lines_that_comes_back_as_it_was_costs_no_right(client, end):
    # Sheets and imports end lines with one sign, browsers with two.
    summary = end.join(["Một.", "", "Hai."])
    article = builders.article(
        "Cũ", summary=summary, by=builders.reporter(), state=State.SUBMITTED, published_at=None
    )
    client.force_login(builders.publisher())
    client.post(at("change", article), typed(article, _step="published"))
    article.refresh_from_db()
    assert (article.state, article.summary) == (State.PUBLISHED, "Một.\n\nHai.")
    client.post(at("change", article), typed(article))
    assert changes.open_change(article) is None


@pytest.mark.usefixtures("media")
def test_a_row_that_comes_back_as_it_was_costs_no_right(client):
    reporter = builders.reporter()
    article = builders.article("Cũ", by=reporter, state=State.SUBMITTED, published_at=None)
    words = {
        "captions": "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nXin chào\n",
        "transcript": "Một.\n\nHai.",
    }
    file = SimpleUploadedFile("phim.txt", b"a")
    row = article.attachments.create(
        name="Phim", file=file, content_type="text/plain", size=1, **words
    )
    revisions.record(article, by=reporter)
    article.refresh_from_db()
    client.force_login(builders.publisher())
    # Browsers end lines so, and fields leave out what stands at the end.
    sent = {f"attachments-0-{name}": text.replace("\n", "\r\n") for name, text in words.items()}
    kept = {"summary": article.summary, "_step": "published"}
    client.post(at("change", article), typed(article, **kept, **named(row, "Phim"), **sent))
    article.refresh_from_db()
    assert article.state == State.PUBLISHED
    assert article.attachments.get().transcript == words["transcript"]
