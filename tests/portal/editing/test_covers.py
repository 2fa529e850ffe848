"""A cover from the form itself: kept on arrival, chosen, and lost by no mistake elsewhere."""

import pytest
from django.urls import reverse

from news.articles.models import Article
from portal.media.pictures.intake import store_picture
from portal.media.pictures.models import Picture
from portal.publishing import changes
from portal.publishing.lookup import with_words
from portal.publishing.models import State
from tests import builders
from tests.portal.editing.typing import form, typed
from tests.portal.media.pictures.samples import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ADD = "/admin/news/article/add/"


@pytest.fixture
def writing(client):
    client.force_login(builders.reporter())
    return client


def shown(response):
    """What the form shows as chosen, and its mistakes."""
    its_form = response.context["adminform"].form
    return its_form["cover"].value(), its_form.errors


def test_it_goes_into_the_library_and_onto_the_page(writing):
    sent = form(cover_upload=jpeg(), cover_alt="Toàn cảnh hội nghị")
    assert writing.post(ADD, sent).status_code == 302
    article, picture = Article.objects.get(), Picture.objects.get()
    assert (article.cover, article.cover_alt) == (picture, "Toàn cảnh hội nghị")
    assert (picture.alt, picture.created_by.username) == ("Toàn cảnh hội nghị", "phongvien")


def test_a_mistake_elsewhere_leaves_it_chosen(writing):
    response = writing.post(ADD, form(title="", cover_upload=jpeg(), cover_alt="x"))
    value, errors = shown(response)
    picture = Picture.objects.get()
    assert (value, list(errors)) == (str(picture.pk), ["title"])
    assert f"/admin/portal/picture/{picture.pk}/anh-nho/" in response.text
    again = form(cover=picture.pk, cover_alt="x")
    assert writing.post(ADD, again).status_code == 302
    assert Article.objects.get().cover == picture


def test_a_cover_without_words_comes_back_chosen_with_what_is_missing(writing):
    value, errors = shown(writing.post(ADD, form(cover_upload=jpeg())))
    assert value == str(Picture.objects.get().pk)
    assert errors


def test_a_file_that_is_no_picture_is_refused_and_the_text_stays(writing):
    response = writing.post(ADD, form(cover_upload=upload(b"%PDF-1.4"), cover_alt="x"))
    _value, errors = shown(response)
    assert list(errors) == ["cover_upload"]
    assert "Giao ban quý I" in response.text
    assert not Picture.objects.exists()
    assert not Article.objects.exists()


def test_the_same_file_again_is_that_picture_with_its_words(writing):
    picture = store_picture(jpeg(), by=None, alt="Toàn cảnh")
    response = writing.post(ADD, form(cover_upload=jpeg(name="b.jpg")), follow=True)
    assert "đã có trong thư viện" in response.text
    assert list(Article.objects.values_list("cover", "cover_alt")) == [(picture.pk, "Toàn cảnh")]


def test_over_a_live_page_it_waits_with_the_change(client):
    client.force_login(builders.editor())
    article = builders.article()
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, typed(article, cover_upload=jpeg(), cover_alt="x"))
    picture = Picture.objects.get()
    article.refresh_from_db()
    assert article.cover is None
    assert changes.pending_version(article).data["fields"]["cover_id"] == picture.pk
    assert f"/picture/{picture.pk}/anh-nho/" in client.get(address).text


def test_two_people_at_once_leave_it_chosen(client):
    client.force_login(builders.editor())
    article = builders.article(state=State.DRAFT, published_at=None)
    old = typed(article, cover_upload=jpeg(), cover_alt="x", title="Của tôi")
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, typed(article, title="Của người khác"))
    value, _errors = shown(client.post(address, old))
    assert value == str(Picture.objects.get().pk)


def test_who_may_not_write_the_page_uploads_nothing(client):
    article = builders.article(by=builders.editor(), state=State.SUBMITTED)
    client.force_login(builders.reporter())
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, typed(article, cover_upload=jpeg()))
    assert not Picture.objects.exists()


