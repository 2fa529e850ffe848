"""What the public sees has a name that changes with it: by a step, by a save, by the clock."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.pagecache.generation import current, invalidate_public_content
from portal.pagecache.models import Generation
from portal.publishing import services, workflow
from portal.publishing.conditional import content_state
from portal.publishing.models import Publication, State
from tests import builders
from tests.two_at_once import wait_until_another_waits

pytestmark = pytest.mark.django_db


def test_nothing_happens_and_nothing_changes(django_assert_num_queries):
    builders.article()
    with django_assert_num_queries(1):
        before = content_state()
    assert content_state() == before


def test_what_is_published_or_withdrawn_changes_it():
    page = builders.article()
    seen = [content_state()]
    workflow.transition(page, to=State.WITHDRAWN, by=None)
    seen.append(content_state())
    assert seen[0].number < seen[1].number
    assert seen[0].changed_at < seen[1].changed_at


def test_a_draft_that_readers_never_saw_changes_nothing():
    page = builders.article(state=State.DRAFT, published_at=None)
    before = content_state()
    page.title = "Khác"
    services.save(page, by=None)
    workflow.transition(page, to=State.SUBMITTED, by=None)
    assert content_state() == before


@pytest.mark.parametrize("field", ["published_at", "expires_at", "lapses_at"])
def test_the_clock_changes_it_without_anybody(field):
    page = builders.article()
    now = timezone.now()
    turn = now + timedelta(hours=1)
    Publication.objects.filter(pk=page.pk).update(**{field: turn})
    before, after = content_state(turn - timedelta(seconds=1)), content_state(turn)
    assert before != after
    assert before.number == after.number
    assert after.changed_at == turn
    assert content_state(turn + timedelta(days=1)) == after


@pytest.mark.django_db(transaction=True)
def test_two_that_publish_the_first_page_at_once_are_both_counted():
    Generation.objects.all().delete()

    def publish() -> None:
        with transaction.atomic():
            invalidate_public_content()
        connection.close()

    other = Thread(target=publish)
    with transaction.atomic():
        invalidate_public_content()
        other.start()
        wait_until_another_waits()
    other.join()
    assert current() == 2
