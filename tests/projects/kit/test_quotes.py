"""Whether a page holds the words that it is quoted with, and where a browser finds them."""

import unicodedata
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from news.articles.models import Article
from portal.publishing.models import Publication
from projects.kit.quotes import fragment_of, stands_in
from projects.promises.models import Promise
from tests.enterprises import builders as enterprises

BODY = (
    "<p>Sở Bưu chính\n Viễn thông <b>sẽ</b> triển khai các d&#7921; án</p>"
    "<p>UBND tỉnh c&#361;ng giao &amp; nhắc: &quot;năm&nbsp;2007&quot;.</p>"
)


def page() -> Article:
    return Article(title="Hội nghị", summary="Lời dẫn\nhai dòng.", body=BODY)


@pytest.mark.parametrize(
    "quote",
    [
        "Sở Bưu chính Viễn thông sẽ triển khai các dự án",
        "  Bưu chính\n\nViễn   thông ",
        "triển khai các dự án UBND tỉnh cũng giao",
        'giao & nhắc: "năm 2007"',
        "Lời dẫn hai dòng.",
        "Hội nghị",
        unicodedata.normalize("NFD", "Sở Bưu chính"),
    ],
)
def test_the_words_are_there_wherever_lines_break(quote):
    assert stands_in(quote, page())


@pytest.mark.parametrize(
    "quote",
    ["", "   ", "Sở Bưu chính sẽ triển khai", "so buu chinh", "<b>sẽ</b>", "triển khai các dự án."],
)
def test_other_words_are_not(quote):
    assert not stands_in(quote, page())


@pytest.mark.django_db
def test_what_readers_see_below_the_text_is_of_the_page_too():
    begun = timezone.now() - timedelta(days=1)
    held = enterprises.event(starts_at=begun, minutes="<p>Sở <b>sẽ</b> làm xong.</p>")
    coming = enterprises.event("Sắp họp", minutes="<p>Sở <b>sẽ</b> làm xong.</p>")
    found = [Publication.objects.get(pk=each.pk) for each in (held, coming)]
    assert [stands_in("Sở sẽ làm xong", each) for each in found] == [True, False]


def test_a_short_quote_is_found_as_a_whole_and_a_long_one_by_its_ends():
    assert fragment_of("TT-Huế, a & b") == "#:~:text=TT%2DHu%E1%BA%BF%2C%20a%20%26%20b"
    long = " ".join(f"t{number}" for number in range(20))
    assert fragment_of(long) == ("#:~:text=t0%20t1%20t2%20t3%20t4,t15%20t16%20t17%20t18%20t19")


@pytest.mark.django_db
def test_a_promise_of_words_that_its_article_does_not_hold_is_refused():
    article = page()
    article.id = 7
    promise = Promise(title="Việc", quote="Sở sẽ bay lên trời", article=article)
    with pytest.raises(ValidationError, match="không có những lời này") as refused:
        promise.clean()
    assert list(refused.value.error_dict) == ["quote"]
