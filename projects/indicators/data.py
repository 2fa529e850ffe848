"""Open data of indicators, and of the figures, targets and series of each."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Case, F, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.exchange.datafiles.facts import facts_of_page
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.reading import facts_of_row, page_address, page_title, table_of
from portal.exchange.datafiles.responses import bad_request, file_response, redirect_moved
from portal.exchange.datafiles.tables import ID, SAMPLE, Column, Computed, Dataset, Fact, Kind
from portal.exchange.opendata.listing import FIRST, LAST, data_of_each, list_data
from portal.exchange.opendata.sets import OpenSet
from portal.kit.origins import for_all_origins
from portal.kit.text.periods import PeriodKind, period_label
from projects.indicators.figures.query import FigureQuery, figures_for_query
from projects.indicators.models import (
    Certainty,
    Indicator,
    Observation,
    ObservationQuerySet,
    Series,
    SeriesRole,
    Service,
    Target,
)
from projects.kit.columns import (
    NOTE,
    QUOTE,
    SERIES_NAME,
    SOURCE,
    SOURCE_TITLE,
    TARGET_YEAR,
    target_upper,
    target_value,
)

# The newest period first, as the page has it; the index of the figures gives this order.
ORDER = ("-ends_on", "-starts_on", "series_id")
# The state of a figure whose period is not over: nobody can have counted it, whatever was typed.
ESTIMATE = "estimate"

DEFINITION = (
    Column("unit", _("unit"), _("What a figure counts.")),
    Column(
        "less_is_better",
        _("less is better"),
        _("Whether a target is reached from above."),
        Kind.BOOLEAN,
    ),
    Column("definition", _("definition"), _("What is counted, and what it is divided by.")),
    Column("numerator", _("counted"), _("Above the line of a ratio.")),
    Column("denominator", _("divided by"), _("Below the line of a ratio.")),
    Column(
        "period_kind",
        _("kind of period"),
        _("How long the time is that each figure is for."),
        codes=dict(PeriodKind.choices),
    ),
    Column("base_year", _("base year"), _("That targets are measured against."), Kind.INTEGER),
)
INDICATOR = (*FIRST, *DEFINITION, *LAST)
LOCKED = Column("locked_through", _("figures locked through"), kind=Kind.DATE)
PUBLISHED = Column("published_on", _("figures as published on"), kind=Kind.DATE)
FIRST_DAY = Column("first_day", _("periods that end from"), kind=Kind.DATE)
LAST_DAY = Column("last_day", _("periods that end until"), kind=Kind.DATE)

SERIES_ID = Column("series_id", _("number of the series"), _("“id” of the series."), Kind.INTEGER)
ROLE = Column(
    "role",
    _("role"),
    _("Of the province, or for comparison."),
    codes=dict(SeriesRole.choices),
    value="series__role",
)
SERVICE = Column(
    "service",
    _("service"),
    _("Empty: all of them together."),
    codes=dict(Service.choices),
    value="series__service",
)
# Named only while its page is public.
OPERATOR = Column(
    "operator",
    _("operator"),
    _("Empty: all of them together."),
    value=page_title("series__operator_id"),
)
SERIES = (
    ID,
    replace(SERIES_NAME, value="name"),
    replace(ROLE, value="role"),
    Column("is_main", _("main series"), _("The one that stands for all."), Kind.BOOLEAN),
    replace(SERVICE, value="service"),
    replace(OPERATOR, value=page_title("operator_id")),
    Column(
        "part_of",
        _("part of"),
        _("“id” of the series whose part it is."),
        Kind.INTEGER,
        value="part_of_id",
    ),
    Column("definition", _("own definition"), _("Where it counts otherwise than the indicator.")),
)


@for_all_origins
def indicators(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Send all public indicators, without their figures."""
    return file_response(request, indicators_data(), extension)


@for_all_origins
def indicator(request: HttpRequest, slug: str, extension: str) -> HttpResponseBase:
    """Send the figures of an indicator: those of today, or as published on a day."""
    indicators = Indicator.objects.public().with_public_times()
    found = indicators.filter(path=Indicator.path_of(slug)).first()
    if found is None:
        return redirect_moved(request, Indicator, slug, extension)
    try:
        options = ExportOptions.of_figures(request.GET)
    except ValidationError as error:
        return bad_request(error)
    return file_response(request, indicator_data(found, options), extension, options)


def indicator_data(indicator: Indicator, options: ExportOptions) -> Dataset:
    """Return the data of an indicator that was read `with_public_times()`."""
    series = Series.objects.filter(indicator=indicator.pk)
    day = options.published_on or timezone.localdate()
    return Dataset(
        name=indicator.slug,
        address=settings.SITE_URL + indicator.path,
        facts=(
            *facts_of_page(indicator),
            *facts_of_row(indicator, (*DEFINITION, LOCKED)),
            Fact(PUBLISHED, options.published_on),
            Fact(FIRST_DAY, options.first),
            Fact(LAST_DAY, options.last),
        ),
        tables=(
            table_of(
                "observations",
                _("Figures"),
                _observation_columns(indicator, day),
                _observations(indicator, options),
                *ORDER,
            ),
            table_of(
                "targets",
                _("Targets"),
                _target_columns(indicator.unit),
                _targets(indicator),
                "year",
                "id",
            ),
            table_of("series", _("Series"), SERIES, series, "position", "id"),
        ),
        # A figure of today's file is an estimate until its period is over.
        as_of=None if options.published_on else day,
    )


