"""The figures of an indicator in the admin: a grid to type them in, and the history of each."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from enterprises.reports import deadlines
from portal.accounts.roles import PUBLISH, edits, staff
from portal.editing.forms import VERSION, PublicationForm
from portal.editing.versions import VersionsMixin
from portal.kit.admin_pages import own_page
from portal.kit.text.numbers import parse_key
from portal.kit.text.periods import PeriodKind, period_label, period_with
from portal.publishing import changes, permissions
from portal.publishing.errors import StaleSave
from portal.publishing.models import Publication
from portal.publishing.state_words import change_message, change_words, saved_message
from portal.publishing.steps import SUBMIT_CHANGE
from projects.indicators import observations, report_import
from projects.indicators.entry import parsing
from projects.indicators.entry.grid import Grid
from projects.indicators.entry.pending_figures import (
    FIGURES,
    change_with_figures,
    fits_without_figures,
    pending_rows,
    validate_with_pending,
    with_what_fits,
)
from projects.indicators.models import Indicator, Observation, Series
from projects.indicators.observations import BatchRow

_MAX_VERSIONS = 200
_MAX_SERIES = 100


class IndicatorForm(PublicationForm):
    """The form of an indicator; it refuses changes that pending figures conflict with."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # Django's own place for the model's checks
        indicator: Any = self.instance
        if indicator.pk is None or self.errors:
            return
        if rows := pending_rows(indicator):
            refused = [each for each in observations.validate(indicator, rows) if each.errors]
            for message in {
                text for each in refused for texts in each.errors.values() for text in texts
            }:
                self.add_error(
                    None, _("Of the figures that wait: %(reason)s") % {"reason": message}
                )


class FiguresMixin(VersionsMixin):
    """Adds the pages about figures to the admin of indicators."""

    form = IndicatorForm
    change_form_template = "admin/indicators/indicator/change_form.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        """Return the read-only fields; only publishers lock figures."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.has_perm(PUBLISH) else (*fields, "locked_through")

    # --- the grid -----------------------------------------------------------------------------

    @own_page("<int:object_id>/so-lieu/", "figures")
    def figures_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show the figures of a series in a grid; a POST saves what was typed over them."""
        indicator = self._indicator(request, object_id)
        if request.method == "POST":
            if not self.has_change_permission(request, indicator):
                raise PermissionDenied
            return self._save_figures(request, indicator)
        with with_what_fits(indicator) as (fresh, waiting, misfit):
            series, chosen = self._series(request, fresh)
            grid = None
            until, problem = _period_of(request, fresh)
            if chosen is not None:
                grid = Grid(fresh, chosen, staff(request), waiting=waiting)
                may_write = self.has_change_permission(request, indicator)
                grid.load_periods(until, closed="" if may_write else _("not yours to change"))
        return self._figures_page(request, indicator, series, grid, problem=problem, misfit=misfit)

    def _save_figures(self, request: HttpRequest, indicator: Indicator) -> HttpResponse:
        with with_what_fits(indicator) as (fresh, waiting, misfit):
            series, chosen = self._series(request, fresh)
            if chosen is None:
                raise Http404
            grid = Grid(fresh, chosen, staff(request), waiting=waiting)
            grid.load_post(request.POST)
        rows = _typed_over(indicator, grid)
        if rows is None:
            problem = _("Nothing is saved yet: first mend the change that waits, or discard it.")
        elif request.POST.get(VERSION) != str(indicator.revision_number):
            problem = StaleSave().messages[0]
        elif grid.has_errors:
            problem = _("Nothing is saved yet: mend the cells with a message, then save again.")
        elif not rows:
            problem = ""
            self.message_user(request, _("Nothing was changed."), messages.INFO)
        elif problem := self._propose_figures(request, indicator, rows):
            pass
        else:
            return HttpResponseRedirect(request.get_full_path())
        return self._figures_page(request, indicator, series, grid, problem=problem, misfit=misfit)

    def _propose_figures(
        self, request: HttpRequest, indicator: Indicator, rows: list[BatchRow]
    ) -> str:
        """Propose the rows; return the error message, "" where it worked."""
        note = _("Figures: %(count)d") % {"count": len(rows)}
        try:
            version = changes.propose_rows(indicator, FIGURES, rows, by=staff(request), note=note)
        except ValidationError as error:
            return " ".join(error.messages)
        saved = _("Figures saved: %(count)d.") % {"count": len(rows)}
        saved = format_html("{} {}", saved, saved_message(indicator, version.change_set))
        self.message_user(request, saved, messages.SUCCESS)
        return ""

    def _figures_page(
        self,
        request: HttpRequest,
        indicator: Indicator,
        series: list[Series],
        grid: Grid | None,
        *,
        problem: str,
        misfit: str,
    ) -> HttpResponse:
        example = parsing.PERIOD_EXAMPLES[PeriodKind(indicator.period_kind)]
        context = self._context(
            request, indicator, _("Figures of “%(title)s”") % {"title": indicator}
        )
        context |= {
            "series": series,
            "grid": grid,
            "problem": problem,
            "misfit": misfit,
            "may_type_over": bool(misfit) and fits_without_figures(indicator),
            "example": example,
            **_waiting_context(request, indicator),
            **_outdated_context(request, grid),
        }
        status = 400 if problem else 200
        return TemplateResponse(
            request, "admin/indicators/indicator/figures.html", context, status=status
        )

    # --- what a figure was --------------------------------------------------------------------

    @own_page("<int:object_id>/so-lieu/lich-su/", "figure_history")
    def figure_history_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show all versions of the figure of one period, newest first."""
        indicator = self._indicator(request, object_id)
        series, first, last = self._figure_key(request, indicator)
        versions = (
            Observation.objects.filter(series=series, starts_on=first, ends_on=last)
            .select_related("recorded_by")
            .with_sources()
            .order_by("-recorded_at", "-pk")[:_MAX_VERSIONS]
        )
        label = period_label(indicator.period_kind, first, last)
        context = self._context(request, indicator, f"{series}, {label}")
        context |= {"versions": versions, "series": series}
        return TemplateResponse(request, "admin/indicators/indicator/figure_history.html", context)

    @staticmethod
    def _figure_key(request: HttpRequest, indicator: Indicator) -> tuple[Series, date, date]:
        query = request.GET
        key = parse_key(query.get("chuoi", ""))
        series = indicator.series.filter(pk=key).first() if key is not None else None
        try:
            first, last = (date.fromisoformat(query.get(name, "")) for name in ("tu", "den"))
        except ValueError as error:
            raise Http404 from error
        if series is None:
            raise Http404
        return series, first, last

    # --- small things -------------------------------------------------------------------------

    def _indicator(self, request: HttpRequest, object_id: int) -> Indicator:
        page = self._page(request, str(object_id))
        assert isinstance(page, Indicator)  # noqa: S101  # narrows the type for mypy
        return page

    @staticmethod
    def _series(request: HttpRequest, indicator: Indicator) -> tuple[list[Series], Series | None]:
        """Return all series, and the one of `?chuoi=`; without it the main or the first one."""
        found = list(indicator.series.all()[:_MAX_SERIES])
        chosen_key = request.GET.get("chuoi")
        if chosen_key is not None:
            chosen = next((series for series in found if str(series.pk) == chosen_key), None)
            if chosen is None:
                raise Http404
            return found, chosen
        first = sorted(found, key=lambda series: not series.is_main)
        return found, first[0] if first else None


