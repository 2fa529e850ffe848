"""Backups of each day are encrypted, copied elsewhere, listed, and go after their time."""

import errno
import os
import shutil
import subprocess
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from portal.kit.files import scratch
from portal.site.backups import encryption, folders, keeping, second_place, writing
from portal.site.backups.archive import opened
from portal.site.backups.models import BackupKind, BackupRun
from tests import builders

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def folder(tmp_path):
    (made := tmp_path / "sao-luu").mkdir()
    return made


@pytest.fixture
def second(tmp_path, settings):
    """A folder for copies, on a disk of another machine."""
    (made := tmp_path / "noi-khac").mkdir()
    settings.BACKUP_SECOND_PLACE = str(made)
    return made


def back_up(folder):
    call_command("backup", "--into", str(folder), stdout=StringIO())
    return sorted(folder.glob("portal-*"))[-1]


def put(folder, *, days):
    for day in days:
        (folder / f"portal-200702{day:02}-020000.backup").touch()


def days_in(folder):
    """The days of old backups, without the one that was just made."""
    return [int(path.name[13:15]) for path in sorted(folder.glob("portal-200702*"))]


def is_full(*_where):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


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
    said = str(failed.value)
    assert said.startswith(f"{made} đã làm xong, nhưng BACKUP_SECOND_PLACE ({second}) chưa có đủ")
    assert cure in said
    assert ".part" not in said
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


@pytest.mark.stack
@pytest.mark.skipif(shutil.which("age") is None, reason="age is not on this machine")
def test_only_the_private_key_opens_an_encrypted_one(folder, tmp_path, settings):
    key = tmp_path / "key"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    public = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True)
    settings.BACKUP_RECIPIENT = public.stdout.strip()
    made = back_up(folder)
    assert made.name.endswith(".backup.age")
    assert b"manifest.json" not in made.read_bytes()
    with pytest.raises(CommandError, match="--identity"):
        call_command("restore", str(made), "--verify")
    with encryption.readable(made, key) as plain, opened(plain) as (_archive, manifest):
        assert manifest.media_files == 1
    assert not plain.exists()


@pytest.mark.parametrize(
    "head", [b"age-encryption.org/v1\n-> X25519 ", b"-----BEGIN AGE ENCRYPTED FILE-----\n"]
)
@pytest.mark.parametrize("way", ["--verify", "--replace"])
def test_an_encrypted_one_is_known_by_its_first_bytes_whatever_its_name(tmp_path, head, way):
    (copy := tmp_path / "ban-sao.age").write_bytes(head + b"\0" * 100)
    with pytest.raises(CommandError, match="--identity"):
        call_command("restore", str(copy), way)


def test_a_renamed_encrypted_one_is_handed_to_age(tmp_path, monkeypatch):
    (copy := tmp_path / "bản sao").write_bytes(b"age-encryption.org/v1\n" + b"\0" * 100)
    age = tmp_path / "bin" / "age"
    age.parent.mkdir()
    (key := tmp_path / "khoa").touch()
    age.write_text(
        f'#!/bin/sh\n[ "$1 $2 $3" = "--decrypt --identity {key}" ] && echo "$6" > "$5"\n'
    )
    age.chmod(0o700)
    monkeypatch.setenv("PATH", f"{age.parent}:/usr/bin:/bin")
    with encryption.readable(copy, key) as plain:
        assert plain.read_text() == f"{copy}\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("no identity matched any of the recipients", "{key} không mở được bản sao lưu này"),
        ("failed to read: unknown identity type", "age: error: failed to read"),
    ],
)
def test_a_key_that_opens_another_backup_is_told_in_our_words(tmp_path, monkeypatch, words, said):
    (copy := tmp_path / "x.age").write_bytes(b"age-encryption.org/v1\n" + b"\0" * 100)
    age = tmp_path / "bin" / "age"
    age.parent.mkdir()
    (key := tmp_path / "khoa").touch()
    age.write_text(
        f"#!/bin/sh\necho 'age: error: {words}' >&2\n"
        "echo 'age: report unexpected or unhelpful errors at https://a.example' >&2\nexit 1\n"
    )
    age.chmod(0o700)
    monkeypatch.setenv("PATH", f"{age.parent}:/usr/bin:/bin")
    with pytest.raises(CommandError) as failed:
        call_command("restore", str(copy), "--verify", identity=key)
    assert said.format(key=key) in str(failed.value)
    assert "report" not in str(failed.value)


def test_a_key_that_this_user_may_not_read_is_said_with_what_to_type(tmp_path):
    (copy := tmp_path / "x.age").write_bytes(b"age-encryption.org/v1\n" + b"\0" * 100)
    key = tmp_path / "khoa"
    with pytest.raises(CommandError, match=f"install -o portal -m 600 {key}"):
        call_command("restore", str(copy), "--verify", identity=key)


def test_what_is_large_is_worked_on_upon_a_disk(monkeypatch):
    """The usual place may be memory; whoever names it has it."""
    monkeypatch.setattr("tempfile.tempdir", str(scratch.USUAL))
    monkeypatch.delenv("TMPDIR", raising=False)
    assert scratch.work_place() == scratch.ON_DISK
    monkeypatch.setenv("TMPDIR", str(scratch.USUAL))
    assert scratch.work_place() == scratch.USUAL


def test_where_there_is_no_room_it_says_so_before_it_begins(tmp_path, monkeypatch):
    (backup := tmp_path / "x.backup").write_bytes(b"0" * 3_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _place: SimpleNamespace(free=2_000_000))
    with pytest.raises(CommandError, match=r"3 MB.*TMPDIR="):
        call_command("restore", str(backup), "--verify")


def test_a_key_for_an_open_one_is_said(tmp_path):
    (plain := tmp_path / "x.backup.age").write_bytes(b"nothing of ours")
    with pytest.raises(CommandError):
        call_command("restore", str(plain), "--verify", identity=plain, stderr=(said := StringIO()))
    assert "--identity" in said.getvalue()


def test_where_age_is_missing_no_open_backup_is_left(folder, settings, monkeypatch):
    settings.BACKUP_RECIPIENT = "age1abc"
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match="age"):
        back_up(folder)
    assert list(folder.iterdir()) == []
    assert not BackupRun.objects.exists()
