"""Reports on a sheet: the form that the department mails round, and what a filled one would do.

One enterprise a row, so that forms that came back apart can be put together under each other.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import FileResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter

from enterprises.kit.periods import ReportPeriod
from enterprises.kit.taxcode import check_tax_code, normal_tax_code
from enterprises.profiles.models import Enterprise
from enterprises.reports import steps
from enterprises.reports.checking import Baseline, written
from enterprises.reports.figures import label_of, unit_of
from enterprises.reports.forms import MAX_WORD_LENGTH, count_of
from enterprises.reports.models import EnterpriseReport, ReportState
from enterprises.reports.models.report import FIGURES
from portal.accounts.models import User
from portal.exchange.sheets.reading import Row as SheetRow
from portal.exchange.sheets.reading import Table, folded
from portal.exchange.sheets.resources import Change, Line
from portal.exchange.sheets.values import text
from portal.exchange.sheets.writing import XLSX_TYPE, safe_cell

MAX_ROWS: Final = 500
_KEYS: Final = ("tax_code", "name", "period")
_WORDS: Final = {
    "tax_code": gettext_lazy("Tax code"),
    "name": gettext_lazy("Enterprise"),
    "period": gettext_lazy("Period"),
    "points_raised": gettext_lazy("Points raised"),
    "why": gettext_lazy("Why figures differ much from the last ones"),
    "correction_reason": gettext_lazy("Why it is corrected"),
}
COLUMNS: Final = (*_KEYS, *FIGURES, "points_raised", "why", "correction_reason")
_UNLOCKED: Final = Protection(locked=False)
_FILL: Final = PatternFill("solid", fgColor="FFF4D6")
_EMPTY_ROWS: Final = 5


def heading_of(name: str) -> str:
    """A column's heading, with the unit of a figure."""
    if name in _WORDS:
        return str(_WORDS[name])
    unit = unit_of(name)
    return f"{label_of(name)} ({unit})" if unit else label_of(name)


def headings() -> list[str]:
    return [heading_of(name) for name in COLUMNS]


# --- the form -------------------------------------------------------------------------------------


