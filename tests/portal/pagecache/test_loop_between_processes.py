"""What a worker's loop sends by itself is right in each process, and seen to be wrong where broken.

A rule is taken from `PageCache.kept_now` alone: what the threads ask stays as it is.
"""

from dataclasses import replace
from functools import partial

import pytest

from portal.addresses import following
from portal.addresses.models import OldAddress
from portal.pagecache import questions, wsgi
from portal.pagecache.clock import Clock, Stamp
from portal.pagecache.fragments import fragments
from portal.pagecache.moments import holds
from portal.pagecache.pages import Page
from portal.pagecache.questions import question_of
from portal.pagecache.wsgi import PageCache
from tests import builders
from tests.portal.pagecache.processes import Application
from tests.portal.pagecache.test_between_processes import (
    each_page_speaks_its_own_language,
    no_process_shows_what_another_made_for_somebody,
)
from tests.portal.pagecache.test_freshness import (
    a_declared_emergency_is_on_kept_pages_at_once,
    a_killed_publisher_leaves_nothing_stale,
    a_page_appears_at_its_moment,
    a_page_made_before_the_commit_is_not_shown_after_it,
    another_machine_s_change_is_found_within_a_second,
    answers,
    keep,
    no_process_shows_the_old_title,
    readers_never_go_back,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _of_this_database():
    fragments.cache_clear()
    following.NAMES.fix(None)


@pytest.fixture
def nobody_asks_the_row(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)


@pytest.fixture
def start_workers(start):
    """Start processes that answer as the workers of the site do."""
    return partial(start, 2, goes_past=following.asks_by_old_fields, has_loop=True)


@pytest.fixture
def break_loop(monkeypatch):
    """Put something else in the place of a rule, for `kept_now` only."""
    kept_now = PageCache.kept_now

    def break_rule(owner, name, instead):
        def broken(pages, environ):
            with monkeypatch.context() as patch:
                patch.setattr(owner, name, instead)
                return kept_now(pages, environ)

        monkeypatch.setattr(PageCache, "kept_now", broken)

    return break_rule


def an_old_address_behind_a_question_mark_leads_on(processes):
    page = builders.article("Bài đã chuyển")
    keep(processes, "/?p=7")
    OldAddress.objects.create(address="/?p=7", publication=page)
    keep(processes, "/")
    for answer in answers(processes, "/?p=7"):
        assert answer.headers.get("Location") == page.path


def of_any_generation(page, _stamp, alerts, now):
    return page.alerts == alerts and holds(page.made_at, page.until, now)


def of_any_moment(page, stamp, alerts, _now):
    return page.stamp == stamp and page.alerts == alerts


def under_any_warning(page, stamp, _alerts, now):
    return page.stamp == stamp and holds(page.made_at, page.until, now)


def known_while_a_change_goes_on(clock):
    return Stamp(*clock._words[1:3])


def in_any_language(environ):
    found = question_of(environ)
    return found and replace(found, key=found.key.replace("/en/", "/"))


def whatever_the_number(environ):
    found = question_of(environ)
    return found and replace(found, key=found.key.partition("?")[0] + "?", query="")


def by_what_pages_read(environ):
    environ["QUERY_STRING"] = questions.normalize(environ["QUERY_STRING"])
    return question_of(environ)


GENERATION = (Page, "is_valid", of_any_generation)
RULES = [
    (no_process_shows_the_old_title, GENERATION, "Tiêu đề mới"),
    (a_page_made_before_the_commit_is_not_shown_after_it, GENERATION, "Tiêu đề mới"),
    (partial(readers_never_go_back, seconds=1), GENERATION, "Bản"),
    (
        a_killed_publisher_leaves_nothing_stale,
        (Clock, "last", known_while_a_change_goes_on),
        "Tiêu đề mới",
    ),
    (a_page_appears_at_its_moment, (Page, "is_valid", of_any_moment), "Đến giờ"),
    (
        a_declared_emergency_is_on_kept_pages_at_once,
        (Page, "is_valid", under_any_warning),
        "Bão số 6",
    ),
    (each_page_speaks_its_own_language, (wsgi, "question_of", in_any_language), "In storms"),
    (
        an_old_address_behind_a_question_mark_leads_on,
        (wsgi, "question_of", by_what_pages_read),
        "Location",
    ),
]
IDS = [getattr(rule, "func", rule).__name__ for rule, _broken, _text in RULES]


@pytest.mark.usefixtures("nobody_asks_the_row")
@pytest.mark.parametrize("holds_true", [rule for rule, _broken, _text in RULES], ids=IDS)
def test_the_loop_keeps_the_rule(start_workers, holds_true):
    holds_true(start_workers())


@pytest.mark.usefixtures("nobody_asks_the_row")
@pytest.mark.parametrize(("holds_true", "broken", "text"), RULES, ids=IDS)
def test_a_loop_that_lacks_it_breaks_the_rule(start_workers, break_loop, holds_true, broken, text):
    break_loop(*broken)
    with pytest.raises(AssertionError, match=text):
        holds_true(start_workers())


def test_the_loop_finds_another_machine_s_change_within_a_second(start_workers):
    another_machine_s_change_is_found_within_a_second(start_workers())


def test_a_loop_that_never_asks_again_does_not_find_it(start_workers, break_loop):
    break_loop(Clock, "is_fresh", lambda _clock: True)
    with pytest.raises(AssertionError, match="Từ máy khác"):
        another_machine_s_change_is_found_within_a_second(start_workers())


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_the_loop_shows_nobody_what_was_made_for_another(start_workers):
    no_process_shows_what_another_made_for_somebody(start_workers(Application()))


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_a_loop_that_does_not_look_at_cookies_shows_it(start_workers, break_loop):
    break_loop(questions, "_is_personal", lambda _environ: False)
    with pytest.raises(AssertionError, match="sessionid"):
        no_process_shows_what_another_made_for_somebody(start_workers(Application()))


def each_number_is_a_page_however_it_is_written(processes):
    keep(processes, "/")
    for path in ("/?nam=2007&trang=2", "/?trang=2&utm_source=zalo&nam=2007", "/?trang=3"):
        keep(processes, path)
        number = "trang=3" if "3" in path else "nam=2007&trang=2"
        for answer in answers(processes, path):
            assert f"/?{number} " in answer.text


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_the_loop_knows_each_number_however_it_is_written(start_workers):
    each_number_is_a_page_however_it_is_written(start_workers(Application()))


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_a_loop_that_does_not_look_at_numbers_shows_another(start_workers, break_loop):
    break_loop(wsgi, "question_of", whatever_the_number)
    with pytest.raises(AssertionError, match="trang=2"):
        each_number_is_a_page_however_it_is_written(start_workers(Application()))
