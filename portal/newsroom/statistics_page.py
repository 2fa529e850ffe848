"""The page of the statistics in the admin: a form, a table, and the table as a file."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.roles import reviews, staff
from portal.exchange.sheets.writing import WRITERS
from portal.kit.admin_pages import own_page_context
from portal.kit.near_days import NEAR_DAY
from portal.kit.text.numbers import MAX_KEY
from portal.newsroom.statistics import (
    By,
    Moment,
    StatisticsQuery,
    StatisticsRow,
    count_pages,
    total_row,
)
from portal.publishing.models import Section
from portal.publishing.models.access import limits_of
from portal.publishing.models.kinds import public_kinds


class StatisticsForm(forms.Form):
    """What to count; writer and section are hidden, the rows of the table lead to them."""

    tu = forms.DateField(
        label=gettext_lazy("From"),
        validators=NEAR_DAY,
    )
    den = forms.DateField(
        label=gettext_lazy("To (this day included)"),
        validators=NEAR_DAY,
    )
    ngay = forms.ChoiceField(label=gettext_lazy("Which day counts"), choices=Moment.choices)
    theo = forms.ChoiceField(label=gettext_lazy("Rows by"), choices=By.choices)
    loai = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    nguoi = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_KEY, widget=forms.HiddenInput
    )
    muc = forms.IntegerField(
        required=False, min_value=1, max_value=MAX_KEY, widget=forms.HiddenInput
    )

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.fields["loai"].choices = [("", _("all kinds")), *public_kinds()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            self.add_error("den", _("The last day is before the first; exchange them."))
        return cleaned

    def query(self, user: User) -> StatisticsQuery:
        """Return the query, within the sections that this person's rights reach into."""
        typed = self.cleaned_data
        return StatisticsQuery(
            first=typed["tu"],
            last=typed["den"],
            by=By(typed["theo"]),
            moment=Moment(typed["ngay"]),
            kind=typed["loai"],
            section=typed["muc"],
            writer=typed["nguoi"],
            limits=tuple(limits_of(user)),
        )


def statistics_view(request: HttpRequest) -> HttpResponseBase:
    """Show counts to who edits or publishes; without a query, this year's pages by month."""
    if not reviews(request.user):
        raise Http404
    form = StatisticsForm(_with_defaults(request.GET))
    if not form.is_valid():
        return _page(request, form, {}, status=400)
    query = form.query(staff(request))
    rows = count_pages(query)
    if "tai" in request.GET:
        return _download(request, query, rows)
    typed: Any = form.data
    rows_with_links = [(row, _narrower_query(typed, query, row)) for row in rows]
    context = {
        "columns": [label for _name, label in query.columns],
        "is_of_published": query.moment == Moment.PUBLISHED,
        "rows_with_links": rows_with_links,
        "sum": total_row(rows) if rows else None,
        "by": query.by.label,
        "active_filters": list(_active_filters(typed, query)),
    }
    return _page(request, form, context)


def _page(
    request: HttpRequest, form: StatisticsForm, context: Mapping[str, object], status: int = 200
) -> TemplateResponse:
    typed: Any = form.data
    periods = list(_periods(typed, timezone.localdate()))
    shared = own_page_context(
        request, _("Statistics"), handbook_anchor="thong-ke", form=form, periods=periods
    )
    return TemplateResponse(
        request, "admin/newsroom/statistics.html", {**shared, **context}, status=status
    )


def _with_defaults(sent: QueryDict) -> QueryDict:
    """Return the query with defaults for what is missing."""
    year = timezone.localdate().year
    data = QueryDict(mutable=True)
    for name, usual in {
        "tu": date_format(date(year, 1, 1)),
        "den": date_format(date(year, 12, 31)),
        "ngay": Moment.PUBLISHED,
        "theo": By.MONTH,
    }.items():
        data[name] = str(sent.get(name, usual))
    for name in ("loai", "nguoi", "muc"):
        if sent.get(name):
            data[name] = str(sent[name])
    return data


def _query_string(data: QueryDict, **other: object) -> str:
    """Return the query string with other values; None removes a parameter."""
    changed = data.copy()
    for name, value in other.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = date_format(value) if isinstance(value, date) else str(value)
    return "?" + changed.urlencode()


def _periods(data: QueryDict, today: date) -> Iterator[tuple[str, str]]:
    """Yield the usual periods, each with its label and address."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    quarter = month.replace(month=(today.month - 1) // 3 * 3 + 1)
    for label, first, months in (
        (_("this month"), month, 1),
        (_("last month"), _add_months(month, -1), 1),
        (_("this quarter"), quarter, 3),
        (_("last quarter"), _add_months(quarter, -3), 3),
        (_("this year"), year, 12),
        (_("last year"), _add_months(year, -12), 12),
    ):
        yield (
            label,
            _query_string(data, tu=first, den=_add_months(first, months) - timedelta(days=1)),
        )


def _add_months(first: date, months: int) -> date:
    """Return the first day of the month that many months after another one."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _narrower_query(data: QueryDict, query: StatisticsQuery, row: StatisticsRow) -> str:
    """Return the address of the same query for a row alone; empty where there is none."""
    by = query.by
    if row.key is None or by == By.BYLINE:
        return ""
    if by == By.WRITER:
        return _query_string(data, nguoi=row.key, theo=By.SECTION)
    if by == By.SECTION:
        return _query_string(data, muc=row.key, theo=By.WRITER)
    if by == By.KIND:
        return _query_string(data, loai=row.key, theo=By.SECTION)
    first = timezone.localdate(row.key)
    months = {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}[by]
    # Of a month that the query begins or ends in, the row counts a part.
    return _query_string(
        data,
        tu=max(first, query.first),
        den=min(_add_months(first, months) - timedelta(days=1), query.last),
        theo=By.SECTION if by == By.MONTH else By.MONTH,
    )


def _active_filters(data: QueryDict, query: StatisticsQuery) -> Iterator[tuple[str, str]]:
    """Yield what the query is narrowed to, in words, with the address of the query without it."""
    if query.writer is not None:
        user = User.objects.filter(pk=query.writer).first()
        yield _("Written by: %(name)s") % {"name": user or "—"}, _query_string(data, nguoi=None)
    if query.section is not None:
        section = Section.objects.filter(pk=query.section).first()
        yield _("Section: %(name)s") % {"name": section or "—"}, _query_string(data, muc=None)


def _download(
    request: HttpRequest, query: StatisticsQuery, rows: list[StatisticsRow]
) -> HttpResponseBase:
    response = WRITERS.get(request.GET["tai"])
    if response is None:
        raise Http404
    header = [query.by.label, *(label for _name, label in query.columns), _("All")]
    header[0] = str(header[0]).capitalize()
    name = f"thong-ke-{query.by.value}-{query.first:%Y%m%d}-{query.last:%Y%m%d}"
    table = [*rows, total_row(rows)] if rows else []
    return response(name, header, ([row.label, *row.counts, row.total] for row in table))
