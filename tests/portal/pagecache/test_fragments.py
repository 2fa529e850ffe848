"""Parts of pages are kept under the generation; what a transaction alone sees is not."""

from datetime import timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import transaction
from django.template import Context, Template
from django.utils import timezone, translation

from portal.pagecache.clock import stamp_outside_transactions, without_keeping
from portal.pagecache.fragments import Fragments, forget_beginning, fragments
from portal.publishing import services
from portal.publishing.dry_run import dry_run
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _nobody_asks_the_row(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)
    fragments.cache_clear()
    # Of a request in an earlier test whose answer nobody has read to its end.
    forget_beginning()


def count(text="{{ count }}", **context):
    source = "{% load pagecache_tags %}{% fragment name part %}" + text + "{% endfragment %}"
    return Template(source).render(Context({"part": 1} | context))


def test_a_fragment_is_made_once_for_its_parts_and_language():
    assert count(count=1) == "1"
    assert count(count=2) == "1"
    assert count(count=3, part=2) == "3"
    with translation.override("en"):
        assert count(count=4) == "4"


def test_a_fragment_with_a_part_that_is_nothing_is_not_kept():
    assert count(count=1, part=None) == "1"
    assert count(count=2, part=None) == "2"


def test_whoever_looks_at_a_preview_reads_and_keeps_nothing():
    with without_keeping():
        assert count(count=1) == "1"
    assert count(count=2) == "2"
    with without_keeping():
        assert count(count=3) == "3"


def test_what_was_escaped_stays_so():
    assert count(count="<b>") == "&lt;b&gt;"
    assert count(count="x") == "&lt;b&gt;"


def test_a_publication_makes_fragments_anew():
    count(count=1)
    builders.article()
    assert count(count=2) == "2"


def test_what_was_read_before_a_publication_is_not_kept_after_it():
    stamp_outside_transactions()
    request_started.send(sender=None)
    builders.article()
    assert count(count="read before") == "read before"
    request_finished.send(sender=None)
    assert count(count="read after") == "read after"
    assert count(count="never made") == "read after"


def test_nothing_is_read_or_kept_inside_a_transaction_or_a_dry_run():
    count(count=1)
    with transaction.atomic():
        assert count(count=2) == "2"
    with dry_run():
        assert count(count=3) == "3"
    assert count(count=4) == "1"


def test_a_fragment_ends_at_the_next_scheduled_moment(monkeypatch):
    builders.article(published_at=timezone.now() + timedelta(hours=1))
    count(count=1)
    later = timezone.now() + timedelta(hours=1)
    monkeypatch.setattr("portal.pagecache.fragments.time.time", later.timestamp)
    assert count(count=2) == "2"


def test_the_fragments_of_a_process_are_bounded():
    kept = Fragments(max_bytes=240)
    for number in range(20):
        kept.get_or_make((number,), lambda: "x" * 30, stamp_outside_transactions())
    assert len(kept._kept) == 3


@pytest.mark.parametrize("articles", [1, 3])
@pytest.mark.parametrize(
    ("path", "queries"), [("/", 0), ("/tin-tuc/", 0), ("/tin-tuc/?trang=1", 0), ("article", 1)]
)
def test_a_page_with_warm_fragments_asks_little(
    client, django_assert_num_queries, path, queries, articles
):
    found = [builders.article(f"Tin số {n}") for n in range(articles)]
    address = found[0].path if path == "article" else path
    cold = client.get(address).text
    with django_assert_num_queries(queries):
        warm = client.get(address).text
    assert warm == cold
    found[0].title = "Tiêu đề mới"
    services.save(found[0], by=None)
    assert "Tiêu đề mới" in client.get(address).text
