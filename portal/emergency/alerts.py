"""Declared emergencies in a small file that every process reads: pages ask no database for them.

The rows of `Emergency` are the truth; the file follows them, and still stands when they are gone.
"""

import json
import logging
import math
import os
from dataclasses import dataclass, fields
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NotRequired, TypedDict

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from portal.emergency.models import (
    STATUS_HOLDS,
    Emergency,
    EmergencyNotice,
    Level,
    Lifeline,
    LifelineStatus,
    announced_end,
)
from portal.kit.files import replace_file
from portal.kit.postgres.advisory import Lock
from portal.pagecache.moments import next_moment_of

logger = logging.getLogger(__name__)
FILE = "emergency.json"


class AlertsNotWritten(Exception):
    """The rows are as they should be, but readers do not see it: the file cannot be written."""

    def __init__(self, reason: str | None, path: Path) -> None:
        super().__init__(
            _(
                "It is written down, but readers do NOT see it yet: %(path)s cannot be written"
                " (%(reason)s). Make room or give the right to write; it is tried again every five"
                " minutes, or at once by manage.py write_light_home."
            )
            % {"path": path, "reason": reason or "?"}
        )


@dataclass(frozen=True, slots=True)
class Alert:
    """A declared emergency as the banner shows it."""

    level: int
    headline: str
    advice: str
    starts_at: datetime
    ends_at: datetime | None
    headline_en: str = ""
    advice_en: str = ""

    @property
    def risk(self) -> str:
        """Return the level in words."""
        return str(Level(self.level).label)

    @property
    def announced_end(self) -> datetime | None:
        """Return the end that somebody said; the limit of what was left open is no forecast."""
        return announced_end(self.starts_at, self.ends_at)

    def is_active(self, at: datetime) -> bool:
        """Return whether the alert has started and not ended."""
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


class AlertRow(TypedDict):
    """An alert as the file holds it."""

    level: int
    headline: str
    advice: str
    starts_at: str
    ends_at: str | None
    # A file of before has none.
    headline_en: NotRequired[str]
    advice_en: NotRequired[str]


def current_alert(at: datetime | None = None) -> Alert | None:
    """Return the warning that holds now: of several the one that was confirmed last."""
    known = _alerts(_version())
    if not known:
        return None
    now = at or timezone.now()
    return next((warning for warning in known if warning.is_active(now)), None)


def alerts_at(now: float) -> tuple[str, float]:
    """Return what tells these alerts from others, and until when, in seconds, the same ones hold.

    For pages that are kept; costs no reading as long as the file is the same.
    """
    version = _version()
    if not version:
        return "", math.inf
    return _mark(version), min((each for each in _moments(version) if each > now), default=math.inf)


def _mark(version: str) -> str:
    """Return what tells what stands in this version of the file, the same on each machine."""
    try:
        digest = _digest(version)
    except OSError:
        return version
    # What was written meanwhile has moments of its own, which the caller does not know.
    return digest if _version() == version else version


@lru_cache(maxsize=1)
def _digest(_version: str) -> str:
    return sha256(_path().read_bytes()).hexdigest()[:16]


def _version() -> str:
    """Return what tells the file from the one before; nothing where there is none."""
    try:
        found = os.stat(_name(settings.VAR_DIR))
    except OSError:
        return ""
    return f"{found.st_ino} {found.st_mtime_ns} {found.st_size}"


@lru_cache(maxsize=1)
def _name(folder: Path) -> str:
    """Return where the file lies, as text: it is asked for at each kept page."""
    return str(folder / FILE)


def _alerts(version: str) -> list[Alert]:
    """Return the alerts of this version of the file; what cannot be read is tried again."""
    try:
        return _read(version) if version else []
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError):
        # A page without a banner is better than no page; the next turn writes the file anew.
        logger.exception("The file of declared emergencies cannot be read.")
        return []


@lru_cache(maxsize=1)
def _read(version: str) -> list[Alert]:
    return [_alert(row) for row in json.loads(_path().read_text(encoding="utf-8"))]


def _moments(version: str) -> list[float]:
    """Return when the alerts of this version of the file begin and end."""
    return [
        moment.timestamp()
        for alert in _alerts(version)
        for moment in (alert.starts_at, alert.ends_at)
        if moment is not None
    ]


def next_notice(now: datetime) -> datetime | None:
    """Return when the next notice appears on the light home page."""
    return next_moment_of(EmergencyNotice.objects.all(), ["at"], now)


def next_end_of_status(now: datetime) -> datetime | None:
    """Return when what was said of a network last is too old to be shown."""
    rows = Lifeline.objects.exclude(status=LifelineStatus.UNKNOWN)
    rows = rows.filter(status_at__gt=now - STATUS_HOLDS).order_by("status_at")
    moment = rows.values_list("status_at", flat=True).first()
    return moment + STATUS_HOLDS if moment else None


def write_alerts() -> None:
    """Write the file anew from the rows, one writer after another: the last one wrote the last."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.WARNING_FILE])
        rows = [
            {name: getattr(row, name) for name in (each.name for each in fields(Alert))}
            for row in Emergency.objects.declared()
        ]
        _write(json.dumps(rows, ensure_ascii=False, default=str))


def _write(text: str) -> None:
    """Write the file in place of the old one; on a full disk over it, in the block that it has.

    Raises AlertsNotWritten where neither can be done.
    """
    try:
        replace_file(_path(), text)
    except OSError:
        try:
            with _path().open("r+", encoding="utf-8") as file:
                file.write(text)
                file.truncate()
        except OSError as error:
            raise AlertsNotWritten(error.strerror, _path()) from error


def _path() -> Path:
    return Path(settings.VAR_DIR) / FILE


def _alert(row: AlertRow) -> Alert:
    begins = parse_datetime(row["starts_at"])
    if begins is None:
        raise ValueError(row["starts_at"])
    ends = parse_datetime(row["ends_at"]) if row["ends_at"] else None
    return Alert(
        Level(row["level"]).value,
        row["headline"],
        row["advice"],
        begins,
        ends,
        row.get("headline_en", ""),
        row.get("advice_en", ""),
    )
