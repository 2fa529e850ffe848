"""Backups and rehearsals grow old: how old is too old, and what the cure says that is typed."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone, translation

from portal.site.backups.models import BackupKind, BackupRun
from portal.site.health import checks

pytestmark = pytest.mark.django_db


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
    assert (check().is_well, check().detail) == (False, "-")
    run = BackupRun.objects.create(kind=kind, file="a.backup")
    assert check().is_well
    run.at = timezone.now() - timedelta(days=101)
    run.save()
    assert (check().is_well, check().detail) == (False, "2424 h")


@pytest.mark.parametrize(
    ("kind", "check"),
    [(BackupKind.BACKUP, checks.backup_age), (BackupKind.RESTORE, checks.rehearsal_age)],
)
def test_what_a_clock_that_was_ahead_has_noted_makes_nothing_fresh(ages, kind, check):
    site_is_old(days=400)
    ahead = timezone.now() + timedelta(days=365)
    BackupRun.objects.create(kind=kind, file="b.backup", at=ahead)
    assert (check().is_well, check().detail) == (False, "-")
    old = timezone.now() - timedelta(days=101)
    BackupRun.objects.create(kind=kind, file="a.backup", at=old)
    assert (check().is_well, check().detail) == (False, "2424 h")


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
