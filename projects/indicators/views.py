"""Pages of indicators."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.facts import licence
from portal.kit.filters import DayField
from portal.kit.postgres.prepared import Prepared
from portal.kit.text.numbers import parse_key
from portal.pagecache.fragments import kept_unless_asked
from portal.publishing.attachments import attachments_of
from portal.publishing.languages import ENGLISH, spoken_path
from portal.publishing.paging import page_of
from portal.publishing.structured import corrected, json_ld_script
from portal.publishing.topics import topics_of
from projects.indicators.charts.cards import shared_picture
from projects.indicators.english import in_this_language, name_in_english, name_series
from projects.indicators.figures.chart import chart_of
from projects.indicators.figures.goals import progress_of, target_to_show
from projects.indicators.figures.history import CORRECTIONS, revision_of, superseded
from projects.indicators.figures.page import read_page
from projects.indicators.figures.parts import differences
from projects.indicators.figures.public_times import was_away
from projects.indicators.figures.query import FigureQuery, end_of
from projects.indicators.models import Indicator
from projects.indicators.models.indicator import IndicatorQuerySet
from projects.kit.structured import dataset_fields, page_data

HIDDEN = "0"


def indicator_list(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    rows = Indicator.objects.public().for_lists().by_name()
    page = page_of(request, rows.with_figures(today))
    name_in_english(page.rows)
    shown = [(indicator, progress_of(indicator, today=today)) for indicator in page.rows]
    return render(request, "projects/indicators/list.html", {"page": page, "shown": shown})


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
    found = _public_or_404(slug)
    form = AsPublishedForm(request.GET)
    query = query_of(request, form)
    context = figures_context(request, found, query) | {
        "kept_page": kept_unless_asked(request),
        "form": form,
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": json_ld(found),
    }
    status = 200 if form.is_valid() else 400
    return render(request, "projects/indicators/detail.html", context, status=status)


def _public_indicator(path: str, at: datetime) -> IndicatorQuerySet:
    rows = Indicator.objects.public(at).filter(path=path)
    return rows.select_related("cover").with_public_times().with_corrections()


_public = Prepared(_public_indicator, path=str, at=datetime)


def _public_or_404(slug: str) -> Indicator:
    found = _public.first(path=Indicator.path_of(slug), at=timezone.now())
    if found is None:
        raise Http404
    return found


def query_of(request: HttpRequest, form: AsPublishedForm) -> FigureQuery:
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


def figures_context(
    request: HttpRequest, indicator: Indicator, query: FigureQuery
) -> dict[str, Any]:
    """Return the context that comes from series, targets and figures."""
    found = read_page(indicator, query)
    series, table, goals = found.series, found.table, found.goals
    history = page_of(request, superseded(indicator, query), size=CORRECTIONS)
    name_series(row.series for row in history.rows)
    own = [goal for goal in goals if goal.series is None]
    target = target_to_show(
        [goal.target for goal in own], year=(query.day or timezone.localdate()).year
    )
    return {
        "indicator": indicator,
        "figure_query": query,
        "printed_url": _printed_url(indicator, query),
        "without_samples": {"minh-hoa": HIDDEN},
        "with_samples": {"minh-hoa": None},
        "series": series,
        "table": table,
        "chart": chart_of(
            indicator,
            table,
            [] if query.before else goals,
            of_one_series=query.series is not None,
        ),
        "goals": goals,
        "goal": next((goal for goal in own if goal.target is target), None),
        "latest": found.latest,
        "shared": shared_picture(indicator, found) if query == FigureQuery() else None,
        "terms": licence(),
        "differences": differences(indicator, series, table, query),
        "was_away": query.day is not None and was_away(indicator, end_of(query.day)),
        "history": history,
        "revisions": [revision_of(indicator, row) for row in history.rows],
    }


def _printed_url(indicator: Indicator, query: FigureQuery) -> str:
    """Return the address of the figures of an earlier day; "" where they are today's."""
    if query.day is None:
        return ""
    parameters = {
        "ngay": query.day.isoformat(),
        "minh-hoa": "" if query.with_samples else HIDDEN,
        "chuoi": query.series or "",
        "truoc": query.before.isoformat() if query.before else "",
    }
    words = urlencode({name: value for name, value in parameters.items() if value})
    return f"{settings.SITE_URL}{spoken_path(indicator.path)}?{words}"


def json_ld(indicator: Indicator) -> SafeString:
    """Return the indicator as schema.org's Dataset of one measured variable."""
    measured = {"@type": "PropertyValue", "name": indicator.title, "unitText": indicator.unit}
    if indicator.definition and get_language() != ENGLISH:
        measured["description"] = indicator.definition
    data = page_data(indicator, "Dataset") | {"variableMeasured": measured}
    data["url"] = settings.SITE_URL + spoken_path(indicator.path)
    return json_ld_script(data | dataset_fields(indicator.path) | corrected(indicator))


def english_indicator(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an indicator with its chart and tables in English, and what was translated of it."""
    found = _public_or_404(slug)
    vietnamese_title = found.title
    version = in_this_language(found)
    form = AsPublishedForm(request.GET)
    query = query_of(request, form)
    context = figures_context(request, found, query) | {
        "publication": version,
        "original": found,
        "original_title": vietnamese_title,
        "attachments": attachments_of(version) if version else [],
        "topics": topics_of(found),
        "form": form,
        "json_ld": json_ld(found),
    }
    status = 200 if form.is_valid() else 400
    return render(request, "projects/indicators/english.html", context, status=status)
