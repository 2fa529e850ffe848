"""Figures of an indicator from a sheet: a look at what each row would do, then the doing."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from portal.accounts.roles import staff
from portal.exchange.sheets import staged_uploads
from portal.exchange.sheets.admin import UploadForm, counts, fingerprint
from portal.exchange.sheets.models import SheetUpload
from portal.exchange.sheets.reading import Table, read_table
from portal.exchange.sheets.resources import Line
from portal.exchange.sheets.writing import xlsx_response
from portal.kit.text.periods import PeriodKind
from portal.publishing import changes
from portal.publishing.models import State
from projects.indicators.admin.figures import FiguresMixin
from projects.indicators.entry import sheet
from projects.indicators.entry.pending import FIGURES
from projects.indicators.entry.reading import EXAMPLES
from projects.indicators.models import Certainty, Indicator
from projects.indicators.observations import Row

_SALT: Final = "projects.indicators.figures"
type Looked = tuple[Table, list[Line], list[Row]]


class FigureSheetsMixin(FiguresMixin):
    """Adds the pages that take figures in from a sheet to the admin of indicators."""

    def get_urls(self) -> list[URLPattern]:
        pages: dict[str, tuple[str, Any]] = {
            "nhap/": ("sheet", self.figure_sheet_view),
            "nhap/xac-nhan/": ("sheet_confirm", require_POST(self.figure_confirm_view)),
            "mau.xlsx": ("sheet_blank", require_GET(self.figure_blank_view)),
        }
        own = [
            path(
                f"<int:object_id>/so-lieu/{end}",
                self.admin_site.admin_view(view),
                name=f"indicators_indicator_figure_{name}",
            )
            for end, (name, view) in pages.items()
        ]
        return own + super().get_urls()

    def figure_blank_view(self, request: HttpRequest, object_id: int) -> HttpResponseBase:
        """A sheet with the headings, and a row for the next figure of each series."""
        indicator = self._to_write(request, object_id)
        example = EXAMPLES[PeriodKind(indicator.period_kind)]
        rows = []
        for series in indicator.series.all():
            cells = dict.fromkeys(sheet.HEADINGS, "")
            cells |= {"series": series.name, "period": example, "unit": indicator.unit}
            cells["state"] = str(Certainty.PROVISIONAL.label)
            rows.append(list(cells.values()))
        return xlsx_response(f"so-lieu-{indicator.slug}", sheet.headings(), rows)

    def figure_sheet_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """The form for a file; with a file, what it would do."""
        indicator = self._to_write(request, object_id)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            return self._figure_sheet_page(request, indicator, form)
        upload = staged_uploads.received(
            form.cleaned_data["sheet"], staff(request), _target(indicator)
        )
        try:
            looked = _look(request, indicator, upload)
        except ValidationError as error:
            form.add_error("sheet", error)
            return self._figure_sheet_page(request, indicator, form)
        staged_uploads.store(upload)
        return self._figure_sheet_page(request, indicator, UploadForm(), upload, looked)

    @transaction.atomic
    def figure_confirm_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Do what was shown; where it would now be something else, show that instead."""
        indicator = self._to_write(request, object_id)
        back = reverse("admin:indicators_indicator_figure_sheet", args=[indicator.pk])
        upload, seen = staged_uploads.asked(request, staff(request), _target(indicator), salt=_SALT)
        if upload is None:
            text = _("This look is over: the sheet was taken in already or is older than a day.")
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(back)
        looked = _look(request, indicator, upload)
        if _seen(indicator, looked[1]) != seen or not self._take_in(request, indicator, looked):
            text = _("Something has changed since you looked. Nothing was stored; look again.")
            self.message_user(request, text, messages.WARNING)
            return self._figure_sheet_page(request, indicator, UploadForm(), upload, looked)
        upload.delete()
        figures = reverse("admin:indicators_indicator_figures", args=[indicator.pk])
        return HttpResponseRedirect(figures)

    def _take_in(self, request: HttpRequest, indicator: Indicator, looked: Looked) -> bool:
        """Keep the rows that differ from what holds; False where that cannot be after all."""
        _table, lines, rows = looked
        if any(line.problems for line in lines):
            return False
        moving = [row for line, row in zip(lines, rows, strict=True) if line.outcome != "unchanged"]
        note = _("Taken in from a sheet")
        try:
            with transaction.atomic():
                changes.propose_rows(indicator, FIGURES, moving, by=staff(request), note=note)
        except ValidationError:
            return False
        text = _("Taken in: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.")
        told = text % counts(lines)
        if indicator.state == State.PUBLISHED:
            told += " " + _("The figures wait for approval; readers see the old ones.")
        self.message_user(request, told, messages.SUCCESS)
        return True

    def _figure_sheet_page(
        self,
        request: HttpRequest,
        indicator: Indicator,
        form: UploadForm,
        upload: SheetUpload | None = None,
        looked: Looked | None = None,
    ) -> HttpResponse:
        title = _("Figures of “%(title)s” from a sheet") % {"title": indicator}
        addresses = {
            name: reverse(f"admin:indicators_indicator_figure_{page}", args=[indicator.pk])
            for name, page in (
                ("send", "sheet"), ("confirm", "sheet_confirm"), ("blank", "sheet_blank"),
            )
        }  # fmt: skip
        context = self._context(request, indicator, title) | addresses
        context |= {"form": form, "columns": _columns(indicator), "most_rows": sheet.MAX_ROWS}
        if upload is not None and looked is not None:
            table, lines, _rows = looked
            context |= {
                "upload": upload,
                "table": table,
                "counts": counts(lines),
                "wrong": [line for line in lines if line.problems],
                "moves": [line for line in lines if line.outcome in ("new", "changed")],
                "look": staged_uploads.signed(upload, _seen(indicator, lines), salt=_SALT),
            }
        return TemplateResponse(
            request,
            "admin/indicators/indicator/figure_sheet.html",
            context,
            status=400 if form.errors else 200,
        )

    def _to_write(self, request: HttpRequest, object_id: int) -> Indicator:
        indicator = self._indicator(request, object_id)
        if not self.has_change_permission(request, indicator):
            raise PermissionDenied
        return indicator


