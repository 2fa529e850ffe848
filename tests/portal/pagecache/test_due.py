"""What is due at a moment is there for the first who asks after it, on kept pages too."""

import time
from datetime import timedelta

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.utils import timezone

from news.articles.models import Article
from portal.emergency.alerts import alerts_at
from portal.newsroom.bundles import releasing
from portal.pagecache.due import DueWork, do_work
from portal.pagecache.wsgi import PageCache
from portal.publishing import changes, due, revisions, workflow
from portal.publishing.models import ChangeSet, State
from tests import builders
from tests.portal.newsroom.bundles.making import bundle, changed, ready
from tests.portal.pagecache.processes import ask

pytestmark = pytest.mark.django_db(transaction=True)


def wait_for(moment):
    time.sleep(max((moment - timezone.now()).total_seconds(), 0) + 0.01)


def scheduled(seconds) -> tuple[Article, ChangeSet]:
    """A live article with a change that was approved for a moment to come."""
    writer = builders.reporter()
    article = builders.article("Giá cũ", by=writer)
    data = revisions.snapshot(article)
    data["fields"]["title"] = "Giá mới"
    changes.propose(article, data, by=writer)
    article = Article.objects.get()
    due.set_moment(article, timezone.now() + timedelta(seconds=seconds), by=writer)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    workflow.transition(article, to=State.PUBLISHED, by=builders.publisher())
    return article, ChangeSet.objects.get()


def test_a_kept_page_ends_at_the_moment_and_the_first_who_asks_gets_the_new_text():
    cache = PageCache(DueWork(WSGIHandler()), alerts_at)
    page, change = scheduled(seconds=2)
    ask(cache, page.path)
    kept = ask(cache, page.path)
    assert kept.is_hit
    assert "Giá cũ" in kept.text
    wait_for(change.publish_at)
    after = ask(cache, page.path)
    assert "Giá mới" in after.text
    assert "Giá mới" in ask(cache, "/tin-tuc/").text
    ask(cache, page.path)
    assert ask(cache, page.path).is_hit


def test_processes_that_knew_nothing_of_it_see_it_too(start):
    processes = start(3, DueWork(WSGIHandler()))
    page, change = scheduled(seconds=3)
    for process in processes:
        process.ask(page.path)
        assert "Giá cũ" in process.ask(page.path).text
    wait_for(change.publish_at)
    for process in processes:
        process.send(page.path, times=4)
    texts = [answer.text for process in processes for answer in process.receive()]
    assert len(texts) == 12
    assert all("Giá mới" in text for text in texts)
    assert change.transitions.filter(to_state=State.PUBLISHED).count() == 1


def test_without_the_work_they_would_not(start):
    (process,) = start(1)
    page, change = scheduled(seconds=1)
    wait_for(change.publish_at)
    assert "Giá cũ" in process.ask(page.path).text


def test_a_bundle_with_pages_and_changes_is_there_as_a_whole():
    cache = PageCache(DueWork(WSGIHandler()), alerts_at)
    editor, publisher = builders.editor(), builders.publisher()
    new = ready("Bài về hội nghị", by=editor)
    live = changed("Bài cũ", by=editor, approved_by=publisher, summary="Tóm tắt mới.")
    moment = timezone.now() + timedelta(seconds=2)
    made = bundle(new, live, by=editor, publish_at=moment)
    assert releasing.release(made, by=publisher).is_scheduled
    before = ask(cache, "/tin-tuc/").text
    assert "Bài về hội nghị" not in before
    assert "Tóm tắt mới." not in before
    wait_for(moment)
    after = ask(cache, "/tin-tuc/").text
    assert "Bài về hội nghị" in after
    assert "Tóm tắt mới." in after
    assert Article.objects.get(pk=new.pk).published_at == moment


def test_what_is_known_costs_no_query(django_assert_num_queries):
    work = DueWork(lambda environ, start_response: [])
    scheduled(seconds=60)
    work.look()
    with django_assert_num_queries(0):
        work.look()


def test_work_that_fails_keeps_nobody_from_reading(monkeypatch):
    page, change = scheduled(seconds=1)
    wait_for(change.publish_at)

    def broken(*_given: object) -> None:
        raise RuntimeError("not foreseen")

    monkeypatch.setattr("portal.publishing.due.put_in_place", broken)
    work = DueWork(WSGIHandler())
    assert ask(work, page.path).status == 200
    monkeypatch.setattr("portal.pagecache.due.do_work", pytest.fail)
    assert ask(work, page.path).status == 200  # Not tried again with each request.


def test_work_that_breaks_keeps_no_other_work_from_its_moment(monkeypatch):
    done = []

    def broken(_now: object) -> int:
        raise RuntimeError("not foreseen")

    monkeypatch.setattr("portal.publishing.due.put_in_place", broken)
    monkeypatch.setattr("portal.newsroom.bundles.due.release", lambda now: done.append(now) or 0)
    with pytest.raises(RuntimeError):
        do_work(timezone.now())
    assert len(done) == 1


def test_without_a_database_the_request_goes_on(monkeypatch):
    def gone() -> None:
        raise OperationalError

    monkeypatch.setattr("portal.pagecache.due.first_due", gone)
    answered = list(DueWork(lambda environ, start_response: [b"there"])({}, None))
    assert answered == [b"there"]
