"""What one process keeps never is the wrong answer of another; each rule is seen to fail broken.

Freshness, single flight and scheduled moments between processes: test_freshness, test_keeping.
"""

import time
from dataclasses import replace

import pytest

from portal.pagecache import clock, questions, tags, wsgi
from portal.pagecache.fragments import fragments
from portal.pagecache.moments import Horizon
from tests import builders
from tests.portal.pagecache.processes import SESSION, Application


@pytest.fixture
def nothing_is_published(monkeypatch):
    """One generation without an end, and no database."""
    monkeypatch.setattr(clock, "_read_row", lambda: clock.Stamp(1, 1))
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: time.time() + 300)


def no_process_shows_what_another_made_for_somebody(processes):
    first, second = processes
    assert SESSION in first.ask("/", HTTP_COOKIE=SESSION).text
    assert "nobody" in second.ask("/").text
    assert "nobody" in first.ask("/").text
    assert SESSION in second.ask("/", HTTP_COOKIE=SESSION).text


@pytest.mark.usefixtures("nothing_is_published")
def test_no_process_shows_what_another_made_for_somebody(start):
    no_process_shows_what_another_made_for_somebody(start(2, Application()))


@pytest.mark.usefixtures("nothing_is_published")
def test_without_the_look_at_cookies_it_would(start, monkeypatch):
    monkeypatch.setattr(questions, "_is_personal", lambda environ: False)
    with pytest.raises(AssertionError):
        no_process_shows_what_another_made_for_somebody(start(2, Application()))


def a_question_is_made_once_for_all_processes_however_it_is_written(application, processes):
    written = ["/?trang=2&nam=2007", "/?nam=2007&trang=2", "/?utm_source=zalo&nam=2007&trang=2&x"]
    shown = {process.ask(path).text for path in written for process in processes}
    assert (len(shown), application.count.value) == (1, 1)


@pytest.mark.usefixtures("nothing_is_published")
def test_a_question_is_made_once_for_all_processes_however_it_is_written(start):
    application = Application()
    a_question_is_made_once_for_all_processes_however_it_is_written(
        application, start(2, application)
    )


@pytest.mark.usefixtures("nothing_is_published")
def test_without_one_way_to_write_it_each_process_would_make_it(start, monkeypatch):
    monkeypatch.setattr(questions, "normalize", lambda query: query)
    application = Application()
    with pytest.raises(AssertionError):
        a_question_is_made_once_for_all_processes_however_it_is_written(
            application, start(2, application)
        )


def each_page_speaks_its_own_language(processes):
    first, second = processes
    for process in (first, second, first):
        for path in ("/tin-tuc/", "/gioi-thieu/"):
            assert "Khi có bão, lũ" in process.ask(path).text
            assert "In storms and floods" in process.ask(f"/en{path}").text


@pytest.fixture
def _an_article(transactional_db):
    fragments.cache_clear()
    builders.article()


@pytest.mark.usefixtures("_an_article")
def test_each_page_speaks_its_own_language(start):
    each_page_speaks_its_own_language(start(2))


@pytest.mark.usefixtures("_an_article")
def test_a_part_kept_without_its_language_would_speak_another(start, monkeypatch):
    monkeypatch.setattr(tags, "get_language", lambda: "vi")
    with pytest.raises(AssertionError):
        each_page_speaks_its_own_language(start(2))


@pytest.mark.usefixtures("_an_article")
def test_a_page_kept_without_its_language_would_speak_another(start, monkeypatch):
    def question_of(environ):
        found = questions.question_of(environ)
        return found and replace(found, key=found.key.replace("/en/", "/"))

    monkeypatch.setattr(wsgi, "question_of", question_of)
    with pytest.raises(AssertionError):
        each_page_speaks_its_own_language(start(2))
