"""Backups of each day are encrypted, copied elsewhere, listed, and go after their time."""

import os
from datetime import UTC, datetime
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from portal.site.backups import folders, keeping, writing
from portal.site.backups.archive import opened
from portal.site.backups.models import BackupKind, BackupRun
from tests import builders
from tests.portal.site.backups.helpers import back_up, days_in, is_full, put

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_it_is_named_by_its_time_private_copied_and_listed(folder, second):
    made = back_up(folder)
    copy = second / made.name
    assert copy.read_bytes() == made.read_bytes()
    assert (made.stat().st_mode & 0o777, copy.stat().st_mode & 0o777) == (0o600, 0o600)
    run = BackupRun.objects.get()
    assert (run.kind, run.file, run.copied_to) == (BackupKind.BACKUP, str(made), str(second))
    with opened(made) as (_archive, manifest):
        assert manifest.media_files == 1


def test_the_name_bears_the_day_here_and_not_that_of_greenwich():
    night = datetime(2007, 1, 29, 19, 15, tzinfo=UTC)
    assert folders.name_at(night) == "portal-20070130-021500"


def test_a_command_may_take_it_elsewhere_and_its_failure_is_one(folder, tmp_path, settings):
    taken = tmp_path / "lay"
    script = tmp_path / "gui"
    script.write_text(f'#!/bin/sh\ncp "$2" {taken}\n')
    script.chmod(0o700)
    settings.BACKUP_SECOND_COMMAND = [str(script), "--to"]
    made = back_up(folder)
    assert taken.read_bytes() == made.read_bytes()
    settings.BACKUP_SECOND_COMMAND = ["/bin/false"]
    with pytest.raises(CommandError, match="/bin/false"):
        back_up(folder)


def test_old_ones_go_and_the_last_stay(folder):
    names = [f"portal-2007020{day}-020000.backup" for day in range(1, 6)]
    for name in (*names, "portal-note.txt"):
        (folder / name).touch()
    assert [path.name for path in folders.outlived(folder, 30)] == names[:2]


def test_a_clock_that_was_ahead_takes_neither_the_place_of_the_newest_nor_all_of_them(folder):
    names = [f"portal-200702{day:02}-020000.backup" for day in range(1, 21)]
    for name in (*names, "portal-29991231-020000.backup"):
        (folder / name).touch()
    assert folders.backups_in(folder)[-1].name == names[-1]
    assert [path.name for path in folders.outlived(folder, 30)] == names[:3]


def test_a_second_place_that_is_away_does_not_fill_the_first(folder, settings):
    put(folder, days=range(1, 5))
    settings.BACKUP_SECOND_COMMAND = ["/bin/false"]
    with pytest.raises(CommandError, match="/bin/false"):
        back_up(folder)
    assert days_in(folder) == [3, 4]


def test_nights_that_fail_cost_no_backup(folder, monkeypatch):
    put(folder, days=range(1, 5))
    monkeypatch.setattr(keeping, "write_backup", is_full)
    with pytest.raises(CommandError, match="No space left"):
        back_up(folder)
    assert days_in(folder) == [1, 2, 3, 4]


@pytest.fixture
def unmounted(media):
    """Pictures whose disk is away; gives what brings it back."""
    for number in range(5):
        builders.picture(file=f"anh/{number}.webp", sha256=f"{number:064}")
    return lambda: [(media / "anh" / f"{number}.webp").touch() for number in range(5)]