def test_a_thumbnail_is_for_who_writes(writing, client):
    picture = store_picture(jpeg(), by=None)
    address = f"/admin/portal/picture/{picture.pk}/anh-nho/"
    assert writing.get(address).url == picture.smallest_url
    assert writing.get("/admin/portal/picture/999/anh-nho/").status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


def in_text(picture, alt="Lễ ký kết"):
    return f'<p><img src="{picture.url}" alt="{alt}"></p>'


def test_the_first_picture_of_the_text_is_taken_where_it_is_asked_for(writing):
    picture = store_picture(jpeg(), by=None)
    sent = form(body=in_text(picture), cover_from_text="on")
    assert writing.post(ADD, sent).status_code == 302
    article = Article.objects.get()
    assert (article.cover, article.cover_alt) == (picture, "Lễ ký kết")


def test_a_text_without_a_picture_gives_no_cover(writing):
    _value, errors = shown(writing.post(ADD, form(cover_from_text="on")))
    assert list(errors) == ["cover_from_text"]
    assert not Article.objects.exists()


@pytest.mark.parametrize("known", ["", "Đã có lời"])
def test_the_library_takes_the_words_of_a_text_where_it_has_none(writing, known):
    picture = store_picture(jpeg(), by=None, alt=known)
    writing.post(ADD, form(body=in_text(picture)))
    picture.refresh_from_db()
    assert picture.alt == (known or "Lễ ký kết")


def test_so_it_does_of_a_change_to_a_live_page(client):
    article, picture = builders.article(), store_picture(jpeg(), by=None)
    client.force_login(builders.editor())
    address = reverse("admin:articles_article_change", args=[article.pk])
    client.post(address, typed(article, body=in_text(picture)))
    assert changes.open_change(article) is not None
    picture.refresh_from_db()
    assert picture.alt == "Lễ ký kết"


@pytest.mark.parametrize(
    "before",
    [{"cover_alt": "Ông X phát biểu"}, {"cover_alt": "", "cover_decorative": True}],
)
def test_another_picture_of_the_text_does_not_keep_what_was_said_of_the_old_cover(client, before):
    client.force_login(builders.editor())
    old, new = store_picture(jpeg(), by=None), store_picture(jpeg(600), by=None)
    draft = {"state": State.DRAFT, "published_at": None}
    article = builders.article(cover=old, body=in_text(new, "Bản đồ tuyến cáp"), **draft, **before)
    address = reverse("admin:articles_article_change", args=[article.pk])
    words = {"cover_alt": article.cover_alt}
    if article.cover_decorative:
        words["cover_decorative"] = "on"
    client.post(address, typed(article, cover=old.pk, cover_from_text="on", **words))
    article.refresh_from_db()
    assert (article.cover, article.cover_alt, article.cover_decorative) == (
        new, "Bản đồ tuyến cáp", False,
    )  # fmt: skip


def test_words_typed_with_it_or_said_of_the_same_picture_stay(client):
    client.force_login(builders.editor())
    picture = store_picture(jpeg(), by=None)
    draft = {"state": State.DRAFT, "published_at": None}
    article = builders.article(body=in_text(picture), **draft)
    address = reverse("admin:articles_article_change", args=[article.pk])
    for words in ("Lời gõ cùng lúc", "Lời gõ cùng lúc"):
        client.post(address, typed(article, cover_from_text="on", cover_alt=words))
        article.refresh_from_db()
        assert (article.cover, article.cover_alt) == (picture, "Lời gõ cùng lúc")


def test_the_library_finds_a_picture_by_the_words_that_it_took_over(writing):
    picture = store_picture(jpeg(), by=None)
    writing.post(ADD, form(body=in_text(picture)))
    assert list(with_words(Picture.objects.all(), "le ky ket")) == [picture]
