"""Several pictures below an article: described, in their order, light, each opened large."""

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from news.articles.models import Article, GalleryPicture
from portal.media.pictures.intake import store_picture
from portal.media.pictures.models import Picture
from portal.publishing import changes, workflow
from portal.publishing.models import State
from portal.publishing.usage import uses_of
from tests import builders
from tests.news.builders import article, in_gallery
from tests.portal.editing.typing import form, typed
from tests.portal.media.pictures.samples import jpeg, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
ADD = "/admin/news/article/add/"


def read(client, page: Any) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.path).content, "html.parser")


def rows(*pictures: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    """What the form sends of the rows of a gallery."""
    sent: dict[str, Any] = {
        "gallery-TOTAL_FORMS": str(len(pictures)),
        "gallery-INITIAL_FORMS": str(initial),
    }
    for number, row in enumerate(pictures):
        sent |= {f"gallery-{number}-{name}": value for name, value in row.items()}
    return sent


def test_it_stands_below_the_text_in_its_order_and_each_leads_to_the_large_picture(client):
    page = article(body="<p>Toàn văn.</p>")
    first, second = in_gallery(page, "Hội trường", "Bàn điều khiển", caption="Sáng 30/01/2007")
    shown = read(client, page)
    links = shown.select("article .gallery li a:has(img)")
    assert [link["href"] for link in links] == [first.picture.url, second.picture.url]
    assert [link.img["alt"] for link in links] == ["Hội trường", "Bàn điều khiển"]
    assert [link.img["loading"] for link in links] == ["lazy", "lazy"]
    assert all(link.img["width"] and link.img["height"] for link in links)
    assert {caption.get_text(strip=True) for caption in shown.select(".gallery figcaption")} == {
        "Sáng 30/01/2007"
    }
    order = [tag.get("class") for tag in shown.select("article div.prose, article .gallery")]
    assert order == [["prose"], ["gallery"]]
    assert "js/gallery" in shown.select_one(".gallery ul[data-gallery]")["data-gallery"]
    assert shown.select("script[src*='js/gallery']") == [], "it comes when somebody presses"


def test_an_article_without_one_shows_and_loads_nothing_of_it(client):
    shown = read(client, article(body="<p>Toàn văn.</p>"))
    assert shown.select(".gallery, [data-gallery]") == []


@pytest.mark.parametrize("count", [0, 1, 3])
def test_pictures_cost_no_query(client, django_assert_num_queries, count):
    page = article(body="<p>Toàn văn.</p>")
    in_gallery(page, *["Hội trường"] * count)
    with django_assert_num_queries(5):
        assert len(read(client, page).select(".gallery li")) == count


def test_machines_read_what_each_shows(client, settings):
    page = article(body="<p>Toàn văn.</p>")
    (row,) = in_gallery(page, "Hội trường", caption="Sáng 30/01/2007")
    data = json.loads(read(client, page).head.find("script", type="application/ld+json").string)
    assert data["image"][1:] == [
        {
            "@type": "ImageObject",
            "contentUrl": settings.SITE_URL + row.picture.url,
            "width": row.picture.width,
            "height": row.picture.height,
            "caption": "Sáng 30/01/2007",
            "inLanguage": "vi",
        }
    ]


def test_it_is_chosen_and_uploaded_in_the_form(client):
    client.force_login(builders.reporter())
    known = store_picture(jpeg(640, 480), by=None, alt="Cầu")
    sent = rows(
        {"picture": known.pk, "alt": "Cầu lúc sáng", "caption": "", "position": "0"},
        {"upload": jpeg(800, 600), "alt": "Hội trường", "caption": "Sáng", "position": "1"},
    )
    assert client.post(ADD, form(**sent)).status_code == 302
    gallery = Article.objects.get().gallery.all()
    assert [(row.alt, row.caption) for row in gallery] == [
        ("Cầu lúc sáng", ""),
        ("Hội trường", "Sáng"),
    ]
    assert gallery[0].picture == known
    assert Picture.objects.exclude(pk=known.pk).get().alt == "Hội trường"


def test_one_without_words_comes_back_chosen_with_what_is_missing(client):
    client.force_login(builders.reporter())
    sent = rows({"upload": jpeg(), "alt": " ", "position": "0"})
    response = client.post(ADD, form(**sent))
    (formset,) = (
        each.formset
        for each in response.context["inline_admin_formsets"]
        if each.formset.prefix == "gallery"
    )
    assert list(formset.forms[0].errors) == ["alt"]
    assert formset.forms[0]["picture"].value() == str(Picture.objects.get().pk)
    assert not Article.objects.exists()


def test_a_file_that_is_no_picture_is_refused_at_its_row(client):
    client.force_login(builders.reporter())
    sent = rows({"upload": upload(b"%PDF-1.4"), "alt": "", "position": "0"})
    response = client.post(ADD, form(**sent))
    faults = [
        list(row.errors)
        for each in response.context["inline_admin_formsets"]
        for row in each.formset.forms
    ]
    assert faults == [["alt", "upload"]]
    assert not Picture.objects.exists()


def test_there_are_no_more_than_a_reader_looks_through(client):
    client.force_login(builders.reporter())
    picture = store_picture(jpeg(), by=None)
    row = {"picture": picture.pk, "alt": "Cầu", "position": "0"}
    response = client.post(ADD, form(**rows(*[row] * 25)))
    assert response.status_code == 200
    assert "24" in str(
        [e.formset.non_form_errors() for e in response.context["inline_admin_formsets"]]
    )
    shown = BeautifulSoup(response.text, "html.parser")
    assert shown.select_one("#faults li a[href='#gallery-group']")
    # Closed, the table would hide what is told of it.
    assert not shown.select("#gallery-group > fieldset > details")
    untouched = BeautifulSoup(client.get(ADD).text, "html.parser")
    assert untouched.select("#gallery-group > fieldset > details")
    assert not Article.objects.exists()


def test_it_waits_with_the_change_of_a_live_article_and_shows_in_its_comparison(client):
    page = article(body="<p>Toàn văn.</p>")
    picture = store_picture(jpeg(), by=None)
    client.force_login(builders.editor())
    sent = rows({"picture": picture.pk, "alt": "Hội trường", "position": "0"})
    address = reverse("admin:articles_article_change", args=[page.pk])
    assert client.post(address, typed(page, **sent)).status_code == 302
    assert read(client, page).select(".gallery") == []
    (row,) = changes.pending_version(page).data["parts"]["gallery"]
    assert (row["picture_id"], row["alt"]) == (picture.pk, "Hội trường")
    assert (
        len(
            BeautifulSoup(client.get(address).content, "html.parser").select(
                "#gallery-0 .cover-choice img[src]"
            )
        )
        == 1
    )
    compared = client.get(reverse("admin:articles_article_compare", args=[page.pk])).text
    assert "Hội trường" in compared
    workflow.transition(
        Article.objects.get(pk=page.pk), to=State.PUBLISHED, by=builders.publisher()
    )
    assert [tag["alt"] for tag in read(client, page).select(".gallery img")] == ["Hội trường"]


def test_the_preview_of_what_is_typed_shows_it(client):
    page = article(body="<p>Toàn văn.</p>")
    picture = store_picture(jpeg(), by=None)
    client.force_login(builders.editor())
    sent = rows({"picture": picture.pk, "alt": "Hội trường", "position": "0"})
    address = reverse("admin:articles_article_typed_preview", args=[page.pk])
    shown = BeautifulSoup(client.post(address, typed(page, **sent)).content, "html.parser")
    assert [tag["alt"] for tag in shown.select(".gallery img")] == ["Hội trường"]
    assert not GalleryPicture.objects.exists()


def test_a_picture_in_a_gallery_is_in_use_and_stays(client):
    page = article(body="<p>Toàn văn.</p>")
    (row,) = in_gallery(page, "Hội trường")
    assert [use.publication_id for use in uses_of(row.picture)] == [page.pk]
    GalleryPicture.objects.all().delete()
    with pytest.raises(IntegrityError, match="in_use"), transaction.atomic():
        row.picture.delete()


def test_what_nobody_described_is_refused_by_the_table_itself():
    page, picture = article(), store_picture(jpeg(), by=None)
    with pytest.raises(ValidationError):
        GalleryPicture(article=page, picture=picture, alt="  ").full_clean()
    with pytest.raises(IntegrityError, match="is_described"), transaction.atomic():
        GalleryPicture.objects.create(article=page, picture=picture, alt="")


def test_a_saved_page_has_the_pictures_in_it(client, settings):
    page = article(body="<p>Toàn văn.</p>")
    (row,) = in_gallery(page, "Hội trường")
    saved = BeautifulSoup(client.get(f"{page.path}luu.html").content, "html.parser")
    link = saved.select_one(".gallery a:has(img)")
    assert link["href"] == settings.SITE_URL + row.picture.url
    assert link.img["src"].startswith("data:image/")
