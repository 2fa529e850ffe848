"""A mark in each form that was handed out: it tells when, and is told again when it comes twice."""

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import BoundedSemaphore
from typing import Final
from uuid import UUID, uuid5

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Stamp:
    """One form that was handed out: its key goes into the key of what comes of it."""

    key: UUID
    at: datetime

    def age(self, now: datetime | None = None) -> timedelta:
        return (now or timezone.now()) - self.at

    def key_with(self, words: Mapping[str, object]) -> UUID:
        """Return the unique key of the form with these words, however often it is sent.

        Other words sent with the same form make another key.
        """
        return key_with(self.key, words)


def key_with(key: UUID, words: Mapping[str, object]) -> UUID:
    """Return the key of a form that was handed out under `key` and came back with these words."""
    texts = {name: str(value) for name, value in words.items()}
    return uuid5(key, json.dumps(texts, sort_keys=True))


def new_stamp(purpose: str) -> str:
    """Return a mark for one form of this purpose, signed with the moment."""
    written = {"key": secrets.token_hex(16), "at": timezone.now().timestamp()}
    return signing.dumps(written, salt=_salt(purpose))


def read_stamp(written: str, purpose: str) -> Stamp | None:
    """Return what a mark says; nothing where it is none of ours for this purpose."""
    try:
        values = signing.loads(written, salt=_salt(purpose))
        at = datetime.fromtimestamp(values["at"], timezone.get_current_timezone())
        return Stamp(UUID(values["key"]), at)
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def sent_before[M: Model](model: type[M], key: UUID) -> M | None:
    """Return the row that this form has made of the same words already."""
    return model._base_manager.filter(stamp=key).first()


def insert_once[M: Model](row: M, key: UUID, *, then: Callable[[], object]) -> M:
    """Store a row and do what follows from it; sent twice by one form, it is there once."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            then()
    except IntegrityError:
        if (before := sent_before(type(row), key)) is None:
            raise
        return before
    return row


def _salt(purpose: str) -> str:
    return f"portal.participation.publicforms.stamps.{purpose}"


# So many requests of a process may wait at once: machines that send fast hold up nobody else.
MAX_WAITING: Final = 2
_places: Final = BoundedSemaphore(MAX_WAITING)


def hold(rest: timedelta) -> bool:
    """Wait for the rest of the time; return False at once where too many wait already."""
    if rest <= timedelta():
        return True
    if not _places.acquire(blocking=False):
        return False
    try:
        time.sleep(rest.total_seconds())
    finally:
        _places.release()
    return True
