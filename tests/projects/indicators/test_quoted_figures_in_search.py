"""Search knows pages by the numbers that they quote today."""

import pytest
from django.db import transaction
from django.tasks import default_task_backend
from django.utils import timezone

from news.articles.models import Article
from portal.kit.priorities import BULK
from portal.pagecache import generation
from portal.publishing import quotes, workflow
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import State
from tests import builders
from tests.projects.indicators.quoting import article, correct, text

pytestmark = pytest.mark.django_db


def test_search_finds_and_shows_the_number_of_today(client, figure, request):
    article(figure, "Bài về máy")
    request.getfixturevalue("letters_at_once")
    correct(figure, "36.1")
    page = text(client, "/tim-kiem/?q=dat+36,1")
    assert "Bài về máy" in page
    assert "36,1" in page.replace("<mark>", "").replace("</mark>", "")
    assert "Bài về máy" not in text(client, "/tim-kiem/?q=dat+35,5")


def test_search_follows_a_figure_that_is_corrected_while_its_indicator_is_withdrawn(
    client, figure, request
):
    article(figure, "Bài về máy")
    request.getfixturevalue("letters_at_once")
    workflow.transition(figure.indicator, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    correct(figure, "36.1")
    assert "Bài về máy" in text(client, "/tim-kiem/?q=dat+35,5")
    workflow.transition(figure.indicator, to=State.PUBLISHED, by=None)
    assert "Bài về máy" in text(client, "/tim-kiem/?q=dat+36,1")
    assert "Bài về máy" not in text(client, "/tim-kiem/?q=dat+35,5")
    # What the text itself holds is what readers see of a figure that is withdrawn again.
    workflow.transition(figure.indicator, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    assert "Bài về máy" in text(client, "/tim-kiem/?q=dat+35,5")


def test_search_follows_the_figures_of_an_indicator_once_it_appears(figure):
    page = article(figure, "Bài về máy")
    workflow.transition(figure.indicator, to=State.WITHDRAWN, by=None, comment="Nhầm.")
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    workflow.transition(figure.indicator, to=State.PUBLISHED, by=None, published_at=tomorrow)
    queued = default_task_backend.results[-1]
    assert (queued.task.func, queued.args) == (quotes.find_by_new_numbers.func, [[page.pk]])
    assert queued.task.run_after == tomorrow


def test_a_correction_waits_for_no_page_that_quotes_the_figure(figure):
    page = article(figure, "Bài về máy")
    before = Article.objects.get(pk=page.pk).search_vector
    correct(figure, "36.1")
    assert Article.objects.get(pk=page.pk).search_vector == before
    queued = default_task_backend.results[-1]
    assert (queued.task.func, queued.args) == (quotes.find_by_new_numbers.func, [[page.pk]])
    # What was published meanwhile is found by its own words.
    with transaction.atomic(), allow_live_writes():
        fresh = Article.objects.get(pk=page.pk)
        fresh.title = "Tên khác"
        fresh.save()
    quotes.find_by_new_numbers.call([page.pk, 0])
    after = Article.objects.get(pk=page.pk).search_vector
    assert "khac" in after or "khác" in after
    assert after != before


def test_many_pages_are_found_by_new_numbers_in_slices(figure, monkeypatch):
    pages = sorted(article(figure, f"Bài {number}").pk for number in range(2))
    monkeypatch.setattr(quotes, "SECONDS", 0)
    quotes.find_by_new_numbers.call(pages)
    queued = default_task_backend.results[-1]
    assert (queued.task.func, queued.args) == (quotes.find_by_new_numbers.func, [pages[1:]])
    assert queued.task.priority == BULK


@pytest.mark.django_db(transaction=True)
def test_the_helper_finds_pages_by_new_numbers_outside_of_a_transaction():
    page = builders.article()
    with allow_live_writes():
        Article.objects.filter(pk=page.pk).update(search_vector="")
    before = generation.current()
    quotes.find_by_new_numbers.call([page.pk, 0])
    assert (after := generation.current()) > before
    assert Article.objects.get(pk=page.pk).search_vector
    # Where search knows all of it already, no page is made anew.
    quotes.find_by_new_numbers.call([page.pk])
    assert generation.current() == after
