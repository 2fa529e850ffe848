"""Checks settings, database and files, and says how to mend what is wrong."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone, translation

from portal.accounts.demo import active_accounts
from portal.accounts.models import User
from portal.accounts.second_step import with_codes_alone
from portal.kit.files import space
from portal.obligations.holidays import years_without_tet
from portal.site.doctor_backups import lost_backups, unseen_base_backups, unwatched_log
from portal.site.doctor_files import missing_files, scanned_files, scanner
from portal.site.health.archiving import archive, base_backup
from portal.site.health.check import NEVER, Check
from portal.site.health.checks import (
    audit_chain,
    backup_age,
    certificate,
    clock,
    disk_forecast,
    rehearsal_age,
)
from portal.site.health.database import examine_database, has_all_tables
from portal.site.health.services import examine_caches, examine_mail, examine_storage
from portal.tasks import monitoring
from portal.tasks.models import UnsentLetter

_PROBED = {
    "clock": "The clock of this machine and the database's differ by %s.",
    "audit_chain": "The record of changes is not whole: %s",
    "backup_age": "The last backup is too old (age: %s).",
    "certificate": "The certificate of this machine ends soon, or has ended (%s).",
    "rehearsal_age": "No backup was tried out for too long (age: %s).",
    "archive": "Recovery to a moment does not reach today, for its log is not kept (%s).",
    "disk_forecast": "Going on as in the last week, a disk is %s.",
    "base_backup": "The last base backup for recovery to a moment is too old (age: %s).",
}
# Of what was never done.
_NEVER_DONE = {
    "backup_age": "No backup was made yet.",
    "rehearsal_age": "No backup was tried out yet.",
}


def examine(*, files: bool = True, by_hand: bool = True) -> Iterator[checks.CheckMessage]:
    """Yield what is wrong, settings first; without a database, what can be said without it.

    Whether each stored file is there is asked where `files` says so: with many it takes minutes.
    Not `by_hand`, it is the helper's, whose unit may write on no disk but the site's.
    """
    yield from _system_checks()
    yield from unseen_base_backups()
    yield from examine_mail()
    yield from examine_database()
    yield from _folders()
    yield from _space()
    yield from examine_caches()
    yield from examine_storage()
    yield from scanner()
    # Without its tables, the database knows no files.
    if has_all_tables():
        if files:
            yield from missing_files()
        yield from scanned_files()
        yield from _missing_holidays()
        yield from _tasks()
        yield from _probes()
        yield from lost_backups(by_hand=by_hand)
        yield from _demo_accounts()
        yield from _capital_addresses()
        yield from _codes_alone()


def _system_checks() -> list[checks.CheckMessage]:
    """Return what `check --deploy` says; without https, of Django's advice on that nothing."""
    if settings.SITE_HTTPS:
        # Of a backend that sends nothing examine_mail warns, in words of EMAIL_URL.
        found = checks.run_checks(include_deployment_checks=True)
        return [each for each in found if not each.is_silenced() and each.id != "mail.E001"]
    ours = checks.run_checks(tags=["configuration"], include_deployment_checks=True)
    return [each for each in (*ours, *checks.run_checks()) if not each.is_silenced()]


def severity(message: checks.CheckMessage) -> str:
    """Return how doctor calls it: an error ends the command with 1."""
    return "error" if message.level >= checks.ERROR else "warning"


