"""A corrected figure leaves a notice with each page that quotes it, until that tells readers."""

import pytest

from news.articles.models import Article
from portal.editing import publish_checks
from portal.publishing import services
from portal.publishing.models import Correction, QuoteNotice, State
from tests.projects import builders as projects
from tests.projects.indicators.quoting import article, correct, text

pytestmark = pytest.mark.django_db


def test_a_correction_lists_each_page_that_quotes_the_figure(figure, report):
    other = projects.observation(figure.indicator, report, year=2006)
    first, second = article(figure, "Một"), article(figure, "Hai")
    article(other, "Khác")
    article(figure, "Nháp", state=State.DRAFT, published_at=None)
    correct(figure, "36.1")
    notices = QuoteNotice.objects.order_by("publication")
    assert [(each.publication_id, each.old, each.new) for each in notices] == [
        (first.pk, "35,5", "36,1"),
        (second.pk, "35,5", "36,1"),
    ]
    assert notices[0].sentence == (
        "Mật độ điện thoại, 2007: trước ghi 35,5 máy/100 dân, nay sửa là 36,1 máy/100 dân."
    )


def test_the_same_number_with_other_digits_is_no_correction(client, figure):
    page = article(figure)
    correct(figure, "35.50", state="final")
    assert not QuoteNotice.objects.exists()
    assert "35,50</data></a> máy" in text(client, page.path)


def test_a_second_correction_moves_the_notice_on_and_going_back_closes_it(figure):
    article(figure)
    correct(figure, "36.1")
    correct(figure, "36.4")
    notice = QuoteNotice.objects.get()
    assert (notice.old, notice.new, notice.closed_at) == ("35,5", "36,4", None)
    correct(figure, "35.5")
    notice.refresh_from_db()
    assert notice.closed_at is not None


def test_a_correction_that_names_the_new_number_closes_the_notice_and_takes_the_mark(
    client, figure
):
    page = article(figure)
    correct(figure, "36.1")
    page = Article.objects.get(pk=page.pk)
    page.correction = QuoteNotice.objects.get().sentence
    services.save(page, by=None)
    notice = QuoteNotice.objects.get()
    assert notice.closed_at is not None
    assert notice.correction == Correction.objects.get()
    shown = text(client, page.path)
    assert "cập nhật ngày" not in shown
    assert "nay sửa là 36,1 máy/100 dân." in shown
    comparison = text(client, notice.correction.comparison_path)
    assert "35,5" in comparison
    assert "36,1" in comparison


@pytest.mark.parametrize("correction", ["", "Sửa tên người.", "Là 36,15."])
def test_any_other_change_leaves_notice_and_mark(client, figure, correction):
    page = article(figure)
    correct(figure, "36.1")
    page = Article.objects.get(pk=page.pk)
    page.correction, page.summary = correction, "Tóm tắt khác."
    services.save(page, by=None)
    page = Article.objects.get(pk=page.pk)
    assert QuoteNotice.objects.get().closed_at is None
    assert "cập nhật ngày" in text(client, page.path)
    assert [each.level for each in publish_checks.check(page) if "đã được sửa" in each.message] == [
        "warn"
    ]


def test_a_text_that_quotes_the_figure_no_longer_closes_the_notice(figure):
    page = article(figure)
    correct(figure, "36.1")
    page = Article.objects.get(pk=page.pk)
    page.body = "<p>Không còn số.</p>"
    services.save(page, by=None)
    assert QuoteNotice.objects.get().closed_at is not None
