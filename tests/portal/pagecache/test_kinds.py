"""A publication ends those parts of pages only that may show its kind; else all, where in doubt."""

import pytest
from django.db import transaction
from django.template import Context, Template

from portal.organisations.models import Organisation
from portal.pagecache import generation
from portal.pagecache.clock import Stamp, clock
from portal.pagecache.fragments import fragments
from portal.pagecache.generation import Moved
from portal.publishing import services
from portal.publishing.models import Publication
from tests import builders
from tests.enterprises.builders import event
from tests.portal.pagecache.processes import in_process

PAGES = "publishing_publication"


@pytest.fixture
def _own_fragments(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)
    fragments.cache_clear()


def shown(count, kinds="event"):
    """Return what a part of these kinds shows: the count, or what is kept of an earlier one."""
    source = (
        "{% load pagecache_tags %}{% fragment name of KINDS %}{% firstof COUNT %}{% endfragment %}"
    )
    source = source.replace("name", f"of_{kinds.replace(' ', '_')}").replace("KINDS", kinds)
    return Template(source.replace("COUNT", str(count))).render(Context())


def rename(page, title):
    page.title = title
    services.save(page, by=None)


def only_what_shows_articles_ends():
    page = builders.article("Bài")
    assert (shown(1), shown(1, "article"), shown(1, "article event")) == ("1", "1", "1")
    rename(page, "Bài khác")
    assert shown(2) == "1", "an article ended what shows events"
    assert shown(2, "article") == "2", "an article is shown as it was"
    assert shown(2, "article event") == "2"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_own_fragments")
class TestPublishing:
    def test_an_article_ends_what_shows_articles_and_nothing_else(self):
        only_what_shows_articles_ends()

    def test_it_would_end_all_if_nobody_said_what_has_changed(self, monkeypatch):
        monkeypatch.setattr(Moved, "kinds", lambda self, written: None)
        with pytest.raises(AssertionError, match="ended what shows events"):
            only_what_shows_articles_ends()

    def test_it_would_end_nothing_if_kinds_were_not_noted(self, monkeypatch):
        monkeypatch.setattr("portal.pagecache.clock.Clock._note_kinds", lambda *_words: None)
        with pytest.raises(AssertionError, match="shown as it was"):
            only_what_shows_articles_ends()

    def test_another_process_s_article_ends_it_here_too(self):
        page = builders.article("Bài")
        assert (shown(1), shown(1, "article")) == ("1", "1")
        assert in_process(lambda: rename(page, "Nơi khác")) == 0
        assert (shown(2), shown(2, "article")) == ("1", "2")

    @pytest.mark.parametrize("beside", ["record", "page", "statement", "unnamed"])
    def test_whatever_else_its_transaction_writes_ends_all(self, beside):
        page, other = builders.article("Bài"), event("Hội chợ")
        assert shown(1) == "1"
        with transaction.atomic():
            rename(page, "Bài khác")
            match beside:
                case "record":
                    Organisation.objects.create(name="Sở Nội vụ")
                case "page":
                    Publication.objects.filter(pk=other.pk).update(folded_title="khac")
                case "statement":
                    type(other).objects.filter(pk=other.pk).update(place="Nơi khác")
                case "unnamed":
                    generation.invalidate_public_content()
        assert shown(2) == "2"

    def test_a_generation_that_nobody_here_has_made_ends_all(self):
        builders.article("Bài")
        assert shown(1) == "1"
        word = clock()
        number = word.last().number
        word.settle(word.begin(), Stamp(number + 2, 1), {"article"}, before=number + 1)
        assert clock().is_unchanged(word.sequence() - 1, {"event"}) is False

    def test_what_was_rolled_back_ends_nothing(self):
        page = builders.article("Bài")
        assert shown(1, "article") == "1"
        with transaction.atomic():
            rename(page, "Không bao giờ")
            transaction.set_rollback(True)
        assert shown(2, "article") == "1"