def _typed_over(indicator: Indicator, grid: Grid) -> list[BatchRow] | None:
    """Return the rows that were typed over the grid; what is wrong with them stands at their cells.

    None where the change that waits does not go with the site even so.
    """
    typed = grid.typed_rows()
    try:
        validations = validate_with_pending(indicator, [row for _place, row in typed])
    except ValidationError:
        return None
    grid.refuse(typed, validations)
    # A reason alone, say, corrects nothing; over what waits, it may be the stored figure again.
    return [
        row
        for (place, row), each in zip(typed, validations, strict=True)
        if place.waits or each is None or not each.changes_nothing
    ]


def _waiting_context(request: HttpRequest, indicator: Indicator) -> dict[str, Any]:
    """Return how the figures that are not public yet stand, and the step that sends them."""
    change = change_with_figures(indicator)
    if change is None:
        return {}
    steps = permissions.steps_with(staff(request), indicator, change)
    return {
        "waits": change_message(indicator, change),
        "row_waits": change_words(change.state, change.publish_at),
        "send": SUBMIT_CHANGE if SUBMIT_CHANGE in steps else None,
    }


def _outdated_context(request: HttpRequest, grid: Grid | None) -> dict[str, Any]:
    """Return the periods to be summed up again, and which of them the page of sums still offers.

    For who may look at the sums; others would learn from it which reports are corrected.
    """
    if grid is None or not edits(request.user):
        return {}
    outdated = report_import.outdated_periods(grid.indicator, grid.series)
    return {"outdated": outdated, "summable": deadlines.reportable(timezone.localdate())}


def _period_of(request: HttpRequest, indicator: Indicator) -> tuple[date | None, str]:
    """Return the last day of the period of `?ky=`, or the message why it cannot be read."""
    written = request.GET.get("ky", "").strip()
    if not written:
        return None, ""
    try:
        first, _last = parsing.parse_period(written, indicator.period_kind)
    except ValidationError as error:
        return None, " ".join(error.messages)
    return period_with(indicator.period_kind, first)[1], ""
