"""Checks settings, database and files, and says how to mend what is wrong."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.mail import InvalidMailer, mailers
from django.db import connections
from django.utils import timezone

from portal.accounts.demo import active_accounts
from portal.kit.files import space
from portal.kit.postgres.roles import rights_that_differ
from portal.kit.postgres.schema import unapplied_migrations
from portal.obligations.holidays import years_without_tet
from portal.site.doctor_files import Finding, missing_files, scanned_files, scanner
from portal.tasks import monitoring
from portal.tasks.models import UnsentLetter

_MAIL_FOR_NOBODY = (
    "console.EmailBackend",
    "dummy.EmailBackend",
    "filebased.EmailBackend",
    "locmem.EmailBackend",
)


def examine() -> Iterator[Finding]:
    """Yield what is wrong, settings first; needs a database that answers."""
    yield from _settings()
    yield from _proxies()
    yield from _mail()
    yield from _database()
    yield from _folders()
    yield from _space()
    yield from _caches()
    yield from scanner()
    # Without its tables, the database knows no files.
    if not unapplied_migrations(connections["default"]):
        yield from missing_files()
        yield from scanned_files()
        yield from _missing_holidays()
        yield from _tasks()
        yield from _demo_accounts()


def _settings() -> Iterator[Finding]:
    if not settings.DATABASE_IS_EMBEDDED and not os.environ.get("DATABASE_OWNER_URL"):
        yield Finding(
            "warning",
            "DATABASE_OWNER_URL is not set: the application owns its tables.",
            "Make a second role that owns the database and set DATABASE_OWNER_URL to it.",
        )
    if settings.DEBUG:
        yield Finding("warning", "DEBUG is on: errors show the code.", "Unset DEBUG in production.")
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
    if settings.SITE_IS_DEMO:
        yield Finding(
            "warning",
            "SITE_IS_DEMO is on: every page says that it is none of the department's.",
            "Set SITE_IS_DEMO=0 on the department's own site.",
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


def _mail() -> Iterator[Finding]:
    try:
        mailers.default  # noqa: B018  # making it is the trial
    except InvalidMailer as error:
        yield Finding(
            "error",
            f"No letter can be sent: {error}",
            "Set EMAIL_URL as .env.example shows; waiting letters then go out by themselves.",
        )
    if settings.SITE_HTTPS and settings.MAILERS["default"]["BACKEND"].endswith(_MAIL_FOR_NOBODY):
        yield Finding(
            "warning",
            "EMAIL_URL names no mail server: letters reach nobody.",
            "Set EMAIL_URL to the mail server, such as smtp+tls://USER:PASSWORD@HOST:587.",
        )


def _database() -> Iterator[Finding]:
    app, owner = connections["default"], connections["owner"]
    if waiting := unapplied_migrations(app):
        yield Finding(
            "error",
            f"{len(waiting)} migrations are not applied, the first is {waiting[0]}.",
            "Run manage.py migrate.",
        )
        return
    if app.settings_dict["USER"] == owner.settings_dict["USER"]:
        return
    for difference in rights_that_differ(owner, app.settings_dict["USER"]):
        yield Finding(
            "error",
            f"Rights of {app.settings_dict['USER']} in {difference}.",
            "Run manage.py migrate, which sets them.",
        )


def _folders() -> Iterator[Finding]:
    for name in ("VAR_DIR", "MEDIA_ROOT"):
        folder = Path(getattr(settings, name))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tempfile.TemporaryFile(dir=folder).close()
        except OSError as error:
            yield Finding(
                "error",
                f"{name} ({folder}) cannot be written: {error.strerror}.",
                f"Give this user the right to write there, or set {name} to another folder.",
            )


def _space() -> Iterator[Finding]:
    for name, free in space.free_megabytes().items():
        if free < space.LOW:
            yield Finding(
                "error" if free < space.CRITICAL else "warning",
                f"The disk of {name} ({getattr(settings, name)}) has {free} MB left.",
                "Move old backups and logs away, or give it a larger disk.",
            )


def _caches() -> Iterator[Finding]:
    """Write to what is configured, and read it back: a limit that is not counted limits nobody."""
    for name in settings.CACHES:
        word = secrets.token_hex(8)
        try:
            caches[name].set("doctor", word, timeout=10)
            reason = "" if caches[name].get("doctor") == word else "what is written is not there"
        except Exception as error:  # each client has errors of its own
            reason = str(error) or type(error).__name__
        if reason:
            yield Finding(
                "error",
                f"The cache {name!r} does not work: {reason}",
                "Start what CACHE_URL names, or unset it; pages then need a writable VAR_DIR.",
            )


def _missing_holidays() -> Iterator[Finding]:
    for year in years_without_tet(timezone.localdate()):
        yield Finding(
            "warning",
            f"No days of Tết are written for {year}: due days of publications may be too early.",
            "Let an editor add them at /admin/portal/specialday/.",
        )


def _demo_accounts() -> Iterator[Finding]:
    """Find demo accounts on a site that is no demo any more; their password is no secret."""
    if settings.SITE_IS_DEMO:
        return
    if names := ", ".join(
        active_accounts().order_by("username").values_list("username", flat=True)
    ):
        yield Finding(
            "error",
            f"Demo accounts can sign in: {names}.",
            "Switch them off in the admin (no account is deleted), or set SITE_IS_DEMO=1.",
        )


def _tasks() -> Iterator[Finding]:
    if unsent := UnsentLetter.objects.count():
        yield Finding(
            "warning",
            f"{unsent} letters were refused in all their tries.",
            "When the mail server takes letters again, send them at /admin/portal/unsentletter/.",
        )
    if late := monitoring.count_late():
        yield Finding(
            "warning",
            f"{late} background tasks wait for long; nobody works them off.",
            "Run the site with manage.py serve, which does; or manage.py work beside it.",
        )
    for path, error in monitoring.failed_tasks(timezone.now() - timedelta(days=2)).items():
        yield Finding(
            "warning",
            f"The background task {path} failed: {error or 'its worker was ended'}.",
            "The log of the site shows where; it is tried again at its next turn.",
        )
