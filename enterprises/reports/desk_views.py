"""The reports on the desk of an enterprise: what is due, and a page for each period."""

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from enterprises.kit.periods import ReportPeriod
from enterprises.people import draft_recovery
from enterprises.people.access import desk_form, desk_form_page, desk_page, for_representatives
from enterprises.profiles.models import Representative
from enterprises.reports import deadlines, workflow
from enterprises.reports.figures import figure_rows
from enterprises.reports.forms import SEEN, ReportForm
from enterprises.reports.models import EnterpriseReport, ReportState
from enterprises.reports.plausibility import Baseline
from portal.accounts.models import User


@for_representatives
@require_safe
def report_list(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the due reports with their deadlines, and all others."""
    lines = deadlines.period_rows_of(me.enterprise, timezone.localdate())
    return desk_page(
        request,
        me,
        "enterprises/reports/desk/list",
        due=[line for line in lines if line.is_due],
        others=[line for line in lines if not line.is_due],
    )


@desk_form
def report(request: HttpRequest, me: Representative, period: ReportPeriod) -> HttpResponse:
    """Show the report of a period: its form while it is writable, else its figures."""
    versions = list(EnterpriseReport.objects.versions_of(me.enterprise, period))
    if not versions and period not in deadlines.reportable(timezone.localdate()):
        raise Http404
    found = versions[0] if versions else _new(me, period)
    if request.method == "POST":
        return _take(request, me, found, versions)
    if found.is_writable:
        # What was typed before the session ended is there again, and says that it is not saved.
        restored = draft_recovery.restore(request, me)
        form = ReportForm(found, Baseline.of(me.enterprise, period), restored)
        return _form_page(request, me, form, versions, is_restored=restored is not None)
    return _report_page(request, me, versions)


def _newest(me: Representative, period: ReportPeriod) -> EnterpriseReport | None:
    return EnterpriseReport.objects.versions_of(me.enterprise, period).first()


def _new(me: Representative, period: ReportPeriod) -> EnterpriseReport:
    return EnterpriseReport(enterprise=me.enterprise, year=period.year, quarter=period.quarter)


# --- what a button does ---------------------------------------------------------------------------


def _take(
    request: HttpRequest,
    me: Representative,
    found: EnterpriseReport,
    versions: list[EnterpriseReport],
) -> HttpResponse:
    """Run the step of the pressed button; without one save the figures."""
    pressed = request.POST.get("do", "save")
    if pressed in _STEPS and found.pk is None:
        return _back(found.period)
    if pressed in _STEPS:
        step, done = _STEPS[pressed]
        try:
            step(found, me.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, str(done()))
        return _back(found.period)
    return _write(request, me, found, versions, sending=pressed == "send")


def _write(
    request: HttpRequest,
    me: Representative,
    found: EnterpriseReport,
    versions: list[EnterpriseReport],
    *,
    sending: bool,
) -> HttpResponse:
    """Keep what was typed, and send it where that is asked for and nothing is missing."""
    baseline = Baseline.of(me.enterprise, found.period)
    form = ReportForm(found, baseline, request.POST, sending=sending)
    is_valid = form.is_valid()
    # Pressed twice: nothing stands against what is saved already.
    is_again = form.can_be_saved and form.is_as_saved
    if is_again and found.state == ReportState.SENT:
        return _say_it_is_sent(request, found.period)
    if not form.can_be_saved or (form.is_stale and not is_again) or not found.is_writable:
        return _form_page(request, me, form, versions, problem=_problem(form, found, me))
    try:
        seen = found.edition if is_again else form.cleaned_data.get(SEEN, "")
        saved = workflow.write(me.enterprise, found.period, form.values(), seen=seen, by=me.user)
        draft_recovery.discard(request, me)
        if sending and is_valid:
            workflow.send(saved, by=me.user)
    except workflow.SavedMeanwhile:
        # A draft may have been thrown away meanwhile.
        now = _newest(me, found.period) or _new(me, found.period)
        return _write(request, me, now, versions, sending=sending)
    except ValidationError as error:
        form.report = _newest(me, found.period) or found
        return _form_page(request, me, form, versions, problem=" ".join(error.messages))
    if sending and not is_valid:
        form.report = saved
        problem = _("Your figures are kept, but not sent yet: answer what is marked below.")
        return _form_page(request, me, form, versions, problem=problem)
    if sending:
        return _say_it_is_sent(request, found.period)
    messages.success(request, _("The draft was kept. You may go on at any time."))
    return _back(found.period)


def _say_it_is_sent(request: HttpRequest, period: ReportPeriod) -> HttpResponse:
    messages.success(request, _("The report was sent to the department."))
    return _back(period)


def _problem(form: ReportForm, found: EnterpriseReport, me: Representative) -> str:
    if not found.is_writable:
        return _("The report was sent meanwhile. What you typed stands below and is not kept.")
    if form.is_stale and found.written_by_id == me.user_id:
        return _(
            "You yourself have saved this report elsewhere since you opened this page. What you "
            "saved stands below your fields where it differs; save again to keep what you see."
        )
    if form.is_stale:
        return _(
            "Somebody else has saved this report since you opened it. Their figures and words "
            "stand beside yours where they differ; save again to keep what you see in the fields."
        )
    return _("Nothing is kept yet: mend what is marked below, then save again.")


def _correct(found: EnterpriseReport, by: User) -> None:
    is_begun = found.is_correction and found.is_writable
    if found.state != ReportState.APPROVED and not is_begun:
        raise ValidationError(_("Only an approved report is corrected."))
    workflow.begin(found.enterprise, found.period, by=by)


type Step = Callable[[EnterpriseReport, User], Any]
_STEPS: Final[dict[str, tuple[Step, Callable[[], str]]]] = {
    "take_back": (
        lambda found, by: workflow.take_back(found, by=by),
        lambda: _("Taken back: the report is yours to change again. Send it when it is right."),
    ),
    "correct": (
        _correct,
        lambda: _("Change what was wrong and say why; the approved report holds until then."),
    ),
    "discard": (
        lambda found, by: workflow.discard(found, by=by),
        lambda: _("The draft was thrown away."),
    ),
}


# --- the pages ------------------------------------------------------------------------------------


def _form_page(
    request: HttpRequest,
    me: Representative,
    form: ReportForm,
    versions: list[EnterpriseReport],
    *,
    problem: str = "",
    is_restored: bool = False,
) -> HttpResponse:
    period = form.report.period
    page = desk_form_page(
        request,
        me,
        "enterprises/reports/desk/form",
        form=form,
        report=form.report,
        period=period,
        deadline=deadlines.deadline(period),
        problem=problem,
        is_restored=is_restored,
        before=versions[1:],
    )
    page.status_code = 400 if problem else 200
    return page


def _report_page(
    request: HttpRequest, me: Representative, versions: list[EnterpriseReport]
) -> HttpResponse:
    newest, *before = versions
    return desk_page(
        request,
        me,
        "enterprises/reports/desk/detail",
        report=newest,
        period=newest.period,
        figures=figure_rows(newest),
        before=before,
    )


def _back(period: ReportPeriod) -> HttpResponse:
    return redirect("enterprises:desk_report", period=period)
