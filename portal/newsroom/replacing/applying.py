"""Replacing for real: unpublished texts at once, live ones by changes that one bundle collects."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import EDIT
from portal.audit.models import Action
from portal.audit.recording import record, recorded_last
from portal.newsroom.bundles import collecting
from portal.newsroom.bundles.releasing import reason_of
from portal.newsroom.replacing.candidates import Question
from portal.newsroom.replacing.fields import Replacement, replace
from portal.newsroom.replacing.proposing import refusal
from portal.newsroom.replacing.wording import Wording
from portal.publishing import applying, changes, revisions, workflow
from portal.publishing.errors import StaleSave
from portal.publishing.models import Bundle, Publication, State
from portal.publishing.models.kinds import kind_named


@dataclass(slots=True)
class ReplacementReport:
    """What was replaced where, and what was not and why."""

    bundle: Bundle | None = None
    # Live pages whose change waits in the bundle; texts that have the new wording already.
    waiting: int = 0
    written: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def apply(
    question: Question,
    chosen: Iterable[tuple[int, int]],
    *,
    by: User,
    bundle: Bundle | None = None,
) -> ReplacementReport:
    """Replace in the chosen pages, each named with the version that was seen of it.

    Page by page, so that one that cannot be changed holds up no other. A bundle is opened for
    the first live page where none is given.
    """
    if not by.has_perm(EDIT):
        raise PermissionDenied
    report = ReplacementReport(bundle)
    for key, seen in sorted(chosen):
        page = Publication.objects.filter(pk=key).first()
        if page is None:
            continue
        try:
            _replace_in(question, page, seen, report, by=by)
        except (ValidationError, PermissionDenied) as error:
            report.failed.append((str(page), reason_of(error)))
    return report


def _replace_in(
    question: Question, found: Publication, seen: int, report: ReplacementReport, *, by: User
) -> None:
    live = found.state == State.PUBLISHED
    with transaction.atomic(), recorded_last():
        # The bundle before its page, as everywhere.
        bundle = _bundle(question.wording, report, by=by) if live else None
        page, replacement = _read(question, found, seen, by=by)
        note = note_of(question.wording)
        if bundle is not None:
            changes.propose(page, replacement.data, by=by, note=note)
            workflow.transition(page, to=State.SUBMITTED, by=by, comment=note)
            collecting.add(bundle, page, by=by)
        else:
            applying.apply_revision(page, replacement.data)
            revisions.record(page, by=by, note=note)
    report.bundle = bundle or report.bundle
    report.waiting += live
    report.written += not live


def _bundle(wording: Wording, report: ReplacementReport, *, by: User) -> Bundle:
    if report.bundle is not None:
        return collecting.locked(report.bundle)
    bundle = Bundle.objects.create(name=note_of(wording)[:200], created_by=by)
    record(Action.ADDED, by=by, subject=bundle, new={"name": bundle.name})
    return bundle


def _read(
    question: Question, found: Publication, seen: int, *, by: User
) -> tuple[Publication, Replacement]:
    """Return the page, locked, and what its text would be; raises where it is to be left alone."""
    Publication.objects.select_for_update(no_key=True).only("pk").get(pk=found.pk)
    page = kind_named(found.kind).objects.get(pk=found.pk)
    if page.revision_number != seen or page.state != found.state:
        raise StaleSave
    replacement = replace(page, revisions.snapshot(page), question.wording, question.groups)
    if why := refusal(page, replacement, changes.open_change(page), by=by):
        raise ValidationError(why)
    return page, replacement


def note_of(wording: Wording) -> str:
    """Return what versions, steps and the bundle say of it."""
    values = {"old": wording.find, "new": wording.replace}
    return (_("Replaced: “%(old)s” → “%(new)s”") % values)[:300]
