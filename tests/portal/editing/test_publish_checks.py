"""The checks before readers, in the form: what shows, what they stop; the text is saved."""

import pytest
from django.urls import reverse

from news.articles.models import Article
from portal.editing import publish_checks
from portal.publishing import changes, services
from portal.publishing.models import State
from tests import builders
from tests.portal.editing.typing import typed

pytestmark = pytest.mark.django_db
BARE = {"state": State.DRAFT, "published_at": None}
OLD = "<p>Së B­u chÝnh, ViÔn th«ng tØnh Thõa Thiªn HuÕ</p>".replace("B­u", "B\u00adu")


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def blocking(article):
    return [violation.field for violation in publish_checks.check(article) if violation.blocks]


def linking(*addresses, **fields):
    words = "".join(f'<a href="{address}">Trang số {address}</a> ' for address in addresses)
    return builders.article("Có liên kết", body=f"<p>{words}</p>", **BARE | fields)


def test_links_to_what_is_there_lead_somewhere(settings):
    section = builders.section("Viễn thông")
    builders.article("Đích")
    moved = builders.article("Tên mới", slug="ten-cu")
    moved.slug = "ten-moi"
    services.save(moved, by=None)
    article = linking(
        "/tin-tuc/dich/",
        "/tin-tuc/dich",
        "/tin-tuc/dich/?in=1#cuoi",
        "/tin-tuc/ten-cu/",
        section.path,
        "/tin-tuc/2007/",
        "/quy-hoach/",
        "/media/attachments/a.pdf",
        settings.SITE_URL + "/lien-he/",
        "https://example.vn/khong-biet/",
        "mailto:so@example.vn",
    )
    assert publish_checks.check(article) == []


def test_a_link_to_nothing_blocks_and_one_to_a_draft_warns(settings):
    builders.article("Nháp", **BARE)
    lost = ["/tin-tuc/khong-co/", "/khong/co/", settings.SITE_URL + "/tin-tuc/mat/"]
    article = linking(*lost, "/tin-tuc/nhap/")
    found = publish_checks.check(article)
    assert [violation.level for violation in found] == ["block", "block", "block", "warn"]


@pytest.mark.parametrize("links", [1, 3])
def test_checking_asks_as_often_for_three_links_as_for_one(links, django_assert_num_queries):
    article = linking(*[f"/tin-tuc/khong-co-{number}/" for number in range(links)])
    with django_assert_num_queries(4):
        publish_checks.check(article)


def test_checking_without_links_asks_only_what_the_page_plays(django_assert_num_queries):
    article = builders.article(body="<p>Nội dung.</p>", **BARE)
    with django_assert_num_queries(1):
        assert publish_checks.check(article) == []


@pytest.mark.parametrize("step", ["published", "approved"])
def test_a_violation_that_blocks_stops_the_step_and_leads_back_to_the_form(client, step):
    sent = BARE | {"state": State.SUBMITTED, "summary": ""}
    article = builders.article("Cũ", by=builders.reporter(), **sent)
    client.force_login(builders.publisher())
    comment = "Đọc rồi"
    answer = client.post(change(article), typed(article, _step=step, _comment=comment), follow=True)
    article.refresh_from_db()
    assert article.state == State.SUBMITTED
    assert answer.request["PATH_INFO"] == change(article)
    (error,) = answer.context["messages"]
    assert "“Cũ”" in error.message
    assert '<a href="#id_summary">Chưa có tóm tắt.</a>' in error.message
    assert f">{comment}</textarea>" in answer.text


def test_who_sends_a_text_is_told_of_its_violations_and_it_stays_his(client):
    reporter = builders.reporter()
    article = builders.article("Cũ", summary="", by=reporter, **BARE)
    client.force_login(reporter)
    sent = typed(article, title="Mới", _step="submitted")
    page = client.post(change(article), sent, follow=True).text
    article.refresh_from_db()
    assert (article.title, article.state) == ("Mới", State.DRAFT)
    assert "Chưa có tóm tắt" in page
    client.post(change(article), typed(article, summary="Có rồi.", _step="submitted"))
    article.refresh_from_db()
    assert article.state == State.SUBMITTED


def test_who_only_reads_a_page_is_told_nothing_that_others_have_to_do(client):
    article = builders.article(summary="Lời " * 120, by=builders.editor())
    client.force_login(builders.reporter())
    assert "Trước khi đăng" not in client.get(change(article)).text
    client.force_login(builders.publisher())
    assert "Trước khi đăng" in client.get(change(article)).text


def test_a_forced_publication_passes_the_checks_too(client):
    publisher = builders.publisher()
    article = builders.article("Cũ", summary="", by=publisher, **BARE)
    client.force_login(publisher)
    client.post(change(article), typed(article, _step="published", _force="Bão"))
    article.refresh_from_db()
    assert (article.state, article.forced.count()) == (State.DRAFT, 0)


def test_of_a_live_page_the_change_is_checked_and_not_the_live_text(client):
    article = builders.article("Cũ")
    client.force_login(builders.editor())
    client.post(change(article), typed(article, title="Mới", summary=""))
    article.refresh_from_db()
    assert blocking(article) == ["summary"]
    client.force_login(builders.publisher())
    sent = typed(article, title="Mới", summary="", _step="published")
    client.post(change(article), sent)
    assert Article.objects.get().title == "Cũ"
    assert changes.open_change(article) is not None
    client.post(change(article), sent | {"summary": "Có rồi", "_version": "2", "_step": ""})
    article.refresh_from_db()
    assert blocking(article) == []


def test_the_form_lists_what_is_to_be_mended_and_links_to_the_fields(client):
    article = builders.article("Cũ", summary="", **BARE)
    client.force_login(builders.editor())
    page = client.get(change(article)).text
    assert 'class="publish-check-block"' in page
    assert 'href="#id_summary"' in page
    assert 'id="id_convert"' not in page


def test_nothing_stops_an_imported_text():
    article = builders.article("Cũ", summary="", is_imported=True, **BARE)
    assert [violation.level for violation in publish_checks.check(article)] == ["warn"]


def test_old_letters_are_converted_when_the_writer_asks_for_it(client):
    article = builders.article("Cũ", body=OLD, **BARE)
    client.force_login(builders.editor())
    page = client.get(change(article)).text
    assert 'id="id_convert"' in page
    assert "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế" in page
    client.post(change(article), typed(article, body=OLD))
    article.refresh_from_db()
    assert blocking(article) == ["body"]
    client.post(change(article), typed(article, body=OLD, _convert="1"))
    article.refresh_from_db()
    assert article.body == "<p>Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế</p>"
    assert article.revisions.count() == 2


def test_a_missing_field_stays_an_error_when_letters_are_converted(client):
    article = builders.article("Cũ", body=OLD, **BARE)
    client.force_login(builders.editor())
    response = client.post(change(article), typed(article, title="", _convert="1"))
    assert response.status_code == 200
    article.refresh_from_db()
    assert article.title == "Cũ"


def test_who_sends_a_new_text_is_asked_for_its_section_where_there_are_some(client):
    reporter = builders.reporter()
    article = builders.article("Chưa có chỗ", by=reporter, **BARE)
    client.force_login(reporter)
    shelf = builders.section("Viễn thông")
    sent = {"_step": "submitted"}
    refused = client.post(change(article), typed(article, **sent), follow=True)
    assert 'href="#id_section"' in refused.text
    assert Article.objects.get(pk=article.pk).state == State.DRAFT
    client.post(
        change(article), typed(Article.objects.get(pk=article.pk), section=shelf.pk, **sent)
    )
    assert Article.objects.get(pk=article.pk).state == State.SUBMITTED
