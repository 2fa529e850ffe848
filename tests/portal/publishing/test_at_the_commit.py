"""A publication waits for nobody at its end, where readers have no kept page meanwhile."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from news.articles.models import Article
from portal.accounts.leaving import take_back
from portal.pagecache.clock import clock
from portal.publishing import services, workflow
from portal.publishing.models import Link, State
from tests import builders
from tests.two_at_once import wait_until_another_waits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def target():
    return builders.article("Đích")


@pytest.fixture
def change(target):
    """A live page whose change leads to another one."""
    page = builders.article("Nguồn")
    page.body = f'<p><a href="{target.path}">Đích</a></p>'
    services.save(page, by=builders.editor())
    return page


def put_in_place(page, publisher, *, may_wait=True):
    try:
        if not may_wait:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '100ms'")
        workflow.transition(page, to=State.PUBLISHED, by=publisher)
    finally:
        connection.close()


def test_a_page_that_somebody_else_has_open_holds_no_link_to_it_up(target, change):
    publisher = builders.publisher()
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        workflow.locked(target)
        target.lock()
        take_back(publisher, by=publisher)
        pool.submit(put_in_place, change, publisher, may_wait=False).result()
    assert Link.objects.filter(source=change, target=target, is_pending=False).exists()


def test_kept_pages_are_shown_while_it_waits_for_a_page_that_goes_for_good(target, change):
    publisher = builders.publisher()
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            # As `purge` does, and whoever moves a page to another address.
            Article.objects.select_for_update().get(pk=target.pk)
            ended = pool.submit(put_in_place, change, publisher)
            wait_until_another_waits()
            assert clock().sequence() % 2 == 0
        ended.result()
    assert Link.objects.filter(source=change, target=target, is_pending=False).exists()
