"""Tells a person by letter and by webhook what needs one: as it begins, and as it ends."""

import json
import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from http.client import HTTPException
from typing import Any, Final
from urllib.request import Request, urlopen

from django.conf import settings
from django.db import transaction
from django.tasks import task
from django.utils import timezone, translation

from portal.kit.priorities import AWAITED
from portal.site.health.check import Check
from portal.site.health.checks import all_checks
from portal.site.health.models import OpenAlert
from portal.tasks.letters import send, turn_after
from portal.tasks.monitoring import has_just_come_back

logger = logging.getLogger(__name__)
# What lasts is told again.
AGAIN: Final = timedelta(days=1)
# What wavers at its border, such as a nearly full disk, is over when it has been well for so long.
QUIET: Final = timedelta(minutes=30)
WEBHOOK_SECONDS: Final = 10
# What is late as long as nobody works, and needs nobody once somebody does.
_CAUGHT_UP: Final = ("late_tasks", "mail_queue")


@task(priority=AWAITED)
def watch() -> None:
    """Look at every check, and tell of what has begun, lasts for a day, or is over.

    A helper that was away for long finds everything late, and is about to work it off.
    """
    checks = list(all_checks())
    if has_just_come_back(watch.module_path, timezone.now()):
        checks = [check for check in checks if check.name not in _CAUGHT_UP]
    # The alarm and that it was told are kept together, or neither is.
    with transaction.atomic():
        begun, over = _note(checks)
        for check in begun:
            logger.error("Needs a person: %s: %s", check.name, check.detail)
        if begun or over:
            _notify(begun, over)


def _note(checks: Iterable[Check]) -> tuple[list[Check], list[str]]:
    """Return what is to be told of: checks that fail, and names of those that are well again."""
    now = timezone.now()
    open_alerts = {alert.name: alert for alert in OpenAlert.objects.select_for_update()}
    begun, over = [], []
    for check in checks:
        alert = open_alerts.get(check.name)
        if check.is_well and alert is not None and _is_past(alert.began_at, QUIET, now):
            alert.delete()
            over.append(check.name)
        elif not check.is_well:
            values = {"began_at": now}
            if alert is None or _is_past(alert.notified_at, AGAIN, now):
                values["notified_at"] = now
                begun.append(check)
            OpenAlert.objects.update_or_create(name=check.name, defaults=values)
    return begun, over


def _is_past(at: datetime, wait: timedelta, now: datetime) -> bool:
    """Return whether so long has gone by since a moment, also where a clock was ahead then."""
    return not now - wait < at <= now


def _notify(begun: list[Check], over: list[str]) -> None:
    if settings.ALERT_EMAIL:
        with translation.override(settings.LANGUAGE_CODE):
            send("alert", to=settings.ALERT_EMAIL, begun=begun, over=over)
    if settings.ALERT_WEBHOOK:
        post_to_webhook.enqueue(_as_json(begun, over))


def _as_json(begun: list[Check], over: list[str]) -> dict[str, Any]:
    with translation.override("en"):
        rows = [
            {"check": check.name, "said": str(check.detail), "mend": str(check.mend)}
            for check in begun
        ]
    return _message(rows, over)


def _message(rows: list[dict[str, str]], over: list[str]) -> dict[str, Any]:
    names = ", ".join(row["check"] for row in rows)
    text = f"{settings.SITE_URL}: " + "; ".join(
        part for part in (names and f"needs a person: {names}", _over(over)) if part
    )
    return {"site": settings.SITE_URL, "text": text, "failing": rows, "well_again": over}


def _still_so(message: dict[str, Any]) -> dict[str, Any] | None:
    """Return what holds yet of a message that comes late; None where nothing does.

    Meanwhile another may have told of the end: its beginning would wake somebody after it.
    """
    failing = set(OpenAlert.objects.values_list("name", flat=True))
    rows = [row for row in message["failing"] if row["check"] in failing]
    over = [name for name in message["well_again"] if name not in failing]
    return _message(rows, over) if rows or over else None


def _over(names: list[str]) -> str:
    return f"well again: {', '.join(names)}" if names else ""


@task
def post_to_webhook(message: dict[str, Any], attempt: int = 0) -> bool:
    """Send a message to ALERT_WEBHOOK, which the operator chose; tried as often as a letter."""
    current = _still_so(message) if attempt else message
    # The operator may have emptied it meanwhile.
    if current is None or not settings.ALERT_WEBHOOK:
        return False
    try:
        request = Request(  # noqa: S310  # the operator's own address, never a reader's
            settings.ALERT_WEBHOOK,
            data=json.dumps(current, ensure_ascii=False).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urlopen(request, timeout=WEBHOOK_SECONDS):  # noqa: S310  # the same
            return True
    except (OSError, HTTPException, ValueError) as error:
        logger.warning("ALERT_WEBHOOK does not answer: %s", type(error).__name__)
    if later := turn_after(attempt):
        post_to_webhook.using(run_after=later).enqueue(current, attempt=attempt + 1)
    return False
