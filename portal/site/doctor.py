"""Checks settings, database and files, and says how to mend what is wrong."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone, translation

from portal.accounts.demo import active_accounts
from portal.accounts.models import User
from portal.accounts.second_step import with_codes_alone
from portal.kit.files import space
from portal.obligations.holidays import years_without_tet
from portal.site.configuration import examine_configuration
from portal.site.doctor_backups import lost_backups, unseen_base_backups, unwatched_log
from portal.site.doctor_files import missing_files, scanned_files, scanner
from portal.site.doctor_units import examine_units
from portal.site.findings import Finding
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
from portal.site.plain_connections import examine_plain_connections
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


def examine(*, files: bool = True, by_hand: bool = True) -> Iterator[Finding]:
    """Yield what is wrong, settings first; without a database, what can be said without it.

    Whether each stored file is there is asked where `files` says so: with many it takes minutes.
    Not `by_hand`, it is the helper's, whose unit may write on no disk but the site's.
    """
    yield from _settings()
    yield from examine_configuration()
    yield from examine_units()
    yield from unseen_base_backups()
    yield from _proxies()
    yield from examine_plain_connections()
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
        yield from _alarms()
        yield from lost_backups(by_hand=by_hand)
        yield from _demo_accounts()
        yield from _capital_addresses()
        yield from _codes_alone()


def _settings() -> Iterator[Finding]:
    if not settings.DATABASE_IS_EMBEDDED and not os.environ.get("DATABASE_OWNER_URL"):
        yield Finding(
            "warning",
            "DATABASE_OWNER_URL is not set: the application owns its tables.",
            "Make a second role that owns the database and set DATABASE_OWNER_URL to it.",
        )
    if settings.DEBUG:
        yield Finding("warning", "DEBUG is on: errors show the code.", "Unset DEBUG in production.")
    if settings.SITE_IS_DEMO and (settings.SITE_HTTPS or settings.SET_FOR_PRODUCTION):
        yield Finding(
            "warning",
            "SITE_IS_DEMO is on: every page says that it is none of the department's.",
            "Set SITE_IS_DEMO=0 on the department's own site.",
        )
    if not settings.SITE_HTTPS:
        return
    if not os.environ.get("SECRET_KEY"):
        yield Finding(
            "warning",
            "SECRET_KEY is not set: the one in VAR_DIR serves, which other machines do not have.",
            "Set SECRET_KEY to 50 or more random characters, the same on every machine.",
        )
    if settings.DATABASE_IS_EMBEDDED:
        yield Finding(
            "warning",
            "DATABASE_URL is not set: an embedded PostgreSQL serves, which nobody backs up.",
            "Set DATABASE_URL and DATABASE_OWNER_URL to a PostgreSQL 15 or later.",
        )
    if not settings.STAFF_MFA_REQUIRED:
        yield Finding(
            "error",
            "STAFF_MFA_REQUIRED is off: a stolen password is enough to publish.",
            "Unset STAFF_MFA_REQUIRED.",
        )


def _proxies() -> Iterator[Finding]:
    """Find a proxy that has to be in front, as only it speaks https or to other machines."""
    if settings.TRUSTED_PROXIES or (settings.SITE_IS_LOCAL and not settings.SITE_HTTPS):
        return
    follows = (
        "its X-Forwarded-Proto is ignored, and every page leads to itself for ever."
        if settings.SITE_HTTPS
        else "all readers have its address, and limits lock all of them out together."
    )
    yield Finding(
        "warning",
        f"TRUSTED_PROXIES is not set: where a proxy is in front, {follows}",
        "Set TRUSTED_PROXIES to the proxy's address as the site sees it, such as 127.0.0.1.",
    )


def _folders() -> Iterator[Finding]:
    folder = Path(settings.VAR_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        yield Finding(
            "error",
            f"VAR_DIR ({folder}) cannot be written: {error.strerror}.",
            "Give this user the right to write there, or set VAR_DIR to another folder.",
        )


def _space() -> Iterator[Finding]:
    for name, free in space.free_megabytes().items():
        if free < space.LOW:
            # Else it is a path, of DISKS_WATCHED.
            folder = f"{name} ({getattr(settings, name)})" if name.isupper() else name
            yield Finding(
                "error" if free < space.CRITICAL else "warning",
                f"The disk of {folder} has {free} MB left.",
                "Move old backups and logs away, or give it a larger disk.",
            )
    for folder in space.unwatched():
        yield Finding(
            "warning",
            f"DISKS_WATCHED names {folder}, and this user finds no such folder.",
            "Write where it lies now (PostgreSQL: after an upgrade elsewhere), or take it out.",
        )
    yield from unwatched_log()


def _missing_holidays() -> Iterator[Finding]:
    for year in years_without_tet(timezone.localdate()):
        yield Finding(
            "warning",
            f"No days of Tết are written for {year}: due days of publications may be too early.",
            "Let an editor add them at /admin/portal/specialday/.",
        )


def _demo_accounts() -> Iterator[Finding]:
    """Find demo accounts on a site that is no demo any more: shut out, but only as long as that."""
    if settings.SITE_IS_DEMO:
        return
    if names := ", ".join(
        active_accounts().order_by("username").values_list("username", flat=True)
    ):
        yield Finding(
            "warning",
            f"Demo accounts are left over, and cannot sign in: {names}.",
            "Press “Khóa tài khoản…” at the foot of each in the admin (none is deleted), or set "
            "SITE_IS_DEMO=1, which lets them in.",
        )


def _capital_addresses() -> Iterator[Finding]:
    """Find accounts of before whose address has capital letters: nobody signs in by it."""
    with_capitals = User.objects.annotate(small=Lower("email")).exclude(small=F("email"))
    if names := ", ".join(with_capitals.order_by("username").values_list("username", flat=True)):
        yield Finding(
            "warning",
            f"Accounts have an address with capital letters: {names}.",
            "Save the page of each at /admin/portal/user/ once; where another account has the same "
            "address, give one of the two another.",
        )


def _codes_alone() -> Iterator[Finding]:
    """Find accounts whose old recovery codes would be good again beside a new second step."""
    if names := ", ".join(
        with_codes_alone().order_by("username").values_list("username", flat=True)
    ):
        yield Finding(
            "warning",
            f"Accounts have recovery codes, and no app or passkey any more: {names}.",
            "Run manage.py remove_second_step for each: it then sets up a new step and codes.",
        )


def _probes() -> Iterator[Finding]:
    """Find what a probe tells and is not told above; what was never done, before an alarm does."""
    with translation.override("en"):
        for check in _probed():
            if not check.is_well or check.detail == NEVER:
                never = _NEVER_DONE.get(check.name) if check.detail == NEVER else None
                what = never or _PROBED[check.name] % check.detail
                yield Finding("warning", what, str(check.mend))


def _probed() -> tuple[Check, ...]:
    looked_at = (clock(), certificate(), audit_chain(), disk_forecast())
    return (*looked_at, backup_age(), rehearsal_age(), archive(), base_backup())


def _alarms() -> Iterator[Finding]:
    """Find a department's site that tells nobody what needs a person."""
    if not (settings.SITE_IS_DEMO or settings.ALERT_EMAIL or settings.ALERT_WEBHOOK):
        yield Finding(
            "warning",
            "ALERT_EMAIL and ALERT_WEBHOOK are not set: nobody is told when something breaks.",
            "Set ALERT_EMAIL to who looks after the site, or ALERT_WEBHOOK.",
        )


def _tasks() -> Iterator[Finding]:
    if unsent := UnsentLetter.objects.to_be_mended().count():
        yield Finding(
            "warning",
            f"{unsent} letters were refused in all their tries.",
            "When the mail server takes letters again, send them at /admin/portal/unsentletter/; "
            "one to a mistyped address (5.1.1) delete there, and invite with the right one.",
        )
    if late := monitoring.count_late():
        yield Finding(
            "warning",
            f"{late} background tasks wait for long; nobody works them off.",
            "Run systemctl restart portal-helper. On a machine without it run manage.py serve, but "
            "not with --without-helper, or manage.py work beside the site.",
        )
    for path, error in monitoring.failed_tasks().items():
        yield Finding(
            "warning",
            f"The background task {path} failed: {error or 'its worker was ended'}.",
            "Mend the cause, which the log shows, and run it again at "
            "/admin/portal/backgroundtask/.",
        )