def form(period: ReportPeriod, enterprises: Iterable[Enterprise]) -> FileResponse:
    """An Excel form with a row for each enterprise; only what is to be filled in is unlocked."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = _("Report")
    sheet.append(headings())
    for each in enterprises:
        sheet.append([safe_cell(each.tax_code or ""), safe_cell(each.title), written_as(period)])
    filled = sheet.max_row
    for row in sheet.iter_rows(min_row=1, max_row=filled + _EMPTY_ROWS, max_col=len(COLUMNS)):
        for place, cell in enumerate(row):
            _dress(cell, is_head=cell.row == 1, is_fixed=cell.row <= filled and place < len(_KEYS))
    for number, label in enumerate(headings(), 1):
        sheet.column_dimensions[get_column_letter(number)].width = max(14, min(len(label) + 2, 30))
    sheet.freeze_panes = "D2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    name = f"mau-bao-cao-{slugify(period.code)}.xlsx"
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=XLSX_TYPE)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _dress(cell: Any, *, is_head: bool, is_fixed: bool) -> None:
    if isinstance(cell.value, str):
        # Never a formula, whatever an enterprise is called.
        cell.data_type = "s"
    if is_head:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    elif not is_fixed:
        cell.protection, cell.fill = _UNLOCKED, _FILL


def written_as(period: ReportPeriod) -> str:
    """A period as the form has it, and as `read_period` takes it back."""
    return f"Q{period.quarter}/{period.year}" if period.quarter else f"{period.year}"


def read_period(value: Any) -> ReportPeriod:
    """The period that a cell names: Q1/2007, quý 1/2007 or 2007; it must be over."""
    said = text(value)
    bare = said.casefold().replace("quý", "q").replace("năm", "").replace(" ", "")
    quarter, slash, year = bare.partition("/")
    try:
        period = ReportPeriod.of(f"{year}-{quarter}" if slash else bare)
    except ValueError as error:
        message = _("“%(said)s” is no period. Write it as Q1/2007 or 2007.")
        raise ValidationError(message % {"said": said[:40]}) from error
    if period.ends_on >= timezone.localdate():
        raise ValidationError(_("This period is not over yet."))
    return period


# --- what a filled form would do ------------------------------------------------------------------


@dataclass(slots=True)
class Plan:
    """A row of the sheet as a report of an enterprise, or what is wrong with it."""

    number: int
    enterprise: Enterprise | None = None
    period: ReportPeriod | None = None
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    stored: EnterpriseReport | None = None

    @property
    def title(self) -> str:
        return f"{self.enterprise or ''} · {self.period or ''}"

    @property
    def changes(self) -> tuple[Change, ...]:
        """The figures that differ from what is stored."""
        old = self.stored.figures() if self.stored else {}
        return tuple(
            Change(heading_of(name), _told(old.get(name)), _told(self.values.get(name)))
            for name in FIGURES
            if old.get(name) != self.values.get(name)
        )

    def line(self) -> Line:
        """What is told of the row."""
        if self.problems:
            return Line(self.number, "wrong", self.title, problems=tuple(self.problems))
        is_kept = self.stored is not None and self.stored.state == ReportState.APPROVED
        if is_kept and not self.changes:
            return Line(self.number, "unchanged", self.title)
        outcome = "changed" if self.stored else "new"
        return Line(self.number, outcome, self.title, changes=self.changes, waits=True)


def plans_of(table: Table) -> list[Plan]:
    """What each row would do; ValidationError for a sheet that is no form of ours."""
    names = _names(table)
    cells = [(row.number, _by_name(names, row)) for row in table.rows]
    found = _Enterprises(each for _number, each in cells)
    plans = [_plan(number, each, found) for number, each in cells]
    _refuse_twins(plans)
    return plans


@transaction.atomic
def take_in(plans: Iterable[Plan], *, by: User) -> int:
    """Enter the reports as sent; they wait for somebody else's approval. How many there were."""
    count = 0
    for plan in plans:
        if plan.line().outcome not in ("new", "changed"):
            continue
        assert plan.enterprise and plan.period  # noqa: S101, PT018  # no problems, so they are read
        is_open = plan.stored is not None and plan.stored.state != ReportState.APPROVED
        seen = plan.stored.edition if is_open and plan.stored else ""
        row = steps.write(plan.enterprise, plan.period, plan.values, seen=seen, by=by)
        steps.send(row, by=by)
        count += 1
    return count


def _names(table: Table) -> list[str | None]:
    known = {folded(name): name for name in COLUMNS}
    known |= {folded(heading_of(name)): name for name in COLUMNS}
    with override("en"):
        known |= {folded(heading_of(name)): name for name in COLUMNS}
    names = [known.get(folded(heading)) for heading in table.headings]
    told = ", ".join(f"“{label}”" for label in headings())
    for heading, name in zip(table.headings, names, strict=True):
        if heading and name is None:
            raise ValidationError(
                _("No column is called “%(name)s”. There are: %(known)s.")
                % {"name": heading, "known": told}
            )
    for missing in ("tax_code", "period"):
        if missing not in names:
            raise ValidationError(
                _("The column “%(name)s” is missing: is it another sheet? There are: %(known)s.")
                % {"name": heading_of(missing), "known": told}
            )
    return names


def _by_name(names: list[str | None], row: SheetRow) -> dict[str, Any]:
    return {name: value for name, value in zip(names, row.values, strict=True) if name}


