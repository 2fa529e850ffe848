"""What a probe asks: each check is cheap, says what is wrong, and what to do about it."""

import secrets
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.cache import caches
from django.db import Error, connection
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.audit.verification import first_break_at_the_end
from portal.kit.files import space
from portal.kit.postgres.moments import database_now
from portal.kit.postgres.schema import unapplied_migrations
from portal.site.backups.models import TRIED_OUT, BackupKind, BackupRun, last_run, site_began_at
from portal.site.backups.uploads import missing_at_the_ends
from portal.site.health.archiving import archive, base_backup
from portal.site.health.certificate import certificate_ends_at
from portal.site.health.check import NEVER, Check
from portal.site.health.room import SOON, days_left
from portal.tasks import monitoring

# Seconds between this machine's clock and the database's.
_CLOCK_DIFFERS: Final = 5.0
_BLOCK: Final = 4096
# certbot renews a month before the end: with so many days left it has failed for some.
_CERTIFICATE_DAYS: Final = 20
# So long a new site may go without having tried a backup out.
_FIRST_REHEARSAL: Final = timedelta(days=7)


def all_checks() -> Iterator[Check]:
    """Yield every check; without a database, those that need none."""
    unreachable = database()
    yield unreachable
    yield from map(_run_check, (storage, disk, cache, certificate, base_backup))
    if unreachable.is_well:
        yield from map(_run_check, _OF_ROWS)


def needed_checks() -> Iterator[Check]:
    """Yield the checks without which no page can be made: two short questions, for anybody."""
    unreachable = database()
    yield unreachable
    if unreachable.is_well:
        yield _run_check(migrations)


def _run_check(check: Callable[[], Check]) -> Check:
    """Return what a check says, or what it failed by: one that breaks silences no other."""
    try:
        return check()
    except Exception as error:  # database, disk, or a client of either
        detail, needed = type(error).__name__, check is migrations
        return Check(check.__name__, is_well=False, detail=detail, is_needed=needed)


