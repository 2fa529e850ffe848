"""Each check sees its trouble and says what to do; strangers are told whether the site is ready."""

import os
from datetime import timedelta
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone, translation

from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.proxies import trusted_networks
from portal.media.scanning.models import ScannedFile, ScanState
from portal.media.scanning.services import key_of
from portal.publishing.models import Attachment
from portal.site import doctor, doctor_backups
from portal.site.backups.models import BackupKind, BackupRun
from portal.site.health import archiving, checks
from portal.tasks.models import UnsentLetter
from tests import builders
from tests.portal.audit.rows import tamper

pytestmark = pytest.mark.django_db
STRANGER = "203.0.113.7"


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


def test_strangers_are_told_whether_it_is_ready_and_nothing_more(client):
    assert client.get("/readyz", REMOTE_ADDR=STRANGER).json() == {"ready": True, "database": True}
    assert client.get("/metrics", REMOTE_ADDR=STRANGER).status_code == 404


def test_a_stranger_does_not_make_the_site_look_at_all_of_itself(
    client, monkeypatch, django_assert_num_queries
):
    def refuse():
        raise AssertionError

    for name in ("storage", "disk", "cache", "certificate"):
        monkeypatch.setattr(checks, name, refuse)
    with django_assert_num_queries(2):
        assert client.get("/readyz", REMOTE_ADDR=STRANGER).status_code == 200


def test_a_stranger_is_told_that_a_migration_waits_or_cannot_be_asked_for(client, monkeypatch):
    MigrationRecorder(connection).record_unapplied("articles", "0001_initial")
    told = {"ready": False, "database": True}
    answer = client.get("/readyz", REMOTE_ADDR=STRANGER)
    assert (answer.status_code, answer.json()) == (503, told)

    def fail(*_args):
        raise OperationalError

    monkeypatch.setattr(checks, "unapplied_migrations", fail)
    answer = client.get("/readyz", REMOTE_ADDR=STRANGER)
    assert (answer.status_code, answer.json()) == (503, told)


