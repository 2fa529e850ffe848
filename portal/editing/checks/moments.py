"""What was typed of when readers see a page and has passed before anybody has published it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from portal.editing.checks.violations import Level, Violation
from portal.publishing.models import Publication, Revision, State
from portal.publishing.scheduling import in_words


def passed_moments(
    page: Publication, live: Mapping[str, Any] | None, version: Revision | None
) -> Iterator[Violation]:
    """Return what comes of it where a page is about to be published, or a change to a live one.

    Of a live page these are the fields that readers have, and the version that waits.
    """
    if page.state == State.PUBLISHED:
        if live is not None and version is not None:
            yield from _end_of_change(live, version)
        return
    if _bears_an_old_day(page):
        yield Violation(
            Level.WARN,
            "published_at",
            _("The publication time that was set has passed: %(moment)s.")
            % {"moment": in_words(page.published_at)},
            _("The page will bear that day, below what is newer; empty it for that of publishing."),
        )
    if page.expires_at is not None and page.expires_at <= timezone.now():
        yield _passed_end(page.expires_at, _advice_on_hiding(page))


def hides_by(version: Revision, live_end: datetime | None, at: datetime) -> datetime | None:
    """Return the moment by which a change put in place at `at` would hide its page at once.

    None where it does not; a page that is hidden already, by its `live_end`, stays so.
    """
    end = parse_datetime(version.data["fields"].get("expires_at") or "")
    return end if end is not None and end <= at and end != live_end else None


def _end_of_change(live: Mapping[str, Any], version: Revision) -> Iterator[Violation]:
    now, change = timezone.now(), version.change_set
    effect = change.publish_at if change is not None and change.is_for_later else None
    end = hides_by(version, live["expires_at"], effect or now)
    if end is not None and end <= now:
        advice = _("Readers would lose the page at once: set a later moment, or leave it empty.")
        yield _passed_end(end, advice)
    elif end is not None:
        message = _("The moment to hide it is before the change takes effect: %(moment)s.")
        advice = _("Readers would lose the page by it: set a later moment, or leave it empty.")
        yield Violation(Level.WARN, "expires_at", message % {"moment": in_words(end)}, advice)


def _passed_end(moment: datetime, advice: str) -> Violation:
    message = _("The moment to hide it has passed: %(moment)s.") % {"moment": in_words(moment)}
    return Violation(Level.WARN, "expires_at", message, advice)


def _bears_an_old_day(page: Publication) -> bool:
    """Return whether a day was meant to come that has passed.

    What readers knew once keeps its own.
    """
    is_known = page.live_number is not None or getattr(page, "is_imported", False)
    moment = page.published_at
    return not is_known and moment is not None and moment <= timezone.now()


def _advice_on_hiding(page: Publication) -> str:
    # What would be hidden before it appears is hidden no more once it is published.
    if page.published_at is None:
        return _("It will be dropped, and the page stays: set a later one, or leave it empty.")
    return _("Nobody would see the page: set a later one, or leave it empty.")
