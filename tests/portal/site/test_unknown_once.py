"""What is not known is said once: in a line at the end, never at each place where it is missing."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template

from tests.markup import words

pytestmark = pytest.mark.django_db

MAX_TIMES = 2
PAGES = [
    "/", "/chi-tieu/", "/chi-tieu/mat-do-dien-thoai/", "/chuong-trinh/2007/", "/cong-khai/",
    "/doanh-nghiep/cong-ty-minh-hoa-a/", "/du-an/", "/gioi-thieu/bao-chi/", "/hoi-tin-hoc/",
    "/du-an/mang-vo-tuyen-dien-cua-10-co-quan-phuc-vu-cong-tac-phong-chong-bao-lut/",
    "/gioi-thieu/co-cau-to-chuc/", "/lien-he/", "/quy-hoach/", "/quy-hoach/cam-ket/",
    "/quy-hoach/quy-hoach-cong-nghe-thong-tin-den-nam-2010-va-dinh-huong-nam-2020/",
    "/quy-hoach/quy-hoach-cong-nghe-thong-tin-den-nam-2010-va-dinh-huong-nam-2020/tom-tat/",
    "/su-kien/", "/tin-tuc/hoi-nghi-trien-khai-ke-hoach-nam-2007-cua-so-bcvt-thua-thien-hue/",
]  # fmt: skip


def test_no_page_of_the_demo_says_it_more_than_twice(client, demo):
    texts = {
        path: words(BeautifulSoup(client.get(path).content, "html.parser").main).lower()
        for path in PAGES
    }
    counts = {path: text.count("chưa có thông tin") for path, text in texts.items()}
    assert {path: count for path, count in counts.items() if count > MAX_TIMES} == {}


def made(source: str, **context: object) -> str:
    html = Template("{% load facts_tags %}" + source).render(Context(context))
    return " ".join(html.split())


def test_a_list_shows_what_is_known_and_names_the_rest_in_one_line():
    html = made(
        '{% facts %}{% fact "Nơi" %}{{ place }}{% endfact %}{% fact "Kinh phí" %}{% endfact %}'
        '{% fact "CNTT" %} {% endfact %}{% endfacts %}',
        place="<Huế>",
    )
    assert html == (
        '<dl class="facts"><div><dt>Nơi</dt><dd>&lt;Huế&gt;</dd></div></dl>'
        '<p class="unknown">Chưa có thông tin: kinh phí, CNTT (2 mục).</p>'
    )


def test_several_lists_and_parts_of_a_page_share_one_line():
    html = made(
        '{% unknown_once %}{% facts %}{% fact "Nơi" %}{% endfact %}{% endfacts %}'
        '{% unknown "Kinh phí" %}{% endunknown_once %}'
    )
    assert html == '<p class="unknown">Chưa có thông tin: nơi, kinh phí (2 mục).</p>'


def test_where_all_is_known_no_line_says_that_something_is_missing():
    assert "unknown" not in made('{% facts %}{% fact "Nơi" %}Huế{% endfact %}{% endfacts %}')
    assert made('{% unknown "Kinh phí" %}') == '<p class="unknown">Chưa có thông tin: kinh phí.</p>'
