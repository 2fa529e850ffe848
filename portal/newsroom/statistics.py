"""How many pages stand where: by period, writer, byline, section or kind, and in which state."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, Value, When
from django.db.models.functions import TruncMonth, TruncQuarter, TruncYear
from django.db.models.functions.datetime import TruncBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.kit.moments import midnight
from portal.kit.text.periods import quarter_label
from portal.publishing.models import Publication, Section, State
from portal.publishing.models.kinds import kind_label, kinds


class By(models.TextChoices):
    """A way to group the pages into rows of the table."""

    MONTH = "thang", gettext_lazy("month")
    QUARTER = "quy", gettext_lazy("quarter")
    YEAR = "nam", gettext_lazy("year")
    WRITER = "nguoi-soan", gettext_lazy("who wrote it here")
    BYLINE = "tac-gia", gettext_lazy("author named under it")
    SECTION = "chuyen-muc", gettext_lazy("section")
    KIND = "loai", gettext_lazy("kind")


class Moment(models.TextChoices):
    """The day of a page that has to lie in the period."""

    PUBLISHED = "dang", gettext_lazy("publication time")
    CREATED = "soan", gettext_lazy("day it was begun")


SCHEDULED = "scheduled"
# A published page whose moment is to come is told apart; samples and the bin are not counted.
OUT: tuple[tuple[str, Any], ...] = (
    (SCHEDULED, gettext_lazy("scheduled")),
    (State.PUBLISHED, State.PUBLISHED.label),
    (State.WITHDRAWN, State.WITHDRAWN.label),
)
COLUMNS: tuple[tuple[str, Any], ...] = (
    (State.DRAFT, State.DRAFT.label),
    (State.SUBMITTED, State.SUBMITTED.label),
    (State.CHANGES_ASKED, State.CHANGES_ASKED.label),
    (State.APPROVED, State.APPROVED.label),
    *OUT,
)
PERIODS = {By.MONTH: TruncMonth, By.QUARTER: TruncQuarter, By.YEAR: TruncYear}
FIELDS = {By.WRITER: "created_by", By.SECTION: "section", By.KIND: "kind"}


@dataclass(frozen=True, slots=True)
class StatisticsQuery:
    """The pages to be counted: of the days `first` to `last`, and what they have in common."""

    first: date
    last: date
    by: By = By.MONTH
    moment: Moment = Moment.PUBLISHED
    kind: str = ""
    section: int | None = None
    writer: int | None = None
    # The sections that the asking person's rights reach into; none means all.
    limits: tuple[int, ...] = ()

    @property
    def columns(self) -> tuple[tuple[str, Any], ...]:
        """Return what is counted: by its publication nothing that is not out."""
        return OUT if self.moment == Moment.PUBLISHED else COLUMNS


@dataclass(frozen=True, slots=True)
class StatisticsRow:
    """A line of the table; `key` is what it stands for, None where the page has nothing there."""

    key: Any
    label: str
    counts: list[int]
    columns: tuple[tuple[str, Any], ...] = COLUMNS

    @property
    def cells(self) -> list[tuple[str, int]]:
        """Return each count with the name of its column."""
        return [(str(name), n) for (_, name), n in zip(self.columns, self.counts, strict=True)]

    @property
    def total(self) -> int:
        return sum(self.counts)


def count_pages(query: StatisticsQuery) -> list[StatisticsRow]:
    """Return the rows in the order of time, else the largest first; one query for each table."""
    sums: defaultdict[Any, dict[str, int]] = defaultdict(dict)
    for key, column, count in _counts(query):
        sums[key][column] = sums[key].get(column, 0) + count
    labels = _labels(query.by, list(sums))
    rows = [
        StatisticsRow(
            key,
            labels[key],
            [counts.get(name, 0) for name, _label in query.columns],
            query.columns,
        )
        for key, counts in sums.items()
    ]
    if query.by in PERIODS:
        return sorted(rows, key=lambda row: row.key)
    return sorted(rows, key=lambda row: (-row.total, row.label))


def total_row(rows: list[StatisticsRow]) -> StatisticsRow:
    """Return the sum of all rows, of which there is one at least, as a row."""
    counts = [sum(column) for column in zip(*(row.counts for row in rows), strict=True)]
    return StatisticsRow(None, _("All"), counts, rows[0].columns)


def _counts(query: StatisticsQuery) -> Iterator[tuple[Any, str, int]]:
    if query.by == By.BYLINE:
        for kind, model in kinds().items():
            if model.BYLINE and query.kind in ("", kind):
                for key, column, count in _grouped(_pages(model, query), F(model.BYLINE)):
                    yield (kind, key) if key is not None else None, column, count
        return
    moment = _moment_field(query)
    period = PERIODS.get(query.by)
    group = period(moment) if period else F(FIELDS[query.by])
    yield from _grouped(_pages(Publication, query), group)


def _grouped(rows: models.QuerySet[Publication], group: F | TruncBase) -> Any:
    is_to_come = When(state=State.PUBLISHED, published_at__gt=timezone.now(), then=Value(SCHEDULED))
    column = Case(is_to_come, default=F("state"), output_field=models.CharField())
    return rows.order_by().values_list(group, column).annotate(count=Count("pk"))


def _moment_field(query: StatisticsQuery) -> str:
    return "published_at" if query.moment == Moment.PUBLISHED else "created_at"


def _pages(model: type[Publication], query: StatisticsQuery) -> models.QuerySet[Publication]:
    name = _moment_field(query)
    start, end = midnight(query.first), midnight(query.last + timedelta(days=1))
    rows: models.QuerySet[Publication] = model.objects.filter(
        is_sample=False, **{f"{name}__gte": start, f"{name}__lt": end}
    )
    if query.moment == Moment.PUBLISHED:
        # A draft may have a moment that somebody has typed for the time to come.
        rows = rows.filter(state__in=[State.PUBLISHED, State.WITHDRAWN])
    if query.kind:
        rows = rows.filter(kind=query.kind)
    if query.section is not None:
        rows = rows.filter(section=query.section)
    if query.writer is not None:
        rows = rows.filter(created_by=query.writer)
    if query.limits:
        rows = rows.filter(section__in=query.limits)
    return rows.exclude(state=State.BINNED)


def _labels(by: By, keys: list[Any]) -> dict[Any, str]:
    """Return what each key is called; one query where its name stands in a table of its own."""
    nameless = {None: _empty_label(by)}
    if by in PERIODS:
        return {key: _period_label(by, timezone.localdate(key)) for key in keys}
    if by == By.KIND:
        return {key: kind_label(key) for key in keys}
    named = [key for key in keys if key is not None]
    if by == By.BYLINE:
        return nameless | _byline_labels(named)
    if by == By.WRITER:
        return nameless | {key: str(user) for key, user in User.objects.in_bulk(named).items()}
    sections = Section.objects.in_bulk(named)
    return nameless | {
        key: f"{section} ({kind_label(section.kind)})" for key, section in sections.items()
    }


def _byline_labels(keys: list[tuple[str, int]]) -> dict[Any, str]:
    found: dict[Any, str] = {}
    for kind in sorted({kind for kind, _key in keys}):
        model = kinds()[kind]
        people: Any = model._meta.get_field(model.BYLINE).related_model
        names = people._base_manager.in_bulk([key for of, key in keys if of == kind])
        found |= {(kind, key): str(name) for key, name in names.items()}
    return found


def _empty_label(by: By) -> str:
    if by == By.WRITER:
        return _("nobody here (taken over from elsewhere)")
    return _("no author named") if by == By.BYLINE else _("no section")


def _period_label(by: By, day: date) -> str:
    if by == By.QUARTER:
        return quarter_label(day)
    return day.strftime("%m/%Y" if by == By.MONTH else "%Y")
