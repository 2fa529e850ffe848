from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Min, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.editing.edit_session import EditSession
from portal.editing.page_field import RelationField
from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin
from portal.editing.related_cache import CachedFormSet
from portal.editing.sheets import PublicationImport
from portal.exchange.sheets.records import Problem
from portal.kit.text.numbers import parse_key
from projects.indicators.admin.figure_sheets import FigureSheetsMixin
from projects.indicators.admin.figures import FiguresMixin
from projects.indicators.admin.quotable import QuotingMixin
from projects.indicators.admin.report_sums import ReportSumsMixin
from projects.indicators.models import Indicator, Series, SeriesRole, Target
from projects.indicators.models.series import ONE_IS_MAIN

type Choices = Callable[[], list[tuple[object, str]]]


class SeriesChoice(PartInline):
    """An inline that offers the series of the open indicator, read once for all rows."""

    def formfield_for_foreignkey(
        self, db_field: RelationField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.related_model is not Series:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        match = request.resolver_match
        key = parse_key(str(match.kwargs.get("object_id"))) if match else None
        rows = Series.objects.filter(indicator=key) if key else Series.objects.none()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs | {"queryset": rows})
        field.choices = _read_once(request, rows, field.empty_label)
        return field


def _read_once(request: HttpRequest, rows: QuerySet[Series], empty: str) -> Choices:
    """Return the choices for all series fields of a request, read in one query."""
    shown = EditSession.of(request).rows_of(Series, "indicator")
    offered = rows if shown is None else shown
    known: dict[str, Choices] = vars(request)
    return known.setdefault(
        "_series_choices", cache(lambda: [("", empty), *((row.pk, str(row)) for row in offered)])
    )


class TargetInline(SeriesChoice):
    model = Target
    fk_name = "indicator"
    fields = ["series", "year", "value", "upper", "equals_benchmark", "quote", "note", "evidence"]
    raw_id_fields = ["evidence"]


class SeriesForm(ModelForm[Series]):
    """A series; whether another is the main one, its set of rows knows, and not what is stored."""

    def validate_constraints(self) -> None:
        exclude = self._get_validation_exclusions()  # type: ignore[attr-defined]  # Django's
        for constraint in Series._meta.constraints:
            if constraint.name != ONE_IS_MAIN:
                try:
                    constraint.validate(Series, self.instance, exclude=exclude)
                except ValidationError as error:
                    self.add_error(None, error)


class SeriesFormSet(CachedFormSet):
    def has_changed(self) -> bool:
        """Return whether rows were changed, or the main series is still to be created.

        Who decides about the text writes none: an indicator from a sheet is approved without it.
        """
        return super().has_changed() or not (self.initial_form_count() or self.decider)

    def clean(self) -> None:
        """Refuse own series without a main one, or with two; no series at all is allowed."""
        super().clean()
        rows = [
            form.cleaned_data
            for form in self.forms
            if getattr(form, "cleaned_data", None) and not form.cleaned_data.get("DELETE")
        ]
        own = [row for row in rows if row.get("role") == SeriesRole.OWN]
        if own and not any(row.get("is_main") for row in rows):
            raise ValidationError(_("Tick which of the series is the main one."))
        if sum(bool(row.get("is_main")) for row in rows) > 1:
            raise ValidationError(_("Tick one series only as the main one."))

    def save_existing_objects(self, commit: bool = True) -> list[Any]:
        """As Django's, once another main series has taken its place: there are never two."""
        kept = [form for form in self.forms if form not in self.deleted_forms]
        taken = [form for form in kept if form.instance.is_main and "is_main" in form.changed_data]
        if taken and self.initial_form_count():
            others = Series.objects.filter(indicator=self.instance.pk, is_main=True)
            others.exclude(pk=taken[0].instance.pk).update(is_main=False)
        return list(super().save_existing_objects(commit))


class SeriesInline(SeriesChoice):
    form = SeriesForm
    formset = SeriesFormSet
    model = Series
    fk_name = "indicator"
    fields = [
        "name", "name_en", "role", "is_main", "service", "operator", "part_of", "definition",
        "position", "report_measure", "report_divisor",
    ]  # fmt: skip
    autocomplete_fields = ["operator", "report_divisor"]


class IndicatorImport(PublicationImport):
    """Indicators in a sheet, which has no rows for the targets."""

    def check(self, record: Any, errors: Mapping[str, list[ValidationError]]) -> None:
        """Refuse another base year that a target lies before: the form asks each of its rows."""
        super().check(record, errors)
        if record.pk is None or record.base_year is None:
            return
        early = Target.objects.filter(indicator=record.pk, year__lt=record.base_year)
        early = early.exclude(indicator__base_year=record.base_year)
        if (year := early.aggregate(first=Min("year"))["first"]) is not None:
            text = _("There is a target of %(year)s; the base year may not lie after it.")
            raise Problem("base_year", text % {"year": year})


@admin.register(Indicator)
class IndicatorAdmin(
    ReportSumsMixin, FigureSheetsMixin, FiguresMixin, QuotingMixin, PublicationAdmin
):
    list_display = ["title", "unit", "period_kind", "is_headline", "state_label", "updated_at"]
    list_filter = ["state", "period_kind"]
    handbook = "so-lieu-cua-chi-tieu"
    wording: ClassVar[Any] = {
        "title": (
            gettext_lazy("Name of the indicator"),
            gettext_lazy("What is counted, without year or unit: “Mật độ điện thoại”."),
        )
    }
    kind_fields = ("unit", "less_is_better", "definition", "period_kind", "is_headline")
    kind_fieldsets = (
        (
            gettext_lazy("How it is counted"),
            {
                "classes": ["collapse"],
                "fields": ["unit_en", "numerator", "denominator", "base_year"],
            },
        ),
        (
            gettext_lazy("What a figure may be"),
            {"classes": ["collapse"], "fields": ["lowest", "highest", "locked_through"]},
        ),
    )
    sheet_import = IndicatorImport
    sheet_kind = (*kind_fields, "unit_en", "numerator", "denominator", "base_year")
    inlines = [SeriesInline, TargetInline, AttachmentInline]

    def save_formset(
        self, request: HttpRequest, form: ModelForm[Indicator], formset: CachedFormSet, change: bool
    ) -> None:
        super().save_formset(request, form, formset, change)
        if isinstance(formset, SeriesFormSet) and formset.has_changed():
            form.instance.have_main_series()
