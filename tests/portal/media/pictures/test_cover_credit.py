"""Whoever took a cover, and its licence, stand below it on the page of every kind."""

import pytest
from bs4 import BeautifulSoup

from tests import builders
from tests.markup import words
from tests.one_of_each import MAKERS, page_of
from tests.sampling import params

pytestmark = pytest.mark.django_db


def cover(**fields):
    picture = builders.picture(credit="Nguyễn Văn A", licence="cc-by-4.0")
    return {"cover": picture, "cover_alt": "Trạm thu phát sóng"} | fields


def shown(client, page):
    return BeautifulSoup(client.get(page.path).content, "html.parser").select_one(".cover")


@pytest.mark.parametrize("kind", params(sorted(MAKERS), one_in=3))
def test_a_cover_names_its_author_and_licence(client, kind):
    figure = shown(client, page_of(kind, **cover()))
    assert figure.img["alt"] == "Trạm thu phát sóng"
    assert words(figure.figcaption) == "Ảnh: Nguyễn Văn A · CC BY 4.0"


@pytest.mark.parametrize("kind", params(sorted(MAKERS), one_in=3))
def test_of_a_decorative_cover_nothing_is_read_out(client, kind):
    figure = shown(client, page_of(kind, **cover(cover_decorative=True)))
    assert figure.img["alt"] == ""


def test_an_english_page_names_them_too(client):
    figure = shown(client, builders.english(**cover()))
    assert words(figure.figcaption) == "Photo: Nguyễn Văn A · CC BY 4.0"
    assert shown(client, builders.english(builders.article("Khác"), "Plain")) is None
