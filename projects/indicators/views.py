"""Pages of indicators."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from portal.kit.charts import standalone
from portal.kit.filters import DayField
from portal.kit.site_names import site_name
from portal.kit.text.numbers import parse_key
from portal.publishing.attachments import attachments_of
from portal.publishing.paging import page_of
from portal.publishing.structured import corrected, json_ld_script
from projects.indicators.figures.chart import chart_of
from projects.indicators.figures.goals import (
    MeasuredTarget,
    measured_targets,
    progress_of,
    target_to_show,
)
from projects.indicators.figures.history import CORRECTIONS, revision_of, superseded
from projects.indicators.figures.parts import differences
from projects.indicators.figures.query import (
    FigureQuery,
    read_figures,
    read_targets,
    series_to_show,
)
from projects.indicators.figures.table import FigureTable, table_of
from projects.indicators.models import Indicator, Observation, Series
from projects.kit.structured import dataset_fields, page_data

# A list of the series of an indicator ends here: operators times services are fewer.
MAX_SERIES = 200
HIDDEN = "0"


def indicator_list(request: HttpRequest) -> HttpResponse:
    page = page_of(request, Indicator.objects.public().for_lists().by_name().with_figures())
    today = timezone.localdate()
    shown = [(indicator, progress_of(indicator, today=today)) for indicator in page.rows]
    return render(request, "projects/indicator_list.html", {"page": page, "shown": shown})


class AsPublishedForm(forms.Form):
    """The form for “as published on” a day."""

    ngay = DayField(label=_("As published on"))

    def clean_ngay(self) -> date | None:
        day: date | None = self.cleaned_data["ngay"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day is still to come; write today's or an earlier one."))
        return day


def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an indicator; status 400 and a message where `?ngay=` cannot be read."""
    found = get_object_or_404(
        Indicator.objects.public().select_related("cover").with_first_step(),
        path=Indicator.path_of(slug),
    )
    form = AsPublishedForm(request.GET)
    query = _query(request, form)
    context = _figures(request, found, query) | {
        "indicator": found,
        "form": form,
        "figure_query": query,
        "attachments": attachments_of(found),
        "topics": list(found.topics.all()),
        "json_ld": _json_ld(found),
        "without_samples": {"minh-hoa": HIDDEN},
        "with_samples": {"minh-hoa": None},
    }
    status = 200 if form.is_valid() else 400
    return render(request, "projects/indicator_detail.html", context, status=status)


def _query(request: HttpRequest, form: AsPublishedForm) -> FigureQuery:
    chosen = request.GET.get("chuoi", "")
    series = parse_key(chosen)
    if chosen and series is None:
        raise Http404
    try:
        before = date.fromisoformat(request.GET["truoc"]) if "truoc" in request.GET else None
    except ValueError as error:
        raise Http404 from error
    return FigureQuery(
        day=form.cleaned_data["ngay"] if form.is_valid() else None,
        with_samples=request.GET.get("minh-hoa") != HIDDEN,
        series=series,
        before=before,
    )


@require_safe
def indicator_chart(request: HttpRequest, slug: str) -> HttpResponse:
    """Send the chart of the page as an SVG file that stands alone; 404 where there is none."""
    found = get_object_or_404(
        Indicator.objects.public().with_first_step(), path=Indicator.path_of(slug)
    )
    read = _read(found, FigureQuery())
    chart = chart_of(found, read.table, read.goals)
    if chart is None:
        raise Http404
    drawn = standalone(chart.picture, heading=chart.finding, source=site_name() + ", " + found.path)
    name = f'attachment; filename="{slug}.svg"'
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Content-Disposition": name})


@dataclass(frozen=True, slots=True)
class _Read:
    """What an indicator's page is made of: its series, figures, their table, and its goals."""

    series: list[Series]
    figures: list[Observation]
    table: FigureTable
    goals: list[MeasuredTarget]


def _read(indicator: Indicator, query: FigureQuery) -> _Read:
    """Return the figures that a query asks for; raise Http404 for a series that is not there."""
    series = list(indicator.series.for_pages()[:MAX_SERIES])
    shown = series_to_show(series, query.series)
    if shown is None:
        raise Http404
    targets = read_targets(indicator, series, query)
    figures = read_figures(indicator, series, shown, targets, query)
    table = table_of(indicator, shown, figures, before=query.before)
    goals = measured_targets(targets, series, figures, unit=indicator.unit)
    return _Read(series, figures, table, goals)


def _figures(request: HttpRequest, indicator: Indicator, query: FigureQuery) -> dict[str, Any]:
    """Return the context that comes from series, targets and figures."""
    found = _read(indicator, query)
    series, figures, table, goals = found.series, found.figures, found.table, found.goals
    history = page_of(request, superseded(indicator, query), size=CORRECTIONS)
    own = [goal for goal in goals if goal.series is None]
    target = target_to_show(
        [goal.target for goal in own], year=(query.day or timezone.localdate()).year
    )
    return {
        "series": series,
        "table": table,
        "chart": chart_of(indicator, table, [] if query.before else goals),
        "goals": goals,
        "goal": next((goal for goal in own if goal.target is target), None),
        "latest": _latest(series, figures),
        "differences": differences(series, table),
        "history": history,
        "revisions": [revision_of(indicator, row) for row in history.rows],
    }


def _latest(series: list[Series], figures: list[Observation]) -> Observation | None:
    """Return the newest figure of the main series, a sample only where there is no fact."""
    main = {each.pk for each in series if each.is_main}
    own = [each for each in figures if each.series_id in main]
    facts = [each for each in own if not each.is_sample] or own
    return max(facts, key=lambda each: (each.ends_on, each.starts_on), default=None)


def _json_ld(indicator: Indicator) -> SafeString:
    """Return the indicator as schema.org's Dataset of one measured variable."""
    measured = {"@type": "PropertyValue", "name": indicator.title, "unitText": indicator.unit}
    if indicator.definition:
        measured["description"] = indicator.definition
    data = page_data(indicator, "Dataset") | {"variableMeasured": measured}
    return json_ld_script(data | dataset_fields(indicator.path) | corrected(indicator))