class _Enterprises:
    """The enterprises that a sheet names, by tax code and else by name; one query."""

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        codes, titles = set(), set()
        for cells in rows:
            codes.add(_code(cells))
            titles.add(str(cells.get("name") or "").strip())
        asked = Q(tax_code__in=codes - {""}) | Q(title__in=titles - {""})
        self._found = list(Enterprise.objects.filter(asked)[: 2 * MAX_ROWS])

    def find(self, cells: dict[str, Any]) -> Enterprise:
        """The enterprise of a row; ValidationError with what to write."""
        code, title = _code(cells), str(cells.get("name") or "").strip()
        if code:
            check_tax_code(code)
            found = [each for each in self._found if each.tax_code == code]
        else:
            found = [each for each in self._found if each.title == title]
        if len(found) == 1:
            return found[0]
        if not code:
            raise ValidationError(_("Write the tax code of the enterprise."))
        message = _("No enterprise of the directory has the tax code %(code)s.")
        raise ValidationError(message % {"code": code})


def _code(cells: dict[str, Any]) -> str:
    return normal_tax_code(text(cells.get("tax_code")))


def _plan(number: int, cells: dict[str, Any], enterprises: _Enterprises) -> Plan:
    plan = Plan(number)
    plan.enterprise = _read(plan, "tax_code", lambda: enterprises.find(cells))
    plan.period = _read(plan, "period", lambda: read_period(cells.get("period")))
    for name in FIGURES:
        plan.values[name] = _read(plan, name, lambda name=name: count_of(cells.get(name)))
    for name in ("points_raised", "correction_reason"):
        plan.values[name] = _read(plan, name, lambda name=name: text(cells.get(name))) or ""
    if plan.enterprise and plan.period and not plan.problems:
        _hold_against_stored(plan, cells)
    return plan


def _read[T](plan: Plan, name: str, read: Any) -> Any:
    try:
        return read()
    except ValidationError as error:
        plan.problems += [(heading_of(name), message) for message in error.messages]
        return None


def _hold_against_stored(plan: Plan, cells: dict[str, Any]) -> None:
    """What stands in the way of a row that can be read."""
    assert plan.enterprise and plan.period  # noqa: S101, PT018  # narrows the type for mypy
    rows = EnterpriseReport.objects.of_period(plan.period).filter(enterprise=plan.enterprise)
    plan.stored = rows.order_by("-version").first()
    if all(plan.values[name] is None for name in FIGURES):
        plan.problems.append(("", _("The row has no figure at all.")))
        return
    state = plan.stored.state if plan.stored else None
    if state == ReportState.DRAFT:
        plan.problems.append(("", _("The enterprise is writing this report itself at its desk.")))
    elif state == ReportState.SENT:
        plan.problems.append(("", _("This report is here already and waits for a decision.")))
    elif state == ReportState.APPROVED and not plan.changes:
        return
    elif state == ReportState.APPROVED and not plan.values["correction_reason"]:
        label = heading_of("correction_reason")
        plan.problems.append((label, _("Say what was wrong in the report before.")))
    _ask_why(plan, text(cells.get("why"))[:MAX_WORD_LENGTH])


def _ask_why(plan: Plan, word: str) -> None:
    assert plan.enterprise and plan.period  # noqa: S101, PT018  # narrows the type for mypy
    asked = Baseline.of(plan.enterprise, plan.period).questions(plan.values)
    plan.values["explanations"] = dict.fromkeys(asked, word) if word else {}
    if not word:
        why = _("Answer in the column “%(column)s”.") % {"column": heading_of("why")}
        plan.problems += [(heading_of(name), f"{said} {why}") for name, said in asked.items()]


def _refuse_twins(plans: list[Plan]) -> None:
    seen: dict[tuple[int, ReportPeriod], int] = {}
    for plan in plans:
        if plan.enterprise is None or plan.period is None:
            continue
        first = seen.setdefault((plan.enterprise.pk, plan.period), plan.number)
        if first != plan.number:
            message = _("Row %(row)d is of this enterprise and period already; keep one.")
            plan.problems.append(("", message % {"row": first}))


def _told(value: int | None) -> str:
    return "" if value is None else written(value)
