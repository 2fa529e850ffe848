"""After a commit no process shows what was before; each rule is seen to fail where it is broken."""

import os
import time
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from portal.emergency.alerts import write_alerts
from portal.emergency.models import Emergency
from portal.organisations.models import Organisation
from portal.pagecache.clock import Clock, Stamp, clock
from portal.pagecache.generation import moved_by
from portal.pagecache.moments import Horizon
from portal.publishing import services
from portal.publishing.dry_run import dry_run
from tests import builders
from tests.portal.pagecache.processes import in_process

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def nobody_asks_the_row(monkeypatch):
    monkeypatch.setattr("portal.pagecache.clock.ASK_AFTER", 60_000_000_000)


def wait_for(moment):
    time.sleep(max((moment - timezone.now()).total_seconds(), 0) + 0.05)


def answers(processes, path):
    return [process.ask(path) for process in processes]


def keep(processes, path):
    """Ask until each process answers from a kept page."""
    for process in processes:
        process.ask(path)
        assert process.ask(path).is_hit, "the page is not kept"
        if process.has_loop:  # a process that begins has the row asked once more
            assert any(process.ask(path).is_from_loop for _ in range(3)), "a thread answers"


def rename(page, title):
    page.title = title
    services.save(page, by=None)


def no_process_shows_the_old_title(processes):
    page = builders.article("Tiêu đề cũ")
    keep(processes, page.path)
    rename(page, "Tiêu đề mới")
    for answer in answers(processes, page.path):
        assert "Tiêu đề mới" in answer.text
    keep(processes, page.path)


def test_after_a_commit_every_process_shows_the_new_page(start):
    no_process_shows_the_old_title(start(3))


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_without_the_word_in_shared_memory_they_would_not(start, monkeypatch):
    monkeypatch.setattr(Clock, "begin", lambda self: 1)
    monkeypatch.setattr(Clock, "settle", lambda self, odd, stamp, kinds=None, before=0: None)
    with pytest.raises(AssertionError, match="Tiêu đề mới"):
        no_process_shows_the_old_title(start(3))


def a_page_made_before_the_commit_is_not_shown_after_it(processes):
    page = builders.article("Tiêu đề cũ")
    keep(processes, page.path)
    with transaction.atomic():
        rename(page, "Tiêu đề mới")
        for answer in answers(processes, page.path):
            assert "Tiêu đề cũ" in answer.text
    for answer in answers(processes, page.path):
        assert "Tiêu đề mới" in answer.text


def test_a_page_made_before_the_commit_is_not_shown_after_it(start):
    a_page_made_before_the_commit_is_not_shown_after_it(start(2))


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_a_word_that_never_goes_odd_would_show_it(start, monkeypatch):
    monkeypatch.setattr(Clock, "begin", lambda self: 1)
    with pytest.raises(AssertionError, match="Tiêu đề mới"):
        a_page_made_before_the_commit_is_not_shown_after_it(start(2))


def a_killed_publisher_leaves_nothing_stale(processes):
    page = builders.article("Tiêu đề cũ")
    keep(processes, page.path)

    def publish_and_die():
        Clock.settle = lambda self, sequence, stamp, kinds=None, before=0: os._exit(9)
        rename(page, "Tiêu đề mới")

    assert in_process(publish_and_die) == 9
    for answer in answers(processes, page.path):
        assert "Tiêu đề mới" in answer.text
    time.sleep(0.2)
    keep(processes, page.path)


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_a_process_killed_between_commit_and_word_leaves_nothing_stale(start):
    a_killed_publisher_leaves_nothing_stale(start(2))


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_a_word_that_moves_only_after_the_commit_would_leave_it_stale(start, monkeypatch):
    monkeypatch.setattr(Clock, "begin", lambda self: 1)
    with pytest.raises(AssertionError, match="Tiêu đề mới"):
        a_killed_publisher_leaves_nothing_stale(start(2))


def a_page_appears_at_its_moment(processes):
    answers(processes, "/tin-tuc/")  # the first page of a process takes it long
    moment = timezone.now() + timedelta(seconds=3)
    builders.article("Đến giờ mới đăng", published_at=moment)
    keep(processes, "/tin-tuc/")
    assert all("Đến giờ" not in answer.text for answer in answers(processes, "/tin-tuc/"))
    time.sleep((moment - timezone.now()).total_seconds() + 0.01)
    for answer in answers(processes, "/tin-tuc/"):
        assert "Đến giờ" in answer.text


def test_an_entry_ends_at_the_next_scheduled_moment(start):
    a_page_appears_at_its_moment(start(2))


def test_an_entry_without_an_end_would_outlive_it(start, monkeypatch):
    monkeypatch.setattr(Horizon, "ends_at", lambda self, stamp: time.time() + 300)
    with pytest.raises(AssertionError, match="Đến giờ"):
        a_page_appears_at_its_moment(start(2))


