"""generate_articles: the same ones each time, clean, marked, and only what is missing."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from news.articles.models import Article
from news.generating import phrases
from news.generating.articles import ShelfKeys, sample_article
from portal.kit.text.normalize import nfc
from portal.media.richtext.cleaning import clean_html
from portal.publishing.models import Revision, Section, Topic
from tests.news.builders import article

pytestmark = [
    pytest.mark.django_db(databases=["default", "owner"]),
    pytest.mark.usefixtures("in_english"),
]


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def generate(count: int, **options: int) -> str:
    out = io.StringIO()
    call_command("generate_articles", str(count), processes=1, stdout=out, **options)
    return out.getvalue().strip()


def test_it_adds_what_is_missing_and_no_more() -> None:
    article("Bài của Sở")
    assert generate(3) == "3 articles added, 0 were there."
    before = list(Article.objects.order_by("pk").values())
    assert generate(3) == "0 articles added, 3 were there."
    assert list(Article.objects.order_by("pk").values()) == before
    assert generate(5) == "2 articles added, 3 were there."
    assert Article.objects.filter(is_sample=True).count() == 5
    assert Article.objects.filter(is_sample=False).count() == 1


def test_it_makes_the_same_articles_of_the_same_seed() -> None:
    generate(4)
    compared = ("path", "title", "summary", "body", "published_at")
    first = list(Article.objects.order_by("path").values_list(*compared))
    Article.objects.all().delete()
    generate(2)
    generate(4)
    assert list(Article.objects.order_by("path").values_list(*compared)) == first
    assert generate(4, seed=7) == "4 articles added, 0 were there."
    assert Article.objects.filter(title=first[0][1]).count() < 8


def test_it_makes_public_samples_in_sections_and_topics_without_versions() -> None:
    generate(60)
    rows = list(Article.objects.public().select_related("section"))
    assert len(rows) == 60
    assert all(row.is_sample and row.section is not None for row in rows)
    assert {row.section.name for row in rows if row.section} == set(phrases.SECTIONS)
    assert all(1997 <= row.published_at.year <= 2026 for row in rows if row.published_at)
    assert Article.topics.through.objects.count() >= 60
    assert not Revision.objects.exists()
    assert Section.objects.filter(kind="article").count() == len(phrases.SECTIONS)
    assert Topic.objects.exists()


def test_it_makes_texts_as_the_site_would_store_them() -> None:
    shelves = ShelfKeys.get_or_create()
    for number in range(1, 101):
        made, _topics = sample_article(2007, number, shelves)
        assert clean_html(made.body) == made.body
        assert 2 <= made.body.count("<p>") <= 6
        assert nfc(made.title + made.summary + made.body) == made.title + made.summary + made.body
        assert "{" not in made.title + made.summary + made.body
        assert len(made.title) <= 300
    made.full_clean(exclude=["search_vector"])


def test_it_works_out_the_same_columns_as_a_save_does() -> None:
    generate(1)
    loaded = Article.objects.defer(None).values().get()
    Article.objects.get().save()
    assert Article.objects.defer(None).values().get() == loaded


@pytest.mark.parametrize(
    ("count", "options", "why"),
    [
        (0, {}, "N is 0; write a number from 1 to 10000000."),
        (-5, {}, "N is -5; write a number from 1 to 10000000."),
        (10_000_001, {}, "N is 10000001; write a number from 1 to 10000000."),
        (1, {"seed": -1}, "The seed is -1; write 0 or more."),
    ],
)
def test_it_says_in_one_line_what_it_cannot_do(count, options, why) -> None:
    with pytest.raises(CommandError) as raised:
        generate(count, **options)
    assert str(raised.value) == why
    assert not Article.objects.exists()


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_it_uses_several_processes(monkeypatch) -> None:
    monkeypatch.setattr("news.generating.services.CHUNK", 5)
    monkeypatch.setattr("news.generating.management.commands.generate_articles.PACE_FROM", 12)
    out = io.StringIO()
    call_command("generate_articles", "12", processes=2, stdout=out)
    summary, pace = out.getvalue().splitlines()
    assert summary == "12 articles added, 0 were there."
    assert re.fullmatch(r"\d+ a second; .* took (\d\d|100) % of the time\.", pace)
    assert Article.objects.filter(is_sample=True).count() == 12
