"""Sample indicators: series by operator, region and commune, with gaps where nobody counted."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from enterprises.profiles.models import Enterprise
from portal.kit.text.periods import PeriodKind
from portal.publishing.sample_pages import Row, publish_sample, read_rows, sample_at
from projects.indicators.models import Certainty, Indicator, Observation, Series, SeriesRole

PUBLISHED: Final = date(2007, 2, 12)
QUARTERS: Final = 4
MONTHS: Final = 3


def load(path: Path) -> int:
    """Publish the indicators of a file; return how many were new."""
    return sum(_bring(row) for row in read_rows(path))


def _bring(row: Row) -> bool:
    indicator = Indicator(
        unit=row["unit"],
        unit_en=row.get("unit_en", ""),
        less_is_better=row.get("less_is_better", False),
        definition=row["definition"],
        period_kind=PeriodKind(row["period"]),
    )

    def add_parts(indicator: Indicator) -> None:
        for position, series in enumerate(row["series"]):
            _series(indicator, position, series, row["from"])
        if target := row.get("target"):
            year, value = target
            # No page says so but this one.
            indicator.targets.create(year=year, value=Decimal(str(value)), evidence=indicator)

    return publish_sample(indicator, {"at": PUBLISHED} | row, parts=add_parts)


def _series(indicator: Indicator, position: int, row: Row, first_year: int) -> None:
    operator = sample_at(Enterprise, row["operator"]) if "operator" in row else None
    series = Series.objects.create(
        indicator=indicator,
        name=row["name"],
        name_en=row.get("name_en", ""),
        is_main=row.get("main", False),
        role=SeriesRole.BENCHMARK if row.get("benchmark") else SeriesRole.OWN,
        operator_id=operator.pk if operator else None,
        position=position,
    )
    values = row["values"]
    Observation.objects.bulk_create(
        Observation(
            indicator=indicator,
            series=series,
            starts_on=first,
            ends_on=last,
            value=Decimal(str(value)),
            state=Certainty.PROVISIONAL if place == len(values) - 1 else Certainty.FINAL,
            evidence=indicator,
            is_sample=True,
        )
        for place, (value, (first, last)) in enumerate(
            zip(values, _periods(indicator.period_kind, first_year), strict=False)
        )
        if value != ""
    )


def _periods(kind: str, year: int) -> Iterator[tuple[date, date]]:
    """Return the periods from the first of a year on, without end."""
    quarters = QUARTERS if kind == PeriodKind.QUARTER else 1
    months = MONTHS if kind == PeriodKind.QUARTER else 12
    while True:
        for quarter in range(quarters):
            first = date(year, quarter * months + 1, 1)
            after = (year + 1, 1) if quarter == quarters - 1 else (year, first.month + months)
            yield first, date.fromordinal(date(*after, 1).toordinal() - 1)
        year += 1