def _observation_columns(indicator: Indicator, day: date) -> tuple[Column, ...]:
    """Return the columns of the figures, as these are called on a day."""
    unit = indicator.unit
    period = Computed(partial(period_label, indicator.period_kind), ("starts_on", "ends_on"))
    return (
        ID,
        SERIES_ID,
        SERIES_NAME,
        ROLE,
        SERVICE,
        OPERATOR,
        Column("period", _("period"), _("The period as people call it."), value=period),
        Column("starts_on", _("first day"), _("Of the period."), Kind.DATE),
        Column("ends_on", _("last day"), _("Of the period."), Kind.DATE),
        Column("value", _("value"), _("With just the digits of its source."), Kind.DECIMAL, unit),
        Column("unit", _("unit"), _("What the value counts."), value=Computed(lambda: unit, ())),
        Column("numerator", _("counted"), _("Above the line of a ratio."), Kind.DECIMAL),
        Column("denominator", _("divided by"), _("Below the line of a ratio."), Kind.DECIMAL),
        Column(
            "state",
            _("state"),
            _("How sure the figure is."),
            codes={**dict(Certainty.choices), ESTIMATE: _("estimate, the period is not over")},
            value=Computed(
                lambda state, ends_on: ESTIMATE if ends_on > day else state, ("state", "ends_on")
            ),
        ),
        replace(SOURCE, value=page_address("source_id")),
        replace(SOURCE_TITLE, value=page_title("source_id")),
        NOTE,
        Column("recorded_at", _("recorded"), _("Since when the site says so."), Kind.DATE_TIME),
        Column("reason", _("why it was corrected"), _("Where it replaces another figure.")),
        SAMPLE,
    )


def _observations(indicator: Indicator, options: ExportOptions) -> ObservationQuerySet:
    """Return the figures that hold; of one moment, however long they take to send."""
    if options.published_on is None:
        rows = Observation.objects.for_readers(with_samples=options.with_samples)
        rows = rows.as_published_on(timezone.now())
    else:
        query = FigureQuery(day=options.published_on, with_samples=options.with_samples)
        rows = figures_for_query(indicator, query)
    rows = rows.filter(indicator=indicator.pk)
    if options.first:
        rows = rows.filter(ends_on__gte=options.first)
    if options.last:
        rows = rows.filter(ends_on__lte=options.last)
    # A sample comes from no source, wherever it stands.
    return rows.annotate(source_id=Case(When(is_sample=False, then=F("evidence_id"))))


def _target_columns(unit: str) -> tuple[Column, ...]:
    return (
        ID,
        replace(SERIES_ID, value="own_or_main_id"),
        replace(SERIES_NAME, value="own_or_main_name"),
        replace(ROLE, value="own_or_main_role"),
        TARGET_YEAR,
        target_value(unit),
        target_upper(unit),
        Column(
            "equals_benchmark",
            _("equal to the benchmark"),
            _("Set as equal to what it is compared with."),
            Kind.BOOLEAN,
        ),
        QUOTE,
        NOTE,
        SOURCE,
        SOURCE_TITLE,
    )


def _targets(indicator: Indicator) -> QuerySet[Target]:
    """Return the targets, each with its series; one that names none is of the main series."""
    main = Series.objects.filter(indicator=indicator.pk, is_main=True).order_by()
    return Target.objects.filter(indicator=indicator.pk).annotate(
        own_or_main_id=Coalesce("series_id", Subquery(main.values("pk"))),
        own_or_main_name=Coalesce("series__name", Subquery(main.values("name"))),
        own_or_main_role=Coalesce(
            "series__role", Subquery(main.values("role")), Value(SeriesRole.OWN.value)
        ),
    )


def indicators_data() -> Dataset:
    """Return all public indicators; their figures are data of each."""
    rows = Indicator.objects.public()
    table = table_of("indicators", _("Indicators"), INDICATOR, rows, "id")
    return list_data("chi-tieu", _("Indicators"), Indicator, table)


def indicators_one_by_one() -> Iterator[Dataset]:
    """Return the data of each public indicator, with all its figures of today."""
    rows = Indicator.objects.public().with_public_times()
    return data_of_each(rows, lambda each: indicator_data(each, ExportOptions()))


SETS = [
    OpenSet(
        slug="chi-tieu",
        version="1.1",
        title=_("Indicators"),
        description=_("What is counted and how; each has its figures and targets beside it."),
        dataset=indicators_data,
        queryset=Indicator.objects.public,
        files="projects:indicator_list_data",
        members=indicators_one_by_one,
    )
]