def _look(request: HttpRequest, indicator: Indicator, upload: SheetUpload) -> Looked:
    table = read_table(
        bytes(upload.content),
        known=[*sheet.headings(), *sheet.HEADINGS],
        most_rows=sheet.MAX_ROWS,
    )
    lines, rows = sheet.look(indicator, table, staff(request))
    return table, lines, rows


def _seen(indicator: Indicator, lines: list[Line]) -> str:
    """What was looked at: the rows' outcome, and the version of the indicator before it."""
    return f"{indicator.revision_number} {fingerprint(lines)}"


def _target(indicator: Indicator) -> str:
    return f"{indicator._meta.label_lower}:{indicator.pk}"


def _columns(indicator: Indicator) -> list[dict[str, Any]]:
    """What may be written in which column, for people."""
    states = ", ".join(f"“{label}”" for label in Certainty.labels)
    figure = _("A number such as 35,5 or 1.234,5. A lone 1.234 is refused: write 1234 or 1,234.")
    told = {
        "series": _("Its name as the indicator has it; may be empty where there is one only."),
        "period": EXAMPLES[PeriodKind(indicator.period_kind)],
        "value": figure + " " + _("Empty where it is worked out from the next two columns."),
        "numerator": _("What is counted, in full: 229600 and not 229,6 thousand."),
        "denominator": _("What it is divided by, in full."),
        "unit": _("“%(unit)s” or empty; another unit is refused.") % {"unit": indicator.unit},
        "state": _("One of: %(labels)s.") % {"labels": states},
        "source": _("The page of this site that says so: its address or its number."),
        "note": _("What readers must know to understand the figure."),
        "reason": _("Needed where a final figure is corrected."),
        "is_sample": _("“Có” or “Không”."),
    }
    keys = ("series", "period")
    return [
        {"label": label, "help": told[name], "is_key": name in keys}
        for name, label in sheet.HEADINGS.items()
    ]
