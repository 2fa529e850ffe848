"""Address words of articles: made of titles, one each, never a word of the site."""

import pytest
from django.core.exceptions import ValidationError

from portal.publishing.services import save
from tests.news.builders import article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Mật độ điện thoại", "mat-do-dien-thoai"),
        ("ĐƯỜNG TRUYỀN — 35 máy/100 dân", "duong-truyen-35-may-100-dan"),
        ("2007", "2007-2"),
        ("RSS", "rss-2"),
        ("???", "article"),
    ],
)
def test_it_is_made_of_the_title(title: str, slug: str) -> None:
    assert article(title).slug == slug


def test_it_takes_a_number_where_another_has_or_had_it() -> None:
    first = article("Quy hoạch")
    assert article("Quy hoạch").slug == "quy-hoach-2"
    first.slug = "quy-hoach-moi"
    save(first, by=None)
    assert article("Quy hoạch").slug == "quy-hoach-3"


@pytest.mark.parametrize("slug", ["2007", "1997", "rss", "chuyen-muc", "dang-ky", "cam-ket"])
def test_it_is_refused_where_it_is_a_word_of_the_site(slug: str) -> None:
    with pytest.raises(ValidationError) as raised:
        article(slug=slug)
    assert set(raised.value.message_dict) == {"slug"}


@pytest.mark.parametrize("slug", ["Hoi_Nghi", "hoi--nghi", "-hoi", "hoi_nghi", "HOI"])
def test_it_is_refused_where_no_address_can_be_made_of_it(slug: str) -> None:
    with pytest.raises(ValidationError) as raised:
        article(slug=slug)
    assert "slug" in raised.value.message_dict


def test_it_is_refused_where_another_article_has_or_had_it() -> None:
    first = article(slug="mot")
    with pytest.raises(ValidationError):
        article("Khác", slug="mot")
    first.slug = "hai"
    save(first, by=None)
    with pytest.raises(ValidationError):
        article("Khác", slug="mot")


def test_it_may_go_back_to_one_that_the_article_itself_had(client) -> None:
    moved = article(slug="mot")
    for slug in ("hai", "mot"):
        moved.slug = slug
        save(moved, by=None)
    assert client.get("/tin-tuc/mot/").status_code == 200
    assert client.get("/tin-tuc/hai/")["Location"] == "/tin-tuc/mot/"
