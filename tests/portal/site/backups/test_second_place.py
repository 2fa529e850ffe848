"""Backups go to a second place, what it has missed as well, and never to our own disk."""

import errno
import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError

from portal.site.backups import second_place
from portal.site.backups.models import BackupRun
from tests.portal.site.backups.helpers import back_up, days_in, is_full, put

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_a_second_place_that_is_full_is_cleared_before_it_is_written_to(
    folder, second, monkeypatch
):
    put(second, days=range(1, 5))

    def fill(_source, part):
        part.write_bytes(b"half")
        is_full()

    monkeypatch.setattr("shutil.copyfile", fill)
    with pytest.raises(CommandError, match="No space left"):
        back_up(folder)
    assert days_in(second) == [2, 3, 4]
    assert not list(second.glob(".*"))


@pytest.mark.parametrize(
    ("number", "cure"),
    [
        (errno.ENOENT, "Đĩa của nó đã gắn chưa"),
        (errno.EROFS, "portal-backup.service"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_a_second_place_that_fails_is_told_with_the_backup_that_is_here(
    folder, second, monkeypatch, number, cure
):
    def fail(_source, part):
        raise OSError(number, os.strerror(number), str(part))

    monkeypatch.setattr("shutil.copyfile", fail)
    with pytest.raises(CommandError) as failed:
        back_up(folder)
    (made,) = folder.glob("portal-*")
    message = str(failed.value)
    assert message.startswith(
        f"{made} đã làm xong, nhưng BACKUP_SECOND_PLACE ({second}) chưa có đủ"
    )
    assert cure in message
    assert ".part" not in message
    # The alarm of its age is to come: there is no other one of a second place that is away.
    assert not BackupRun.objects.exists()


def test_a_second_place_that_is_not_mounted_takes_no_copy(folder, second, settings):
    """Below its mount point is the disk that it is to outlive."""
    settings.SITE_IS_DEMO = False
    put(second, days=[1])
    with pytest.raises(CommandError, match=r"đĩa của trang.*Đĩa của nó đã gắn chưa"):
        back_up(folder)
    assert len(list(folder.glob("portal-*"))) == 1
    assert [path.name for path in second.iterdir()] == ["portal-20070201-020000.backup"]
    assert not BackupRun.objects.exists()


def test_a_second_place_on_another_disk_takes_a_copy(folder, settings):
    settings.SITE_IS_DEMO = False
    with TemporaryDirectory(dir="/dev/shm") as second:  # memory
        settings.BACKUP_SECOND_PLACE = second
        made = back_up(folder)
        assert [path.name for path in Path(second).iterdir()] == [made.name]


def test_what_a_second_place_has_missed_comes_along_with_the_next(folder, second, settings):
    """Nights 3 and 5 failed there; what is older than all of it was let go before."""
    settings.BACKUP_KEEP_DAYS = settings.BACKUP_SECOND_KEEP_DAYS = 100 * 365
    put(folder, days=range(1, 7))
    put(second, days=[2, 4, 6])
    # Made by hand: open, and nobody's night.
    (folder / "portal-truoc-cap-nhat.backup").touch()
    back_up(folder)
    assert days_in(second) == [2, 3, 4, 5, 6]
    assert not (second / "portal-truoc-cap-nhat.backup").exists()


def test_what_cannot_be_brought_along_spoils_no_night(folder, second, settings, monkeypatch):
    settings.BACKUP_KEEP_DAYS = settings.BACKUP_SECOND_KEEP_DAYS = 100 * 365
    put(folder, days=[1, 2])
    put(second, days=[1])
    copy = shutil.copyfile

    def fail(source, part):
        if "-2007" in Path(source).name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return copy(source, part)

    monkeypatch.setattr("shutil.copyfile", fail)
    made = back_up(folder)
    assert BackupRun.objects.get().copied_to == str(second)
    assert (second / made.name).stat().st_mtime_ns == made.stat().st_mtime_ns
    assert days_in(second) == [1]


def test_what_is_too_old_for_the_second_place_is_not_brought_there(folder, second, settings):
    settings.BACKUP_KEEP_DAYS = 100 * 365
    put(folder, days=[1, 2, 3])
    put(second, days=[1])
    back_up(folder)
    assert 2 not in days_in(second)


def test_an_open_backup_of_before_does_not_come_along_with_encrypted_ones(folder, second, settings):
    settings.BACKUP_SECOND_KEEP_DAYS = 100 * 365
    names = [f"portal-2007020{day}-020000.backup" for day in range(1, 5)]
    names = [names[0], f"{names[1]}.age", names[2], f"{names[3]}.age"]
    for name in names:
        (folder / name).touch()
    (second / names[0]).touch()
    assert [path.name for path in second_place._missed(folder / names[3], second)] == [names[1]]


def test_a_second_place_that_is_new_begins_with_tonight(folder, second):
    put(folder, days=range(1, 4))
    back_up(folder)
    assert days_in(second) == []


def test_a_second_place_may_keep_them_longer(folder, second, settings):
    settings.BACKUP_KEEP_DAYS, settings.BACKUP_SECOND_KEEP_DAYS = 7, 100 * 365
    for place in (folder, second):
        put(place, days=range(1, 5))
    back_up(folder)
    assert (days_in(folder), days_in(second)) == ([3, 4], [1, 2, 3, 4])


def test_the_half_copy_of_a_killed_run_goes_with_the_next(folder, second):
    killed, at_work = (second / f".portal-2007020{day}-020000.backup.part" for day in (1, 2))
    for part in (killed, at_work):
        part.touch()
    os.utime(killed, (0, 0))
    back_up(folder)
    assert list(second.glob(".*")) == [at_work]