def database() -> Check:
    """Ask whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        detail = " ".join(str(error).split())
        mend = _("Start PostgreSQL; kept pages are shown meanwhile.")
        return Check("database", is_well=False, detail=detail, mend=mend, is_needed=True)
    return Check("database", is_well=True, is_needed=True)


def migrations() -> Check:
    """Ask whether the tables are those of the code."""
    waiting = unapplied_migrations(connection)
    mend = _("Run manage.py migrate.")
    detail = str(len(waiting))
    return Check("migrations", is_well=not waiting, detail=detail, mend=mend, is_needed=True)


def clock() -> Check:
    """Compare this machine's clock with the database's: pages appear by it."""
    differs = abs(database_now().timestamp() - time.time())
    mend = _("Let both machines keep time (systemd-timesyncd or chrony).")
    return Check("clock", is_well=differs < _CLOCK_DIFFERS, detail=f"{differs:.1f} s", mend=mend)


def late_tasks() -> Check:
    """Count tasks that nobody works off."""
    late = monitoring.count_late()
    mend = _("See that the helper runs (manage.py work); doctor names tasks that fail.")
    return Check("late_tasks", is_well=not late, detail=str(late), mend=mend)


def mail_queue() -> Check:
    """Count letters that the mail server has not taken for long, or not at all."""
    waiting, refused = monitoring.count_letters()
    mend = _("Mend EMAIL_URL or the mail server; then send refused letters again in the admin.")
    detail = f"{waiting} + {refused}"
    return Check("mail_queue", is_well=not waiting + refused, detail=detail, mend=mend)


def audit_chain() -> Check:
    """Verify the last rows of the audit record; verify_audit reads all."""
    broken = first_break_at_the_end()
    mend = _("Run manage.py verify_audit, and find out who writes to the database.")
    return Check("audit_chain", is_well=broken is None, detail=broken or "", mend=mend)


def backup_age() -> Check:
    """Ask how old the last backup is; a new site has as long for its first."""
    mend = _(
        "Run systemctl start portal-backup (elsewhere manage.py backup --into FOLDER), and see in"
        " journalctl -u portal-backup why its timer did not."
    )
    if not (allowed := settings.BACKUP_MAX_AGE):
        return Check("backup_age", is_well=True)
    return _age("backup_age", last_run(BackupKind.BACKUP), allowed, allowed, mend)


def rehearsal_age() -> Check:
    """Ask when a backup was tried out last; on a new site that can wait for a quiet day."""
    if not (allowed := settings.REHEARSAL_MAX_AGE):
        return Check("rehearsal_age", is_well=True)
    first = min(allowed, _FIRST_REHEARSAL)
    return _age("rehearsal_age", last_run(*TRIED_OUT), allowed, first, _how_to_rehearse())


def _how_to_rehearse() -> str | Promise:
    """Return the command, with the backup that it would try out, as it can be typed."""
    last = BackupRun.objects.done(BackupKind.BACKUP).first()
    file = last.file if last is not None else "FILE"
    if last.is_encrypted if last is not None else settings.BACKUP_RECIPIENT:
        message = _(
            "Run manage.py restore --verify {file} --identity KEY --record; KEY is the private key,"
            " on this machine for as long, and readable by this user."
        )
    else:
        message = _("Run manage.py restore --verify {file} --record.")
    return format_lazy(message, file=file)


def storage() -> Check:
    """Write a file where the site keeps what it writes, and where uploads go."""
    try:
        for folder in (settings.VAR_DIR, settings.MEDIA_ROOT):
            if Path(folder).is_dir():
                _write_block(Path(folder))
    except OSError as error:
        mend = _("Give the service the right to write to VAR_DIR and MEDIA_ROOT.")
        return Check("storage", is_well=False, detail=f"{folder}: {error.strerror}", mend=mend)
    return Check("storage", is_well=True)


def _write_block(folder: Path) -> None:
    """Write what needs room: a full disk still takes an empty file."""
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(bytes(_BLOCK))
        file.flush()


def uploads() -> Check:
    """Look for the uploaded files that came first and last: their disk may not be mounted."""
    missing = missing_at_the_ends()
    mend = _(
        "See whether the disk of MEDIA_ROOT is mounted (findmnt, mount -a), then restart portal and"
        " portal-helper; files that are lost: put them back from a backup, or upload them again."
    )
    detail = f"{len(missing)}: {missing[0]}" if missing else ""
    return Check("uploads", is_well=not missing, detail=detail, mend=mend)


def disk() -> Check:
    """Ask how much room is left."""
    free = min(space.free_megabytes().values(), default=space.LOW)
    mend = _("Move old backups and logs away, or give it a larger disk.")
    return Check("disk", is_well=free >= space.LOW, detail=f"{free} MB", mend=mend)


def disk_forecast() -> Check:
    """Ask whether a disk is full soon if it goes on like this."""
    days = min(days_left().values(), default=SOON)
    detail = "" if days >= SOON else format_lazy(_("full in some {days} days"), days=f"{days:.0f}")
    mend = _("Move old backups and logs away, or give it a larger disk.")
    return Check("disk_forecast", is_well=days >= SOON, detail=detail, mend=mend)


def failed_tasks() -> Check:
    """Name the tasks that were given up and have not been done since."""
    failed = monitoring.failed_tasks()
    mend = _("See the list of background tasks in the admin, mend the cause, run them again.")
    detail = ", ".join(sorted(failed))
    return Check("failed_tasks", is_well=not failed, detail=detail, mend=mend)


def cache() -> Check:
    """Write to what CACHE_URL names, where it names one, and read it back."""
    if not settings.CACHE_IS_SHARED:
        return Check("cache", is_well=True)
    word, detail = secrets.token_hex(8), ""
    try:
        caches["pages"].set("readyz", word, timeout=10)
        detail = "" if caches["pages"].get("readyz") == word else "?"
    except Exception as error:  # each client has errors of its own
        detail = str(error) or type(error).__name__
    mend = _("Start what CACHE_URL names; pages and pictures are slower meanwhile.")
    return Check("cache", is_well=not detail, detail=detail, mend=mend)


def certificate() -> Check:
    """Ask how many days the certificate still holds that this machine shows, if it shows one."""
    ends_at = certificate_ends_at()
    if ends_at is None:
        return Check("certificate", is_well=True)
    days = (ends_at - timezone.now()).days
    mend = _(
        "See certbot certificates and certbot renew, or put the new certificate that you were"
        " given in its place; then systemctl reload nginx."
    )
    return Check("certificate", is_well=days >= _CERTIFICATE_DAYS, detail=f"{days} d", mend=mend)


def _age(
    name: str, last: datetime | None, allowed: timedelta, first: timedelta, mend: str | Promise
) -> Check:
    """Compare an age with what is allowed; before the first time, with how long that may take."""
    now = timezone.now()
    if last is None:
        return Check(name, is_well=now - site_began_at() <= first, detail=NEVER, mend=mend)
    hours = f"{(now - last).total_seconds() / 3600:.0f} h"
    return Check(name, is_well=now - last <= allowed, detail=hours, mend=mend)


_OF_ROWS: Final[tuple[Callable[[], Check], ...]] = (
    migrations,
    clock,
    late_tasks,
    failed_tasks,
    mail_queue,
    audit_chain,
    backup_age,
    rehearsal_age,
    archive,
    disk_forecast,
    uploads,
)