def _folders() -> Iterator[checks.CheckMessage]:
    folder = Path(settings.VAR_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        yield checks.Error(
            f"VAR_DIR ({folder}) cannot be written: {error.strerror}.",
            "Give this user the right to write there, or set VAR_DIR to another folder.",
        )


def _space() -> Iterator[checks.CheckMessage]:
    for name, free in space.free_megabytes().items():
        if free < space.LOW:
            # Else it is a path, of DISKS_WATCHED.
            folder = f"{name} ({getattr(settings, name)})" if name.isupper() else name
            yield checks.CheckMessage(
                checks.ERROR if free < space.CRITICAL else checks.WARNING,
                f"The disk of {folder} has {free} MB left.",
                "Move old backups and logs away, or give it a larger disk.",
            )
    for folder in space.unwatched():
        yield checks.Warning(
            f"DISKS_WATCHED names {folder}, and this user finds no such folder.",
            "Write where it lies now (PostgreSQL: after an upgrade elsewhere), or take it out.",
        )
    yield from unwatched_log()


def _missing_holidays() -> Iterator[checks.CheckMessage]:
    for year in years_without_tet(timezone.localdate()):
        yield checks.Warning(
            f"No days of Tết are written for {year}: due days of publications may be too early.",
            "Let an editor add them at /admin/portal/specialday/.",
        )


def _demo_accounts() -> Iterator[checks.CheckMessage]:
    """Find demo accounts on a site that is no demo any more: shut out, but only as long as that."""
    if settings.SITE_IS_DEMO:
        return
    if names := ", ".join(
        active_accounts().order_by("username").values_list("username", flat=True)
    ):
        yield checks.Warning(
            f"Demo accounts are left over, and cannot sign in: {names}.",
            "Press “Khóa tài khoản…” at the foot of each in the admin (none is deleted), or set "
            "SITE_IS_DEMO=1, which lets them in.",
        )


def _capital_addresses() -> Iterator[checks.CheckMessage]:
    """Find accounts of before whose address has capital letters: nobody signs in by it."""
    with_capitals = User.objects.annotate(small=Lower("email")).exclude(small=F("email"))
    if names := ", ".join(with_capitals.order_by("username").values_list("username", flat=True)):
        yield checks.Warning(
            f"Accounts have an address with capital letters: {names}.",
            "Save the page of each at /admin/portal/user/ once; where another account has the same "
            "address, give one of the two another.",
        )


def _codes_alone() -> Iterator[checks.CheckMessage]:
    """Find accounts whose old recovery codes would be good again beside a new second step."""
    if names := ", ".join(
        with_codes_alone().order_by("username").values_list("username", flat=True)
    ):
        yield checks.Warning(
            f"Accounts have recovery codes, and no app or passkey any more: {names}.",
            "Run manage.py remove_second_step for each: it then sets up a new step and codes.",
        )


def _probes() -> Iterator[checks.CheckMessage]:
    """Find what a probe tells and is not told above; what was never done, before an alarm does."""
    with translation.override("en"):
        for check in _probed():
            if not check.is_well or check.detail == NEVER:
                never = _NEVER_DONE.get(check.name) if check.detail == NEVER else None
                what = never or _PROBED[check.name] % check.detail
                yield checks.Warning(what, str(check.mend))


def _probed() -> tuple[Check, ...]:
    looked_at = (clock(), certificate(), audit_chain(), disk_forecast())
    return (*looked_at, backup_age(), rehearsal_age(), archive(), base_backup())


def _tasks() -> Iterator[checks.CheckMessage]:
    if unsent := UnsentLetter.objects.to_be_mended().count():
        yield checks.Warning(
            f"{unsent} letters were refused in all their tries.",
            "When the mail server takes letters again, send them at /admin/portal/unsentletter/; "
            "one to a mistyped address (5.1.1) delete there, and invite with the right one.",
        )
    if late := monitoring.count_late():
        yield checks.Warning(
            f"{late} background tasks wait for long; nobody works them off.",
            "Run systemctl restart portal-helper. On a machine without it run manage.py serve, but "
            "not with --without-helper, or manage.py work beside the site.",
        )
    for path, error in monitoring.failed_tasks().items():
        yield checks.Warning(
            f"The background task {path} failed: {error or 'its worker was ended'}.",
            "Mend the cause, which the log shows, and run it again at "
            "/admin/portal/backgroundtask/.",
        )
