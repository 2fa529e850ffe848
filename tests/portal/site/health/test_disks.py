"""The disk of PostgreSQL or of backups stops the site, too, when it is full: it is watched."""

import errno
import os
from pathlib import Path
from typing import NamedTuple

import pytest

from portal.kit.files import space
from portal.site import doctor, doctor_backups
from portal.site.health import archiving, checks
from portal.site.health.models import DiskReading
from portal.site.health.room import note_room
from portal.site.health_page import NAMES
from tests import builders

pytestmark = pytest.mark.django_db


class Usage(NamedTuple):
    total: int
    used: int
    free: int


class Disk(NamedTuple):
    st_dev: int


@pytest.fixture
def other_disk(settings, monkeypatch, tmp_path):
    """A folder with a long path on a nearly full disk of its own, beside roomy ones."""
    folder = tmp_path / "var-lib-postgresql-of-the-machine" / "17" / "main"
    folder.mkdir(parents=True)
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    settings.DISKS_WATCHED = [str(folder), str(tmp_path / "not-there"), str(folder.parent)]
    stat = Path.stat

    def other(path, **options):
        return Disk(7) if path in (folder, folder.parent) else stat(path, **options)

    monkeypatch.setattr(Path, "stat", other)
    monkeypatch.setattr(
        space.shutil,
        "disk_usage",
        lambda asked: Usage(0, 0, (150 if asked == folder else 50_000) * 1_000_000),
    )
    return str(folder)


def test_a_watched_disk_that_fills_is_told_of(other_disk, client):
    assert space.free_megabytes() == {"VAR_DIR": 50_000, "MEDIA_ROOT": 50_000, other_disk: 150}
    found = checks.disk()
    assert (found.is_well, found.detail) == (False, "150 MB")
    (finding, _not_there) = doctor._space()
    assert (doctor.severity(finding), finding.msg) == (
        "error",
        f"The disk of {other_disk} has 150 MB left.",
    )
    assert client.get("/readyz").json()["low_disk"] is True
    assert f'place="{other_disk}"' in client.get("/metrics").text
    client.force_login(builders.person("quantri", is_superuser=True))
    page = " ".join(client.get("/admin/suc-khoe/").text.split())
    assert f"tương tự (<code>{other_disk}</code>): còn 150 MB" in page


@pytest.mark.parametrize("is_set_up", [True, False])
def test_the_disk_of_the_archived_log_is_missed_where_it_is_kept(
    other_disk, settings, monkeypatch, tmp_path, is_set_up
):
    """`install` cannot name it: pgBackRest is set up after it, if at all."""
    timer, unit = tmp_path / "portal-base-backup.timer", tmp_path / "portal-base-backup.service"
    monkeypatch.setattr(archiving, "BASE_BACKUPS", timer)
    monkeypatch.setattr(doctor_backups, "LOG_UNIT", unit)
    unit.write_text(f"[Service]\nReadWritePaths={other_disk} /var/spool/pgbackrest /tmp\n")
    if is_set_up:
        timer.symlink_to(unit)
    settings.DISKS_WATCHED = []
    assert [each.msg for each in doctor._space()] == (
        [f"The disk of {other_disk}, where the archived log lies, is not in DISKS_WATCHED."]
        if is_set_up
        else []
    )
    settings.DISKS_WATCHED = [other_disk]
    assert [each for each in doctor._space() if "archived log" in each.msg] == []


def test_its_room_is_written_down_for_the_forecast(other_disk):
    note_room()
    places = set(DiskReading.objects.values_list("place", flat=True))
    assert places == {"VAR_DIR", "MEDIA_ROOT", other_disk[-40:]}


def test_what_lies_on_the_sites_own_disk_is_looked_at_once(settings, tmp_path):
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    (tmp_path / "backups").mkdir()
    settings.DISKS_WATCHED = [str(tmp_path / "backups")]
    assert set(space.free_megabytes()) == {"VAR_DIR", "MEDIA_ROOT"}


def test_a_watched_folder_that_is_not_there_is_told_of(settings, tmp_path):
    settings.VAR_DIR = settings.MEDIA_ROOT = tmp_path
    settings.DISKS_WATCHED = [str(tmp_path), str(tmp_path / "17" / "main")]
    (finding,) = doctor._space()
    assert doctor.severity(finding) == "warning"
    assert f"{tmp_path}/17/main, and this user finds no such folder." in finding.msg


@pytest.fixture
def broken_disk(settings, monkeypatch, tmp_path):
    """Uploaded files lie on a share whose server has gone."""
    settings.VAR_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    stat = os.stat

    def stale(path, **options):
        if str(path).startswith(str(tmp_path / "media")):
            raise OSError(errno.ESTALE, os.strerror(errno.ESTALE))
        return stat(path, **options)

    monkeypatch.setattr(os, "stat", stale)
    return f"{tmp_path}/media: Stale file handle"


def test_a_disk_that_answers_no_more_is_told_of_and_silences_no_other_check(broken_disk, client):
    assert set(space.free_megabytes()) == {"VAR_DIR"}
    found = {check.name: check for check in checks.all_checks()}
    assert (found["storage"].is_well, found["storage"].detail) == (False, broken_disk)
    assert found["disk"].is_well
    assert set(found) == set(NAMES)
    assert list(doctor._space()) == []
    assert client.get("/readyz").json()["checks"]["storage"]["said"] == broken_disk
    assert 'portal_check{check="storage"} 0.0' in client.get("/metrics").text
    client.force_login(builders.person("quantri", is_superuser=True))
    assert broken_disk in client.get("/admin/suc-khoe/").text


@pytest.mark.parametrize("name", ["storage", "disk", "cache", "certificate"])
def test_a_check_that_breaks_is_one_that_fails(monkeypatch, name):
    def breaks():
        raise RuntimeError

    breaks.__name__ = name
    monkeypatch.setattr(checks, name, breaks)
    found = {check.name: check for check in checks.all_checks()}
    assert (found[name].is_well, found[name].detail) == (False, "RuntimeError")
    assert set(found) == set(NAMES)