@pytest.mark.parametrize(
    ("address", "headers", "proxies", "allowed", "sees"),
    [
        ("127.0.0.1", {}, [], [], True),
        ("::1", {}, [], [], True),
        (STRANGER, {}, [], [], False),
        (STRANGER, {}, [], ["203.0.113.0/24"], True),
        # A proxy that nobody has named brings all the world under its own address.
        ("127.0.0.1", {"X-Forwarded-For": STRANGER}, [], [], False),
        ("127.0.0.1", {"X-Forwarded-For": STRANGER}, ["127.0.0.1"], [], False),
        ("127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, ["127.0.0.1"], [], True),
        # Nor does it help to have named another one, whose loopback is not this machine's.
        ("127.0.0.1", {"X-Forwarded-For": f"{STRANGER}, 10.0.0.5"}, ["10.0.0.5"], [], False),
        ("10.0.0.5", {"X-Forwarded-For": "127.0.0.1"}, ["10.0.0.5"], [], False),
        ("127.0.0.1", {"Via": "1.1 somebody"}, ["10.0.0.5"], [], False),
        ("127.0.0.1", {"Via": "1.1 somebody"}, [], [], False),
        (STRANGER, {"X-Forwarded-For": "127.0.0.1"}, [], [], False),
    ],
)
def test_details_are_for_this_machine_and_whom_the_settings_allow(
    client, settings, address, headers, proxies, allowed, sees
):
    settings.TRUSTED_PROXIES = trusted_networks(proxies)
    settings.MONITORING_ALLOWED = trusted_networks(allowed)
    found = client.get("/readyz", REMOTE_ADDR=address, headers=headers).json()
    assert ("checks" in found) is sees
    answer = client.get("/metrics", REMOTE_ADDR=address, headers=headers)
    assert answer.status_code == (200 if sees else 404)


def test_a_database_that_goes_away_meanwhile_is_said_in_an_answer(client, monkeypatch):
    def fail(*_args):
        raise OperationalError

    monkeypatch.setattr(checks, "unapplied_migrations", fail)
    monkeypatch.setattr(checks.monitoring, "count_late", fail)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    found = answer.json()
    assert (found["unapplied_migrations"], found["late_tasks"]) == (None, None)
    assert found["checks"]["late_tasks"]["said"] == "OperationalError"


def test_a_letter_that_nobody_took_is_seen():
    assert checks.mail_queue().is_well
    UnsentLetter.objects.create(address="a@x.example", subject="Thư", task_path="a.b")
    found = checks.mail_queue()
    assert (found.is_well, found.said) == (False, "0 + 1")


def test_a_record_that_somebody_has_changed_at_its_end_is_seen():
    with transaction.atomic():
        for _number in range(60):
            record(Action.CHANGED, by=None)
    assert checks.audit_chain().is_well
    tamper("UPDATE audit_auditentry SET actor_name = 'ai khác' WHERE number = 55")
    found = checks.audit_chain()
    assert (found.is_well, "55" in found.said) == (False, True)


@pytest.fixture
def ages(settings):
    """The ages that a site of a department allows."""
    settings.BACKUP_MAX_AGE, settings.REHEARSAL_MAX_AGE = timedelta(hours=26), timedelta(days=100)


def site_is_old(days):
    """Let the tables be made so many days ago."""
    applied = MigrationRecorder(connection).migration_qs
    applied.update(applied=timezone.now() - timedelta(days=days))


@pytest.mark.parametrize(
    ("kind", "check"),
    [
        (BackupKind.BACKUP, checks.backup_age),
        (BackupKind.REHEARSAL, checks.rehearsal_age),
        (BackupKind.RESTORE, checks.rehearsal_age),
    ],
)
def test_a_backup_and_a_rehearsal_grow_old(ages, kind, check):
    site_is_old(days=9)
    assert (check().is_well, check().said) == (False, "-")
    run = BackupRun.objects.create(kind=kind, file="a.backup")
    assert check().is_well
    run.at = timezone.now() - timedelta(days=101)
    run.save()
    assert (check().is_well, check().said) == (False, "2424 h")


@pytest.mark.parametrize(
    ("kind", "check"),
    [(BackupKind.BACKUP, checks.backup_age), (BackupKind.RESTORE, checks.rehearsal_age)],
)
def test_what_a_clock_that_was_ahead_has_noted_makes_nothing_fresh(ages, kind, check):
    site_is_old(days=400)
    ahead = timezone.now() + timedelta(days=365)
    BackupRun.objects.create(kind=kind, file="b.backup", at=ahead)
    assert (check().is_well, check().said) == (False, "-")
    old = timezone.now() - timedelta(days=101)
    BackupRun.objects.create(kind=kind, file="a.backup", at=old)
    assert (check().is_well, check().said) == (False, "2424 h")


def test_a_site_that_a_clock_installed_that_was_ahead_misses_its_backup_at_once(ages):
    site_is_old(days=-365)
    assert not checks.backup_age().is_well
    BackupRun.objects.create(kind=BackupKind.BACKUP, file="a.backup")
    assert checks.backup_age().is_well


def test_a_new_site_calls_nobody_for_what_it_cannot_have_yet(ages):
    """Its first night brings a backup, its first week a rehearsal."""
    site_is_old(days=1)
    assert (checks.backup_age().is_well, checks.rehearsal_age().is_well) == (True, True)
    site_is_old(days=2)
    assert (checks.backup_age().is_well, checks.rehearsal_age().is_well) == (False, True)
    site_is_old(days=8)
    assert (checks.backup_age().is_well, checks.rehearsal_age().is_well) == (False, False)


def test_a_site_that_came_back_has_tried_a_backup_out_and_a_day_for_its_next(ages):
    site_is_old(days=400)
    run = BackupRun.objects.create(kind=BackupKind.RESTORE, file="a.backup")
    assert (checks.backup_age().is_well, checks.rehearsal_age().is_well) == (True, True)
    run.at = timezone.now() - timedelta(hours=27)
    run.save()
    assert (checks.backup_age().is_well, checks.rehearsal_age().is_well) == (False, True)


@pytest.mark.parametrize(
    ("is_encrypted", "words"),
    [
        (False, "restore --verify /b/portal-1.backup --record."),
        (True, "restore --verify /b/portal-1.backup --identity KEY --record; KEY"),
    ],
)
def test_the_cure_of_an_old_rehearsal_can_be_typed(ages, is_encrypted, words):
    file = "/b/portal-1.backup"
    BackupRun.objects.create(kind=BackupKind.BACKUP, file=file, is_encrypted=is_encrypted)
    with translation.override("en"):
        assert words in str(checks.rehearsal_age().mend)


def test_the_cure_of_an_old_rehearsal_names_no_backup_of_a_day_to_come(ages):
    BackupRun.objects.create(kind=BackupKind.BACKUP, file="/b/portal-1.backup")
    ahead = timezone.now() + timedelta(days=365)
    BackupRun.objects.create(kind=BackupKind.BACKUP, file="/b/portal-2.backup", at=ahead)
    assert "/b/portal-1.backup" in str(checks.rehearsal_age().mend)


def test_before_the_first_backup_the_cure_goes_by_the_settings(ages, settings):
    settings.BACKUP_RECIPIENT = "age1abc"
    with translation.override("en"):
        assert "FILE --identity KEY --record" in str(checks.rehearsal_age().mend)


ARCHIVING = """
    CREATE TEMPORARY VIEW pg_stat_archiver AS SELECT '0A0B' AS last_failed_wal,
        now() AS last_failed_time, now() + %s AS last_archived_time
"""


@pytest.mark.parametrize(
    ("last_archived", "said"), [("'-1 s'::interval", "0A0B"), ("NULL", "0A0B"), ("'1 s'", "")]
)
def test_a_log_of_changes_that_nobody_takes_is_seen(monkeypatch, last_archived, said):
    """What was refused and taken by a later try is no trouble."""
    asked = archiving._ARCHIVER.replace("current_setting('archive_mode')", "'on'")
    monkeypatch.setattr(archiving, "_ARCHIVER", asked)
    assert checks.archive().is_well
    with connection.cursor() as cursor:
        cursor.execute(ARCHIVING % last_archived)
    found = checks.archive()
    assert (found.is_well, found.said) == (not said, said)
    with translation.override("en"):
        assert "stanza-upgrade" in str(found.mend)


def test_a_new_cluster_that_keeps_no_log_is_seen_where_one_is_wanted(monkeypatch, tmp_path):
    monkeypatch.setattr(archiving, "BASE_BACKUPS", timer := tmp_path / "portal-base-backup.timer")
    assert checks.archive().is_well
    timer.symlink_to("/etc/systemd/system/portal-base-backup.timer")
    found = checks.archive()
    assert (found.is_well, found.said) == (False, "archive_mode = off")
    (told,) = [each for each in doctor._probes() if "to a moment" in each.what]
    assert "pgbackrest/archive.conf" in told.mend


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
    assert (found.is_well, found.said) == (False, "30 d")
    (told,) = [each for each in doctor._probes() if "base backup" in each.what]
    assert told.what.endswith("is too old (age: 30 d).")
    assert "journalctl -u portal-base-backup" in told.mend
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
    (told,) = doctor_backups.unseen_base_backups()
    assert "copy systemd/ anew" in told.mend
    made_days_ago("_DONE", 400)
    assert not checks.base_backup().is_well


def test_the_unit_of_base_backups_leaves_the_sign_that_is_looked_for():
    unit = (settings.BASE_DIR / "deploy/systemd/portal-base-backup.service").read_text()
    folder = archiving._DONE.parent.name
    assert f"ExecStartPost=/usr/bin/touch %S/{folder}/done\n" in unit
    assert f"StateDirectory={folder}\nStateDirectoryMode=0755\n" in unit


def test_a_clock_that_differs_from_the_databases_is_seen(monkeypatch):
    assert checks.clock().is_well
    monkeypatch.setattr("portal.site.health.checks.time.time", lambda: 1_170_000_000.0)
    assert not checks.clock().is_well


def test_a_cache_that_machines_share_is_tried(settings):
    settings.CACHE_IS_SHARED = True
    assert checks.cache().is_well
    nobody = {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": "redis://127.0.0.1:9",
    }
    settings.CACHES = settings.CACHES | {"pages": nobody}
    assert not checks.cache().is_well


def test_a_folder_that_cannot_be_written_is_seen(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert checks.storage().is_well
    settings.VAR_DIR = "/proc"
    assert not checks.storage().is_well


def pictures(media, count):
    """So many pictures; gives the files behind them."""
    for number in range(count):
        row = builders.picture(file=f"anh/{number:02}.webp", sha256=f"{number:064}")
        (media / row.file.name).parent.mkdir(exist_ok=True)
        (media / row.file.name).touch()
    return sorted((media / "anh").iterdir())


@pytest.mark.parametrize(("gone", "said"), [(0, "10: anh/00.webp"), (15, "10: anh/29.webp")])
def test_a_disk_of_uploads_that_is_not_mounted_is_seen(media, gone, said):
    """Also after a day of new files below it, and for the sake of those once it is back."""
    files = pictures(media, 30)
    assert checks.uploads().is_well
    for file in files[gone : gone + 15]:
        file.unlink()
    found = checks.uploads()
    assert (found.is_well, found.said) == (False, said)
    with translation.override("en"):
        assert "findmnt" in str(found.mend)


def test_a_file_that_the_virus_scanner_took_away_is_none_that_is_gone(media):
    name = f"attachments/{'a' * 32}/a.pdf"
    Attachment.objects.create(publication=builders.article("Bài"), name="a", file=name, size=1)
    assert not checks.uploads().is_well
    ScannedFile.objects.create(key=key_of(name), state=ScanState.INFECTED, virus="Eicar")
    assert checks.uploads().is_well


def test_doctor_tells_of_a_backup_that_is_missing(settings):
    settings.BACKUP_MAX_AGE = timedelta(hours=26)
    (found,) = doctor._probes()
    assert found.what == "No backup was made yet."
    # By hand `backup FILE` is open, and goes to no second place.
    assert found.mend.startswith("Run systemctl start portal-backup (")
    run = BackupRun.objects.create(kind=BackupKind.BACKUP, file="a.backup")
    run.at = timezone.now() - timedelta(hours=27)
    run.save()
    (found,) = doctor._probes()
    assert found.what == "The last backup is too old (age: 27 h)."


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
    said = [found.what for found in doctor_backups.lost_backups(by_hand=False)]
    assert [what.partition(":")[0] for what in said] == warned


def test_doctor_finds_a_mistyped_key_before_the_night_does(settings):
    settings.SITE_IS_DEMO, settings.BACKUP_SECOND_COMMAND = False, ["age"]
    settings.BACKUP_RECIPIENT = "age1sai"
    (found,) = doctor_backups.lost_backups(by_hand=True)
    assert (found.level, found.what) == (
        "error",
        "No backup can be made for BACKUP_RECIPIENT: age: error: malformed recipient"
        " \"age1sai\": separator '1' at invalid position",
    )


def test_doctor_warns_of_a_second_place_on_the_disk_of_the_site(settings, tmp_path):
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    settings.VAR_DIR, settings.BACKUP_SECOND_PLACE = tmp_path / "var", str(tmp_path / "second")
    for name in ("var", "second"):
        (tmp_path / name).mkdir()
    (said,) = [found.what for found in doctor_backups.lost_backups(by_hand=True)]
    assert "is on the disk of the site" in said


def test_doctor_warns_of_a_second_place_on_the_disk_of_the_backups(settings, monkeypatch, tmp_path):
    """Both were mounted from another machine: the night refuses it, too."""
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    monkeypatch.setattr(doctor_backups, "UNIT", tmp_path / "portal-backup.service")
    command = "ExecStart=/opt/python manage.py backup --into"
    doctor_backups.UNIT.write_text(f"[Service]\n{command} /dev/shm\n")
    with TemporaryDirectory(dir="/dev/shm") as second:  # memory
        settings.BACKUP_SECOND_PLACE = second
        (said,) = [found.what for found in doctor_backups.lost_backups(by_hand=True)]
        assert said.endswith("is on the disk of the site or of the backups.")
        doctor_backups.UNIT.write_text(f"[Service]\n{command} {tmp_path}\n")
        assert list(doctor_backups.lost_backups(by_hand=True)) == []


@pytest.mark.parametrize("by_hand", [True, False])
def test_doctor_warns_of_a_second_place_whose_disk_is_not_there(settings, tmp_path, by_hand):
    """The usual one is a folder in the disk, which goes with it."""
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    settings.BACKUP_SECOND_PLACE = str(tmp_path / "nas" / "portal")
    (said,) = [found.what for found in doctor_backups.lost_backups(by_hand=by_hand)]
    assert "is not there" in said


def test_doctor_warns_of_a_second_place_that_is_somebody_elses(settings, monkeypatch):
    settings.SITE_IS_DEMO, settings.BACKUP_RECIPIENT = False, "age1abc"
    settings.BACKUP_SECOND_PLACE = "/proc"
    monkeypatch.setattr(doctor_backups.os, "access", lambda *_asked: False)
    (said,) = [found.what for found in doctor_backups.lost_backups(by_hand=True)]
    assert "cannot be written by this user" in said
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
    assert [each.what.partition(" of ")[0] for each in found] == (
        ["/proc (BACKUP_SECOND_PLACE) is not in ReadWritePaths"] if warned else []
    )
    assert all(f"|& -/proc|' {unit} && systemctl daemon-reload" in each.mend for each in found)


def test_doctor_warns_of_a_site_that_tells_nobody(settings):
    settings.SITE_IS_DEMO = False
    assert [found.what.partition(":")[0] for found in doctor._alarms()] == [
        "ALERT_EMAIL and ALERT_WEBHOOK are not set"
    ]
    settings.ALERT_EMAIL = ["truc@portal.example"]
    assert not list(doctor._alarms())
