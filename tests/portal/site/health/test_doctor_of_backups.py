"""Doctor warns of backups that are missing, that go with the disk, or that anybody can read."""

from datetime import timedelta
from tempfile import TemporaryDirectory

import pytest
from django.utils import timezone

from portal.site import doctor, doctor_backups
from portal.site.backups.models import BackupKind, BackupRun

pytestmark = pytest.mark.django_db


# Knows one key, and fails as age does.
AGE = """#!/bin/sh
[ "$2" = age1abc ] && exit
echo "age: error: malformed recipient \\"$2\\": separator '1' at invalid position" >&2
echo "age: report unexpected or unhelpful errors at https://filippo.io/age/report" >&2
exit 1
"""


@pytest.fixture(autouse=True)
def age(tmp_path, monkeypatch):
    """The program by which backups are encrypted; not every machine has it."""
    (folder := tmp_path / "programs").mkdir()
    (folder / "age").write_text(AGE)
    (folder / "age").chmod(0o700)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_doctor_tells_of_a_backup_that_is_missing(settings):
    settings.BACKUP_MAX_AGE = timedelta(hours=26)
    (found,) = doctor._probes()
    assert found.msg == "No backup was made yet."
    # By hand `backup FILE` is open, and goes to no second place.
    assert found.hint.startswith("Run systemctl start portal-backup (")
    run = BackupRun.objects.create(kind=BackupKind.BACKUP, file="a.backup")
    run.at = timezone.now() - timedelta(hours=27)
    run.save()
    (found,) = doctor._probes()
    assert found.msg == "The last backup is too old (age: 27 h)."


@pytest.mark.parametrize(
    ("values", "warned"),
    [
        ({}, ["BACKUP_RECIPIENT is not set", "BACKUP_SECOND_PLACE is not set"]),
        ({"BACKUP_RECIPIENT": "age1abc"}, ["BACKUP_SECOND_PLACE is not set"]),
        ({"BACKUP_SECOND_PLACE": "/proc"}, ["BACKUP_RECIPIENT is not set"]),
        ({"BACKUP_RECIPIENT": "age1abc", "BACKUP_SECOND_COMMAND": ["age", "--to"]}, []),
        (
            {"BACKUP_RECIPIENT": "age1abc", "BACKUP_SECOND_COMMAND": ["send", "--to"]},
            ["send (BACKUP_SECOND_COMMAND) is no program that this user may run."],
        ),
        ({"SITE_IS_DEMO": True}, []),
    ],
)
def test_doctor_warns_of_backups_that_can_be_lost_or_read(settings, values, warned):
    settings.SITE_IS_DEMO = False
    for name, value in values.items():
        setattr(settings, name, value)
    messages = [found.msg for found in doctor_backups.lost_backups(by_hand=False)]
    assert [what.partition(":")[0] for what in messages] == warned


def test_doctor_finds_a_mistyped_key_before_the_night_does(settings):
    settings.SITE_IS_DEMO, settings.BACKUP_SECOND_COMMAND = False, ["age"]
    settings.BACKUP_RECIPIENT = "age1sai"
    (found,) = doctor_backups.lost_backups(by_hand=True)
    assert (doctor.severity(found), found.msg) == (
        "error",
        "No backup can be made for BACKUP_RECIPIENT: age: error: malformed recipient"
        " \"age1sai\": separator '1' at invalid position",
    )


def test_doctor_warns_of_a_second_place_on_the_disk_of_the_site(settings, tmp_path):
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    settings.VAR_DIR, settings.BACKUP_SECOND_PLACE = tmp_path / "var", str(tmp_path / "second")
    for name in ("var", "second"):
        (tmp_path / name).mkdir()
    (message,) = [found.msg for found in doctor_backups.lost_backups(by_hand=True)]
    assert "is on the disk of the site" in message


def test_doctor_warns_of_a_second_place_on_the_disk_of_the_backups(settings, monkeypatch, tmp_path):
    """Both were mounted from another machine: the night refuses it, too."""
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    monkeypatch.setattr(doctor_backups, "UNIT", tmp_path / "portal-backup.service")
    command = "ExecStart=/opt/python manage.py backup --into"
    doctor_backups.UNIT.write_text(f"[Service]\n{command} /dev/shm\n")
    with TemporaryDirectory(dir="/dev/shm") as second:  # memory
        settings.BACKUP_SECOND_PLACE = second
        (message,) = [found.msg for found in doctor_backups.lost_backups(by_hand=True)]
        assert message.endswith("is on the disk of the site or of the backups.")
        doctor_backups.UNIT.write_text(f"[Service]\n{command} {tmp_path}\n")
        assert list(doctor_backups.lost_backups(by_hand=True)) == []


@pytest.mark.parametrize("by_hand", [True, False])
def test_doctor_warns_of_a_second_place_whose_disk_is_not_there(settings, tmp_path, by_hand):
    """The usual one is a folder in the disk, which goes with it."""
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    settings.BACKUP_SECOND_PLACE = str(tmp_path / "nas" / "portal")
    (message,) = [found.msg for found in doctor_backups.lost_backups(by_hand=by_hand)]
    assert "is not there" in message


def test_doctor_warns_of_a_second_place_that_is_somebody_elses(settings, monkeypatch):
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    settings.BACKUP_SECOND_PLACE = "/proc"
    monkeypatch.setattr(doctor_backups.os, "access", lambda *_asked: False)
    (message,) = [found.msg for found in doctor_backups.lost_backups(by_hand=True)]
    assert "cannot be written by this user" in message
    # The helper may write there as little as anywhere else, and has nothing to do there.
    assert list(doctor_backups.lost_backups(by_hand=False)) == []


@pytest.mark.parametrize(
    ("files", "warned"),
    [
        ({}, False),
        ({"": "ProtectSystem=strict\nReadWritePaths=/var/backups/portal \n"}, True),
        ({"": "ProtectSystem=strict\nReadWritePaths=/b -/proc\n"}, False),
        ({"": "ProtectSystem=strict\nReadWritePaths=/proc/1\n"}, True),
        ({"": "ReadWritePaths=/var/backups/portal\n"}, False),
        ({"": "ProtectSystem=strict\n", "a.conf": "[Service]\nReadWritePaths=/proc\n"}, False),
    ],
)
def test_doctor_warns_of_a_second_place_that_the_unit_is_kept_out_of(
    settings, monkeypatch, tmp_path, files, warned
):
    """The place was written into .env alone: by hand all is well, and each night fails."""
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    settings.BACKUP_SECOND_PLACE = "/proc"
    unit = tmp_path / "portal-backup.service"
    monkeypatch.setattr(doctor_backups, "UNIT", unit)
    for name, text in files.items():
        file = tmp_path / "portal-backup.service.d" / name if name else unit
        file.parent.mkdir(exist_ok=True)
        file.write_text(text)
    found = list(doctor_backups.lost_backups(by_hand=False))
    assert [each.msg.partition(" of ")[0] for each in found] == (
        ["/proc (BACKUP_SECOND_PLACE) is not in ReadWritePaths"] if warned else []
    )
    assert all(f"|& -/proc|' {unit} && systemctl daemon-reload" in each.hint for each in found)
