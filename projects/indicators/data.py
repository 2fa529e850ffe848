"""An indicator as data: all its figures, its targets, and the series they belong to."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import Enterprise
from portal.exchange.datafiles.columns import ID, SAMPLE
from portal.exchange.datafiles.facts import facts_of_page
from portal.exchange.datafiles.options import ExportOptions
from portal.exchange.datafiles.reading import Record, address, in_pieces, local, public_pages, title
from portal.exchange.datafiles.tables import Cells, Column, Dataset, Fact, Kind, Table
from portal.kit.text.periods import PeriodKind, period_label
from portal.publishing.models import Publication
from projects.indicators.figures.query import FigureQuery, figures_asked_for
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
READ = (
    "id", "value", "numerator", "denominator", "state", "evidence", "note", "is_sample",
    "recorded_at", "reason",
)  # fmt: skip
SERIES_ID = Column("series_id", _("number of the series"), _("“id” of the series."), Kind.WHOLE)
ROLE = Column(
    "role", _("role"), _("Of the province, or for comparison."), codes=dict(SeriesRole.choices)
)
SERVICE = Column(
    "service", _("service"), _("Empty: all of them together."), codes=dict(Service.choices)
)
OPERATOR = Column("operator", _("operator"), _("Empty: all of them together."))


def indicator_data(indicator: Indicator, wanted: ExportOptions) -> Dataset:
    """The data of an indicator that was read `with_first_step()`; figures only where a table is."""
    reader = _Reader(indicator, wanted)
    unit = indicator.unit
    return Dataset(
        name=indicator.slug,
        address=settings.SITE_URL + indicator.path,
        facts=(*facts_of_page(indicator), *_facts(indicator, wanted)),
        tables=(
            Table("observations", _("Figures"), _observation_columns(unit), reader.observations),
            Table("targets", _("Targets"), _target_columns(unit), reader.targets),
            Table("series", _("Series"), _SERIES, reader.series),
        ),
    )


def _facts(indicator: Indicator, wanted: ExportOptions) -> Iterator[Fact]:
    yield Fact(Column("unit", _("unit")), indicator.unit)
    yield Fact(Column("definition", _("definition")), indicator.definition or None)
    yield Fact(Column("numerator", _("counted")), indicator.numerator or None)
    yield Fact(Column("denominator", _("divided by")), indicator.denominator or None)
    kinds = dict(PeriodKind.choices)
    yield Fact(Column("period_kind", _("kind of period"), codes=kinds), indicator.period_kind)
    yield Fact(Column("base_year", _("base year"), kind=Kind.WHOLE), indicator.base_year)
    locked = Column("locked_through", _("figures locked through"), kind=Kind.DAY)
    yield Fact(locked, indicator.locked_through)
    published = Column("published_on", _("figures as published on"), kind=Kind.DAY)
    yield Fact(published, wanted.published_on)
    yield Fact(Column("first_day", _("periods that end from"), kind=Kind.DAY), wanted.first)
    yield Fact(Column("last_day", _("periods that end until"), kind=Kind.DAY), wanted.last)


def _observation_columns(unit: str) -> tuple[Column, ...]:
    return (
        ID,
        SERIES_ID,
        SERIES_NAME,
        ROLE,
        SERVICE,
        OPERATOR,
        Column("period", _("period"), _("The period as people call it.")),
        Column("starts_on", _("first day"), _("Of the period."), Kind.DAY),
        Column("ends_on", _("last day"), _("Of the period."), Kind.DAY),
        Column("value", _("value"), _("With just the digits of its source."), Kind.NUMBER, unit),
        Column("unit", _("unit"), _("What the value counts.")),
        Column("numerator", _("counted"), _("Above the line of a ratio."), Kind.NUMBER),
        Column("denominator", _("divided by"), _("Below the line of a ratio."), Kind.NUMBER),
        Column(
            "state", _("state"), _("How sure the figure is."), codes=dict(Certainty.choices)
        ),
        SOURCE,
        SOURCE_TITLE,
        NOTE,
        Column("recorded_at", _("recorded"), _("Since when the site says so."), Kind.MOMENT),
        Column("reason", _("why it was corrected"), _("Where it replaces another figure.")),
        SAMPLE,
    )  # fmt: skip


def _target_columns(unit: str) -> tuple[Column, ...]:
    return (
        ID,
        SERIES_ID,
        SERIES_NAME,
        ROLE,
        TARGET_YEAR,
        target_value(unit),
        target_upper(unit),
        Column(
            "equals_benchmark",
            _("equal to the benchmark"),
            _("Set as equal to what it is compared with."),
            Kind.YES_NO,
        ),
        QUOTE,
        NOTE,
        SOURCE,
        SOURCE_TITLE,
    )


_SERIES = (
    ID,
    SERIES_NAME,
    ROLE,
    Column("is_main", _("main series"), _("The one that stands for all."), Kind.YES_NO),
    SERVICE,
    OPERATOR,
    Column("part_of", _("part of"), _("“id” of the series whose part it is."), Kind.WHOLE),
    Column("definition", _("own definition"), _("Where it counts otherwise than the indicator.")),
)


class _Reader:
    """Reads the rows of an indicator; the series are read once, for any two tables."""

    def __init__(self, indicator: Indicator, wanted: ExportOptions) -> None:
        self.indicator, self.wanted = indicator, wanted
        self._series: dict[int, Record] | None = None

    def series(self) -> Iterator[Cells]:
        for key, row in self._known().items():
            yield (
                key,
                row["name"],
                row["role"],
                row["is_main"],
                row["service"] or None,
                row["operator"],
                row["part_of"],
                row["definition"] or None,
            )

    def targets(self) -> Iterator[Cells]:
        rows = list(Target.objects.filter(indicator=self.indicator.pk).order_by("year", "id"))
        pages = public_pages(row.evidence_id for row in rows)
        main = next((key for key, row in self._known().items() if row["is_main"]), None)
        for row in rows:
            key = row.series_id or main
            series = self._known().get(key or 0, {})
            page = pages.get(row.evidence_id)
            yield (
                row.pk,
                key,
                series.get("name"),
                series.get("role", SeriesRole.OWN.value),
                row.year,
                row.value,
                row.upper,
                row.equals_benchmark,
                row.quote or None,
                row.note or None,
                address(page),
                title(page),
            )

    def observations(self) -> Iterator[Cells]:
        rows = self._holding().filter(indicator=self.indicator.pk)
        if self.wanted.first:
            rows = rows.filter(ends_on__gte=self.wanted.first)
        if self.wanted.last:
            rows = rows.filter(ends_on__lte=self.wanted.last)
        for piece in in_pieces(rows, *ORDER, fields=READ):
            pages = public_pages(record["evidence"] for record in piece)
            for record in piece:
                yield self._observation(record, pages)

    def _holding(self) -> ObservationQuerySet:
        """The figures that hold; of one moment, however long they take to send."""
        wanted = self.wanted
        if wanted.published_on is None:
            rows = Observation.objects.for_readers(with_samples=wanted.with_samples)
            return rows.as_published_on(timezone.now())
        asked = FigureQuery(day=wanted.published_on, with_samples=wanted.with_samples)
        return figures_asked_for(self.indicator, asked)

    def _observation(self, record: Record, pages: dict[Any, Publication]) -> Cells:
        series = self._known()[record["series_id"]]
        # A sample comes from no source, wherever it stands.
        page = None if record["is_sample"] else pages.get(record["evidence"])
        first, last = record["starts_on"], record["ends_on"]
        return (
            record["id"],
            record["series_id"],
            series["name"],
            series["role"],
            series["service"] or None,
            series["operator"],
            period_label(self.indicator.period_kind, first, last),
            first,
            last,
            record["value"],
            self.indicator.unit,
            record["numerator"],
            record["denominator"],
            record["state"],
            address(page),
            title(page),
            record["note"] or None,
            local(record["recorded_at"]),
            record["reason"] or None,
            record["is_sample"],
        )

    def _known(self) -> dict[int, Record]:
        """The series by number; an operator only while its page is public."""
        if self._series is None:
            rows = Series.objects.filter(indicator=self.indicator.pk).values()
            self._series = {row["id"]: dict(row) for row in rows}
            operators = _names(row["operator_id"] for row in rows)
            for row in self._series.values():
                row["operator"] = operators.get(row["operator_id"])
                row["part_of"] = row["part_of_id"]
        return self._series


def _names(keys: Iterator[int | None]) -> dict[int | None, str]:
    wanted = {key for key in keys if key is not None}
    if not wanted:
        return {}
    return dict(Enterprise.objects.public().filter(pk__in=wanted).values_list("pk", "title"))
