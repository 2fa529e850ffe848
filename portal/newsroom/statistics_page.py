"""The statistics in the admin: asked by a form, read as a table, kept as a file."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import admin
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.roles import edits, staff, works_here
from portal.exchange.sheets.writing import csv_response, xlsx_response
from portal.kit.text.numbers import MAX_KEY
from portal.newsroom.statistics import COLUMNS, By, Moment, Question, Row, answer, sum_of
from portal.obligations.models import EARLIEST, LATEST
from portal.publishing.models import Section
from portal.publishing.models.access import limits_of
from portal.publishing.models.kinds import public_kinds

NEAR = gettext_lazy("Write a day between 1990 and 2100.")
FORMATS = {"csv": csv_response, "xlsx": xlsx_response}


class QuestionForm(forms.Form):
    """What to count; without words for writer and section, which the rows of the table lead to."""

    tu = forms.DateField(
        label=gettext_lazy("From"),
        validators=[MinValueValidator(EARLIEST, NEAR), MaxValueValidator(LATEST, NEAR)],
    )
    den = forms.DateField(
        label=gettext_lazy("To (this day included)"),
        validators=[MinValueValidator(EARLIEST, NEAR), MaxValueValidator(LATEST, NEAR)],
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

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["loai"].choices = [("", _("all kinds")), *public_kinds()]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            self.add_error("den", _("The last day is before the first; exchange them."))
        return cleaned

    def question(self, user: User) -> Question:
        """What was asked, within the sections that this person's rights reach into."""
        typed = self.cleaned_data
        return Question(
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
    """Counts for who edits or publishes; without a question, this year's pages by month."""
    if not works_here(request.user) or not edits(staff(request)):
        raise Http404
    form = QuestionForm(_completed(request.GET))
    if not form.is_valid():
        return _page(request, form, {}, status=400)
    question = form.question(staff(request))
    rows = answer(question)
    if "tai" in request.GET:
        return _file(request, question, rows)
    typed: Any = form.data
    lines = [(row, _leading_on(typed, question.by, row)) for row in rows]
    context = {
        "lines": lines,
        "sum": sum_of(rows) if rows else None,
        "by": question.by.label,
        "narrowed": list(_narrowed(typed, question)),
    }
    return _page(request, form, context)


def _page(
    request: HttpRequest, form: QuestionForm, context: dict[str, Any], status: int = 200
) -> TemplateResponse:
    typed: Any = form.data
    shared = {
        **admin.site.each_context(request),
        "title": _("Statistics"),
        "form": form,
        "columns": [label for _name, label in COLUMNS],
        "periods": list(_periods(typed, timezone.localdate())),
    }
    return TemplateResponse(
        request, "admin/dashboard/statistics.html", shared | context, status=status
    )


def _completed(sent: QueryDict) -> QueryDict:
    """The question with what is usual where nothing was said."""
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


def _with(data: QueryDict, **other: Any) -> str:
    """The address of the question with other words in it; None takes one out."""
    changed = data.copy()
    for name, value in other.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = date_format(value) if isinstance(value, date) else str(value)
    return "?" + changed.urlencode()


def _periods(data: QueryDict, today: date) -> Iterator[tuple[str, str]]:
    """The periods that are asked for most, by name and address."""
    month, year = today.replace(day=1), today.replace(month=1, day=1)
    quarter = month.replace(month=(today.month - 1) // 3 * 3 + 1)
    for label, first, months in (
        (_("this month"), month, 1),
        (_("last month"), _later(month, -1), 1),
        (_("this quarter"), quarter, 3),
        (_("last quarter"), _later(quarter, -3), 3),
        (_("this year"), year, 12),
        (_("last year"), _later(year, -12), 12),
    ):
        yield label, _with(data, tu=first, den=_later(first, months) - timedelta(days=1))


def _later(first: date, months: int) -> date:
    """The first day of a month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def _leading_on(data: QueryDict, by: By, row: Row) -> str:
    """Where a row leads: to the same question about what it stands for alone; else nowhere."""
    if row.key is None or by == By.BYLINE:
        return ""
    if by == By.WRITER:
        return _with(data, nguoi=row.key, theo=By.SECTION)
    if by == By.SECTION:
        return _with(data, muc=row.key, theo=By.WRITER)
    if by == By.KIND:
        return _with(data, loai=row.key, theo=By.SECTION)
    first = timezone.localdate(row.key)
    months = {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}[by]
    return _with(
        data,
        tu=first,
        den=_later(first, months) - timedelta(days=1),
        theo=By.SECTION if by == By.MONTH else By.MONTH,
    )


def _narrowed(data: QueryDict, question: Question) -> Iterator[tuple[str, str]]:
    """What the question is narrowed to, in words, and where it is not."""
    if question.writer is not None:
        user = User.objects.filter(pk=question.writer).first()
        yield _("Written by: %(name)s") % {"name": user or "—"}, _with(data, nguoi=None)
    if question.section is not None:
        section = Section.objects.filter(pk=question.section).first()
        yield _("Section: %(name)s") % {"name": section or "—"}, _with(data, muc=None)


def _file(request: HttpRequest, question: Question, rows: list[Row]) -> HttpResponseBase:
    response = FORMATS.get(request.GET["tai"])
    if response is None:
        raise Http404
    header = [question.by.label, *(label for _name, label in COLUMNS), _("All")]
    header[0] = str(header[0]).capitalize()
    name = f"thong-ke-{question.by.value}-{question.first:%Y%m%d}-{question.last:%Y%m%d}"
    table = [*rows, sum_of(rows)] if rows else []
    return response(name, header, ([row.label, *row.counts, row.total] for row in table))
