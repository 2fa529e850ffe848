"""Applying for support, withdrawing while undecided, and the letter with the answer."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from enterprises.kit import daily
from enterprises.profiles.models import Enterprise, Representative
from portal.audit.recording import record_saved
from portal.audit.values import snapshot
from portal.pagecache.generation import unseen
from portal.participation.publicforms.limits import Limit
from portal.publishing.models import heavy_columns
from portal.tasks.letters import send
from projects.work.models import Application, ApplicationOutcome, Project, SupportCall

A_DAY: Final = Limit("doanh-nghiep.ho-tro", 30, daily.DAY)


def open_calls() -> QuerySet[SupportCall]:
    """Return today's open calls of public projects, the one that closes first on top."""
    today = timezone.localdate()
    return _public_calls().filter(opens_on__lte=today, closes_on__gte=today)


def closed_calls() -> QuerySet[SupportCall]:
    """Return the calls of public projects whose last day is over."""
    return _public_calls().filter(closes_on__lt=timezone.localdate())


def _public_calls() -> QuerySet[SupportCall]:
    rows = SupportCall.objects.filter(project__in=Project.objects.public().values("pk"))
    return (
        rows.select_related("project").defer(*heavy_columns("project")).order_by("closes_on", "pk")
    )


def applications_of(enterprise: Enterprise) -> QuerySet[Application]:
    """Return the applications of an enterprise, the newest first."""
    rows = Application.objects.filter(enterprise=enterprise)
    return rows.select_related("call__project").defer(*heavy_columns("call__project"))


def apply_for_support(me: Representative, call: SupportCall, text: str) -> tuple[Application, bool]:
    """Apply for support; an open application for the same call is returned instead.

    Return the application, and whether it is new. Readers see what is granted only. Raises
    ValidationError where the enterprise has applied many times today.
    """
    row = Application(
        call=call, enterprise=me.enterprise, applied_on=timezone.localdate(), text=text
    )
    try:
        with unseen(), transaction.atomic():
            row.save()
            record_saved(row, before={}, by=me.user)
            daily.spend(A_DAY, me.enterprise_id)
    except IntegrityError:
        return _open_application(me, call), False
    return row, True


def _open_application(me: Representative, call: SupportCall) -> Application:
    over = (ApplicationOutcome.REFUSED, ApplicationOutcome.TAKEN_BACK)
    return applications_of(me.enterprise).filter(call=call).exclude(outcome__in=over).get()


@transaction.atomic
def take_back(me: Representative, pk: int) -> Application:
    """Withdraw a waiting application of the user's enterprise; twice is once.

    Raises Application.DoesNotExist for one of others, ValidationError where it is decided.
    """
    rows: Any = Application.objects.select_for_update(of=("self",))
    row: Application = rows.select_related("call").get(pk=pk, enterprise=me.enterprise)
    if row.outcome == ApplicationOutcome.TAKEN_BACK:
        return row
    if row.outcome != ApplicationOutcome.WAITING:
        raise ValidationError(_("It is decided already; it cannot be taken back any more."))
    before = snapshot(row)
    row.outcome = ApplicationOutcome.TAKEN_BACK
    with unseen():
        row.save(update_fields=["outcome"])
    record_saved(row, before=before, by=me.user)
    return row


def notify_of_answer(application: Application) -> None:
    """Queue the letter with the answer to all representatives, in the same transaction."""
    to = Representative.objects.filter(enterprise=application.enterprise_id).mailboxes()
    send("support_decided", to=to, application=application)
