"""Tries what the settings name: the caches, the mail server, the storage of uploaded files."""

import secrets
from collections.abc import Iterator
from smtplib import SMTPException

from django.conf import settings
from django.core import checks
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import InvalidMailer, mailers

_MAIL_FOR_NOBODY = (
    "console.EmailBackend",
    "dummy.EmailBackend",
    "filebased.EmailBackend",
    "locmem.EmailBackend",
)
_MEND_CACHE = {
    "default": "Mend the database, or run manage.py migrate: limits are counted there.",
    "pages": "Start what CACHE_URL names, or unset it; pages then need a writable VAR_DIR.",
    "query_pages": "Let the site's user write to the folder pages of VAR_DIR, and all in it.",
}


def examine_mail() -> Iterator[checks.CheckMessage]:
    """Sign in at the mail server, and send nothing."""
    try:
        mailer = mailers.default
    except InvalidMailer as error:
        yield checks.Error(
            f"No letter can be sent: {error}",
            "Set EMAIL_URL as .env.example shows; waiting letters then go out by themselves.",
        )
        return
    if reason := _refusal(mailer):
        yield checks.Error(
            f"The mail server does not take letters: {reason}",
            "Mend EMAIL_URL or the server; letters are tried again for some 14 hours.",
        )
    if settings.SITE_HTTPS and settings.MAILERS["default"]["BACKEND"].endswith(_MAIL_FOR_NOBODY):
        yield checks.Warning(
            "EMAIL_URL names no mail server: letters reach nobody.",
            "Set EMAIL_URL to the mail server, such as smtp+tls://USER:PASSWORD@HOST:587.",
        )


def _refusal(mailer: object) -> str:
    """Return why a connection to the mail server fails; "" where it does not, or none is needed."""
    if not settings.MAILERS["default"]["BACKEND"].endswith("smtp.EmailBackend"):
        return ""
    try:
        mailer.open()  # type: ignore[attr-defined]  # of Django's backends, which are not typed
        mailer.close()  # type: ignore[attr-defined]  # the same
    except (OSError, SMTPException) as error:
        return str(error) or type(error).__name__
    return ""


def examine_caches() -> Iterator[checks.CheckMessage]:
    """Write to what is configured, and read it back: a limit that is not counted limits nobody."""
    for name, mend in _MEND_CACHE.items():
        word = secrets.token_hex(8)
        try:
            caches[name].set("doctor", word, timeout=10)
            reason = "" if caches[name].get("doctor") == word else "what is written is not there"
        except Exception as error:  # each client has errors of its own
            reason = str(error) or type(error).__name__
        if reason:
            yield checks.Error(
                f"The cache {name!r} does not work: {reason}",
                mend,
            )


def examine_storage() -> Iterator[checks.CheckMessage]:
    """Store a small file where uploads go, read it back and remove it."""
    word = secrets.token_hex(8)
    try:
        name = default_storage.save(f".doctor-{word}", ContentFile(word))
        try:
            with default_storage.open(name) as file:
                reason = "" if file.read() == word.encode() else "what is written is not there"
        finally:
            default_storage.delete(name)
    except Exception as error:  # another storage than a folder has errors of its own
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if reason:
        yield checks.Error(
            f"MEDIA_ROOT ({settings.MEDIA_ROOT}) cannot be written: {reason}.",
            "Give this user the right to write there, or set MEDIA_ROOT to another folder.",
        )