def test_nights_without_the_disk_of_uploads_are_told_and_cost_no_backup(folder, second, unmounted):
    """What they make is for the worst case: no rule takes it for a backup."""
    for place in (folder, second):
        put(place, days=range(1, 6))
    for day in range(1, 4):
        (second / f"incomplete-portal-2007020{day}-020000.backup").touch()
    for _night in range(2):
        with pytest.raises(CommandError, match=r"anh: 5 / 5") as failed:
            back_up(folder)
        (made,) = folder.glob("incomplete-*")
        assert str(made) in str(failed.value)
        assert (second / made.name).read_bytes() == made.read_bytes()
        assert len(list(second.glob("incomplete-*"))) == 3
    with opened(made) as (_archive, manifest):
        assert manifest.rows["pictures_picture"] == 5
    assert (days_in(folder), days_in(second)) == ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5])
    assert folders.backups_in(folder)[-1].name == "portal-20070205-020000.backup"
    assert not BackupRun.objects.exists()
    unmounted()
    back_up(folder)
    assert not [*folder.glob("incomplete-*"), *second.glob("incomplete-*")]
    assert BackupRun.objects.count() == 1


def test_a_night_without_them_says_so_though_the_second_place_fails(folder, settings, unmounted):
    settings.BACKUP_SECOND_COMMAND = ["/bin/false"]
    with pytest.raises(CommandError, match=r"anh: 5 / 5.*/bin/false"):
        back_up(folder)


def test_a_few_files_that_are_lost_stop_no_backup(folder, unmounted, media):
    unmounted()
    for number in range(3):
        (media / "anh" / f"{number}.webp").unlink()
    back_up(folder)


def test_a_backup_by_hand_says_that_it_lacks_uploaded_files(tmp_path, unmounted):
    with pytest.raises(CommandError, match=r"anh: 5 / 5"):
        call_command("backup", str(tmp_path / "truoc-cap-nhat.backup"), stdout=StringIO())
    assert not BackupRun.objects.exists()


def test_a_disk_without_room_is_cleared_before_it_is_written_to(folder, monkeypatch):
    """A megabyte is lacking until the oldest is gone; with a clock ahead, no more than three go."""
    put(folder, days=range(1, 10))
    oldest = folder / "portal-20070201-020000.backup"
    monkeypatch.setattr(
        "shutil.disk_usage", lambda _place: SimpleNamespace(free=0 if oldest.exists() else 10**12)
    )
    back_up(folder)
    assert days_in(folder) == [4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(("recipient", "needed"), [("age1abc", 1060), ("", 1050)])
def test_a_backup_that_would_fill_the_disk_of_the_database_is_not_begun(
    folder, media, settings, monkeypatch, recipient, needed
):
    """Sizes go by the last one: 30 MB whole, 10 of which are uploaded files."""
    settings.BACKUP_RECIPIENT = recipient
    (media / "anh" / "hue.txt").unlink()
    for path, size in ((media / "to.pdf", 10), (folder / "portal-20070201-020000.backup", 30)):
        path.touch()
        os.truncate(path, size * 1_000_000)
    free = SimpleNamespace(free=needed * 1_000_000 - 1)
    (left_behind := folder / ".keeping-killed").mkdir()
    monkeypatch.setattr("shutil.disk_usage", lambda _place: free)
    monkeypatch.setattr(keeping, "write_backup", is_full)
    with pytest.raises(CommandError, match=f"{needed - 1} MB.*{needed} MB"):
        back_up(folder)
    assert not left_behind.exists()
    free.free += 1
    with pytest.raises(CommandError, match="No space left"):
        back_up(folder)


@pytest.mark.parametrize(("recipient", "needed"), [("age1abc", 1060), ("", 1050)])
def test_the_first_backup_goes_by_the_size_of_the_database(
    folder, media, settings, monkeypatch, recipient, needed
):
    """20 MB, beside 10 MB of uploaded files."""
    settings.BACKUP_RECIPIENT = recipient
    (media / "anh" / "hue.txt").unlink()
    (media / "to.pdf").touch()
    os.truncate(media / "to.pdf", 10_000_000)
    monkeypatch.setattr(keeping, "database_bytes", lambda: 20_000_000)
    free = SimpleNamespace(free=needed * 1_000_000 - 1)
    monkeypatch.setattr("shutil.disk_usage", lambda _place: free)
    with pytest.raises(CommandError, match=f"{needed - 1} MB.*{needed} MB"):
        back_up(folder)


def test_the_database_says_how_large_it_is():
    assert writing.database_bytes() > 1_000_000