def another_machine_s_change_is_found_within_a_second(processes):
    page = builders.article("Tiêu đề cũ")
    keep(processes, page.path)
    with connection.cursor() as cursor:  # no word of it comes to this machine
        cursor.execute("SELECT set_config('portal.may_write_live', 'on', false)")
        cursor.execute("UPDATE publishing_publication SET title = 'Từ máy khác'")
        cursor.execute("UPDATE pagecache_generation SET number = number + 1")
        cursor.execute("SELECT set_config('portal.may_write_live', 'off', false)")
    time.sleep(1)
    for answer in answers(processes, page.path):
        assert "Từ máy khác" in answer.text


def test_another_machine_s_change_is_found_within_a_second(start):
    another_machine_s_change_is_found_within_a_second(start(2))


def test_a_record_beside_the_pages_is_new_at_once_even_by_a_bulk_update(start):
    processes = start(2)
    before = clock().read()
    issuer = Organisation.objects.create(name="Ủy ban nhân dân tỉnh")
    keep(processes, "/")
    Organisation.objects.filter(pk=issuer.pk).update(name="Sở Nội vụ")
    assert clock().read() > before
    assert not processes[0].ask("/").is_hit


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {table} SET name = name WHERE id = 0",
        "UPDATE ONLY {table} SET name = name WHERE id = 0",
        "DELETE FROM {table} WHERE id = 0",
        "WITH those AS (SELECT 0 AS id) UPDATE {table} SET name = '' WHERE id = 0",
        "WITH gone AS (DELETE FROM {table} WHERE id = 0 RETURNING id) SELECT * FROM gone",
        "MERGE INTO {table} AS kept USING (SELECT 0 AS id) AS new ON kept.id = new.id"
        " WHEN MATCHED THEN DELETE",
    ],
)
@pytest.mark.parametrize("in_transaction", [False, True])
def test_no_way_of_writing_a_record_passes_the_generation_by(sql, in_transaction):
    before = clock().read()
    with transaction.atomic() if in_transaction else nullcontext(), connection.cursor() as cursor:
        cursor.execute(sql.format(table=Organisation._meta.db_table))
    assert clock().read() != before


def test_what_is_rolled_back_changes_no_page(start):
    (process,) = start(1)
    page = builders.article()
    keep([process], page.path)
    before = clock().read()
    with transaction.atomic():
        rename(page, "Không bao giờ")
        transaction.set_rollback(True)
    time.sleep(0.25)
    answer = process.ask(page.path)
    assert "Không bao giờ" not in answer.text
    assert clock().read() == before


def a_declared_emergency_is_on_kept_pages_at_once(processes):
    page = builders.article()
    keep(processes, page.path)
    now = timezone.now()
    Emergency.objects.create(
        level=4, headline="Bão số 6", starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=9), confirmed_at=now, from_command=True,
    )  # fmt: skip
    write_alerts()
    for answer in answers(processes, page.path):
        assert "Bão số 6" in answer.text


def test_a_declared_emergency_is_on_kept_pages_at_once(start):
    a_declared_emergency_is_on_kept_pages_at_once(start(2))


def test_an_emergency_begins_and_ends_on_kept_pages_by_itself(start):
    (process,) = start(1)
    page = builders.article()
    process.ask(page.path)  # the first page of a process takes it long
    now = timezone.now()
    Emergency.objects.create(
        level=4, headline="Bão số 6", starts_at=now + timedelta(seconds=3),
        ends_at=now + timedelta(seconds=5), confirmed_at=now, from_command=True,
    )  # fmt: skip
    write_alerts()
    keep([process], page.path)
    assert "Bão số 6" not in process.ask(page.path).text
    wait_for(now + timedelta(seconds=3))
    assert "Bão số 6" in process.ask(page.path).text
    wait_for(now + timedelta(seconds=5))
    assert "Bão số 6" not in process.ask(page.path).text


def test_stamps_tell_a_restored_site_from_the_one_before():
    assert Stamp(7, 1) != Stamp(7, 2)


def readers_never_go_back(processes, seconds=3):
    """Publish again and again while processes read; each answer is of the last commit, or later."""
    page = builders.article("Bản 0")
    keep(processes, page.path)
    committed, ends_at = 0, time.monotonic() + seconds
    while time.monotonic() < ends_at:
        for process in processes:
            process.send(page.path)
        committed += 1
        rename(page, f"Bản {committed}")
        for process in processes:
            process.receive()  # asked before or after the commit: either title is right
        for answer in answers(processes, page.path):
            assert f"Bản {committed}" in answer.text
    assert committed > 0


def test_readers_see_each_publication_while_others_read(start):
    readers_never_go_back(start(3))


@pytest.mark.usefixtures("nobody_asks_the_row")
def test_without_the_word_they_would_go_back(start, monkeypatch):
    monkeypatch.setattr(Clock, "begin", lambda self: 1)
    with pytest.raises(AssertionError, match="Bản"):
        readers_never_go_back(start(2))


def test_a_dry_run_moves_nothing_on():
    page, before = builders.article(), clock().read()
    with dry_run():
        rename(page, "Chỉ thử")
        assert not moved_by(connection)
    assert clock().read() == before
    assert clock().last() is not None
