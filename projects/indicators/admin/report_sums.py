"""The page that takes figures of an indicator from the sums of the enterprises' reports."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from enterprises.kit.periods import ReportPeriod
from enterprises.reports import deadlines
from portal.accounts.roles import edits, staff
from portal.kit.admin_pages import own_page
from portal.publishing import changes
from portal.publishing.models import Publication, State
from portal.publishing.state_words import saved_message
from projects.indicators import report_import
from projects.indicators.admin.figures import FiguresMixin
from projects.indicators.entry.sources import Sources
from projects.indicators.models import Indicator, Observation


class ReportSumsMixin(FiguresMixin):
    """Adds the page about sums of reports to the admin of indicators."""

    @own_page("<int:object_id>/so-lieu/tu-bao-cao/", "report_sums")
    def report_sums_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show the sums of the reports of a period; a POST proposes them as figures."""
        indicator = self._indicator(request, object_id)
        # Not for all who write: one look after each approval would disclose each report.
        if not self.has_change_permission(request, indicator) or not edits(request.user):
            raise PermissionDenied
        periods = [
            period
            for period in deadlines.reportable(timezone.localdate())
            if period.kind == indicator.period_kind
        ]
        period = _period_of(request, periods)
        source, problem = request.POST.get("source", _last_source(indicator)), ""
        if request.method == "POST" and period is not None:
            try:
                return self._import_figures(request, indicator, period, source)
            except ValidationError as error:
                problem = " ".join(error.messages)
        context = self._context(request, indicator, _("Figures of “%(title)s” from reports") % {
            "title": indicator
        })  # fmt: skip
        context |= {
            "periods": periods,
            "period": period,
            "pulled": report_import.preview(indicator, period) if period else [],
            "source": source,
            "problem": problem,
        }
        return TemplateResponse(
            request,
            "admin/indicators/indicator/report_sums.html",
            context,
            status=400 if problem else 200,
        )

    def _import_figures(
        self, request: HttpRequest, indicator: Indicator, period: ReportPeriod, source: str
    ) -> HttpResponse:
        by = staff(request)
        evidence: Publication = Sources(by).find(source) if source.strip() else indicator
        found = report_import.import_figures(indicator, period, evidence=evidence, by=by)
        count = sum(1 for each in found if each.is_new)
        if count:
            # As of what is typed into the grid: it is kept, and nobody is asked before it is sent.
            change = changes.open_change(indicator) if indicator.state == State.PUBLISHED else None
            saved = _("Figures saved: %(count)d.") % {"count": count}
            text = format_html("{} {}", saved, saved_message(indicator, change))
            self.message_user(request, text, messages.SUCCESS)
        else:
            nothing = _("Nothing was taken: no sum is new and may be told.")
            self.message_user(request, nothing, messages.WARNING)
        address = reverse("admin:indicators_indicator_report_sums", args=[indicator.pk])
        return HttpResponseRedirect(f"{address}?ky={period.code}")


def _period_of(request: HttpRequest, periods: list[ReportPeriod]) -> ReportPeriod | None:
    """Return the period of `?ky=`, else the one that ended last, if there is any."""
    code = request.GET.get("ky")
    if code is None:
        return periods[0] if periods else None
    found = next((period for period in periods if period.code == code), None)
    if found is None:
        raise Http404
    return found


def _last_source(indicator: Indicator) -> str:
    """Return the address of the page that the newest figure names, to be offered again."""
    rows: Any = Observation.objects.current().filter(indicator=indicator, is_sample=False)
    newest = rows.exclude(evidence=indicator.publication_ptr_id).newest().with_sources().first()
    return newest.evidence.path if newest else ""
