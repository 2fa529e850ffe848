"""What recovery to a moment stands on is looked at: the log of changes, and base backups."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone, translation

from portal.site import doctor, doctor_backups
from portal.site.health import archiving, checks

pytestmark = pytest.mark.django_db


ARCHIVING = """
    CREATE TEMPORARY VIEW pg_stat_archiver AS SELECT '0A0B' AS last_failed_wal,
        now() AS last_failed_time, now() + %s AS last_archived_time
"""


@pytest.mark.parametrize(
    ("last_archived", "detail"), [("'-1 s'::interval", "0A0B"), ("NULL", "0A0B"), ("'1 s'", "")]
)
def test_a_log_of_changes_that_nobody_takes_is_seen(monkeypatch, last_archived, detail):
    """What was refused and taken by a later try is no trouble."""
    asked = archiving._ARCHIVER.replace("current_setting('archive_mode')", "'on'")
    monkeypatch.setattr(archiving, "_ARCHIVER", asked)
    assert checks.archive().is_well
    with connection.cursor() as cursor:
        cursor.execute(ARCHIVING % last_archived)
    found = checks.archive()
    assert (found.is_well, found.detail) == (not detail, detail)
    with translation.override("en"):
        assert "stanza-upgrade" in str(found.mend)


def test_a_new_cluster_that_keeps_no_log_is_seen_where_one_is_wanted(monkeypatch, tmp_path):
    monkeypatch.setattr(archiving, "BASE_BACKUPS", timer := tmp_path / "portal-base-backup.timer")
    assert checks.archive().is_well
    timer.symlink_to("/etc/systemd/system/portal-base-backup.timer")
    found = checks.archive()
    assert (found.is_well, found.detail) == (False, "archive_mode = off")
    (finding,) = [each for each in doctor._probes() if "to a moment" in each.msg]
    assert "pgbackrest/archive.conf" in finding.hint


@pytest.fixture
def made_days_ago(monkeypatch, tmp_path):
    """Makes a file of the base backups so many days ago; there is none before."""
    for name in ("BASE_BACKUPS", "_UNIT", "_DONE"):
        monkeypatch.setattr(archiving, name, tmp_path / name)

    def make(name, days):
        path, at = tmp_path / name, (timezone.now() - timedelta(days=days)).timestamp()
        if name == "BASE_BACKUPS":
            path.symlink_to("/nowhere")
        else:
            path.write_text(f"[Service]\nStateDirectory={tmp_path.name}\n")
        os.utime(path, (at, at), follow_symlinks=False)

    return make


def test_base_backups_that_fail_for_a_week_are_seen_where_they_are_wanted(made_days_ago):
    """Log goes on being kept, and nothing of it ever goes."""
    made_days_ago("_DONE", 30)
    assert checks.base_backup().is_well
    made_days_ago("BASE_BACKUPS", 400)
    found = checks.base_backup()
    assert (found.is_well, found.detail) == (False, "30 d")
    (finding,) = [each for each in doctor._probes() if "base backup" in each.msg]
    assert finding.msg.endswith("is too old (age: 30 d).")
    assert "journalctl -u portal-base-backup" in finding.hint
    made_days_ago("_DONE", 8)
    assert checks.base_backup().is_well


@pytest.mark.parametrize("name", ["BASE_BACKUPS", "_UNIT"])
def test_what_was_set_up_or_updated_today_has_a_week_for_its_base_backup(made_days_ago, name):
    for each in {"BASE_BACKUPS", "_UNIT"} - {name}:
        made_days_ago(each, 400)
    made_days_ago(name, 1)
    assert checks.base_backup().is_well


def test_a_unit_of_before_is_no_alarm_until_it_is_copied_anew(made_days_ago):
    """It leaves no sign, however well it goes; the code is new before the units are."""
    for name in ("BASE_BACKUPS", "_UNIT"):
        made_days_ago(name, 400)
    assert not checks.base_backup().is_well
    assert list(doctor_backups.unseen_base_backups()) == []
    archiving._UNIT.write_text("[Service]\n")
    os.utime(archiving._UNIT, (0, 0))
    assert checks.base_backup().is_well
    (finding,) = doctor_backups.unseen_base_backups()
    assert "copy systemd/ anew" in finding.hint
    made_days_ago("_DONE", 400)
    assert not checks.base_backup().is_well


def test_the_unit_of_base_backups_leaves_the_sign_that_is_looked_for():
    unit = (settings.BASE_DIR / "deploy/systemd/portal-base-backup.service").read_text()
    folder = archiving._DONE.parent.name
    assert f"ExecStartPost=/usr/bin/touch %S/{folder}/done\n" in unit
    assert f"StateDirectory={folder}\nStateDirectoryMode=0755\n" in unit
