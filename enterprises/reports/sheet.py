"""Reports from a sheet: the form that the department mails round, filled in.

One enterprise a row, so that forms that came back apart can be put together under each other.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, ClassVar, Final

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.utils.translation import gettext as _

from enterprises.kit.periods import ReportPeriod
from enterprises.kit.tax_code import check_tax_code, normal_tax_code
from enterprises.profiles.models import Enterprise
from enterprises.reports import workflow
from enterprises.reports.forms import MAX_POINTS_LENGTH, MAX_WORD_LENGTH, count_of
from enterprises.reports.models import EnterpriseReport, ReportState
from enterprises.reports.models.report import FIGURES
from enterprises.reports.plausibility import Baseline, format_figure
from enterprises.reports.sheet_columns import COLUMNS, SHOWN, heading_of, read_period
from portal.accounts.models import User
from portal.exchange.sheets.imports import Change, ImportRow, SheetImport, refuse_duplicates
from portal.exchange.sheets.values import text
from portal.kit.text.lines import with_single_ends

MAX_ROWS: Final = 500
_MAX_LENGTHS: Final = {
    "points_raised": MAX_POINTS_LENGTH,
    "why": MAX_WORD_LENGTH,
    "correction_reason": MAX_WORD_LENGTH,
}


@dataclass(slots=True)
class ReportRow(ImportRow):
    """A row that gives the report of an enterprise for a period."""

    enterprise: Enterprise | None = None
    period: ReportPeriod | None = None
    values: dict[str, Any] = field(default_factory=dict)
    stored: EnterpriseReport | None = None

    @property
    def place(self) -> tuple[int, ReportPeriod] | None:
        return (self.enterprise.pk, self.period) if self.enterprise and self.period else None


class ReportImport(SheetImport[ReportRow]):
    """The import of reports, which are entered as sent and wait for approval."""

    MAX_ROWS: ClassVar[int] = MAX_ROWS
    row_class = ReportRow
    keys = ("tax_code", "period")

    def __init__(self, by: User) -> None:
        self.by = by

    def labels(self) -> dict[str, str]:
        return {name: heading_of(name) for name in COLUMNS}

    def ignored_labels(self) -> dict[str, str]:
        return {name: str(label) for name, label in SHOWN.items()}

    def help_texts(self) -> dict[str, str]:
        figure = _("A whole number, with or without dots. Empty: no figure, which is not 0.")
        return dict.fromkeys(FIGURES, figure) | {
            "tax_code": _(
                "Of an enterprise of the directory. Empty: it is found by its whole name."
            ),
            "name": _("Read only where the tax code is empty."),
            "period": _("Q1/2007 for a quarter, 2007 for a year."),
            "why": _("Needed where a figure differs much from the last one; one word for the row."),
            "correction_reason": _("Needed where an approved report is corrected."),
            "points_raised": _("As the enterprise wrote it."),
        }

    def missing_column(self, columns: set[str]) -> str | None:
        return next((name for name in self.keys if name not in columns), None)

    def plan(self, rows: list[ReportRow]) -> None:
        enterprises = _Enterprises(row.cells for row in rows)
        for row in rows:
            _read(row, enterprises)
            if row.place and not row.problems:
                _compare_with_stored(row)
        message = _("Row %(row)d is of this enterprise and period already; keep one.")
        refuse_duplicates(rows, key=lambda row: row.place, column="", message=message)

    def apply(self, rows: list[ReportRow]) -> None:
        try:
            for row in rows:
                if row.moves:
                    self._enter(row)
        except workflow.SavedMeanwhile as error:
            raise ValidationError(str(error)) from error

    def done_message(self, rows: list[ReportRow]) -> str:
        text = _("Reports entered: %(count)d. Somebody else approves them.")
        return text % {"count": sum(row.moves for row in rows)}

    def _enter(self, row: ReportRow) -> None:
        assert row.enterprise and row.period  # noqa: S101, PT018  # no problems, so they are read
        is_open = row.stored is not None and row.stored.state != ReportState.APPROVED
        seen = row.stored.edition if is_open and row.stored else ""
        report = workflow.write(row.enterprise, row.period, row.values, seen=seen, by=self.by)
        workflow.send(report, by=self.by)


class _Enterprises:
    """The enterprises that a sheet names, by tax code or else by name; one query."""

    def __init__(self, rows: Iterable[dict[str, object]]) -> None:
        codes, titles = set(), set()
        for cells in rows:
            with suppress(ValidationError):  # It is said where the row is read.
                codes.add(_code(cells))
            titles.add(str(cells.get("name") or "").strip())
        named = Q(tax_code__in=codes - {""}) | Q(title__in=titles - {""})
        self._found = list(Enterprise.objects.filter(named)[: 2 * MAX_ROWS])

    def find(self, cells: dict[str, object]) -> Enterprise:
        """Return the enterprise of a row; ValidationError with what to write."""
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


def _code(cells: dict[str, object]) -> str:
    return normal_tax_code(text(cells.get("tax_code")))


def _read(row: ReportRow, enterprises: _Enterprises) -> None:
    row.enterprise = row.read("tax_code", enterprises.find, row.cells)
    row.period = row.read("period", read_period, row.cells.get("period"))
    # A column that is not in the sheet changes nothing.
    for name in row.cells.keys() & set(FIGURES):
        row.values[name] = row.read(name, count_of, row.cells[name])
    for name in row.cells.keys() & {"points_raised", "correction_reason"}:
        row.values[name] = row.read(name, _words, row.cells[name], _MAX_LENGTHS[name]) or ""
    row.title = f"{row.enterprise or ''} · {row.period or ''}"


def _compare_with_stored(row: ReportRow) -> None:
    """Compare a row with the stored report, and refuse what cannot be entered."""
    assert row.enterprise and row.period  # noqa: S101, PT018  # narrows the type for mypy
    row.stored = EnterpriseReport.objects.versions_of(row.enterprise, row.period).first()
    if all(row.values.get(name) is None for name in FIGURES):
        row.refuse("", _("The row has no figure at all."))
        return
    row.changes = _changes(row)
    if _changes_nothing(row):
        return
    state = row.stored.state if row.stored else None
    row.result, row.waits = "changed" if row.stored else "new", _("waits for approval")
    if state == ReportState.DRAFT:
        row.refuse("", _("The enterprise is writing this report itself at its desk."))
    elif state == ReportState.SENT:
        row.refuse("", _("This report is here already and waits for a decision."))
    elif _lacks_reason(row):
        row.refuse("correction_reason", _("Say what was wrong in the report before."))
    why = row.read("why", _words, row.cells.get("why"), _MAX_LENGTHS["why"])
    if why is not None:
        _require_explanation(row, why)


def _words(value: object, max_length: int) -> str:
    """Return a text that the enterprise can save at its desk, too, should it be given back."""
    written = text(value)
    MaxLengthValidator(max_length)(written)
    return written


def _changes_nothing(row: ReportRow) -> bool:
    """Return whether no figure and no word of the row differs from a report that was sent."""
    if row.stored is None or row.changes or row.stored.state == ReportState.DRAFT:
        return False
    kept = row.stored.correction_reason
    is_answer = row.cells.get("why") or row.values.get("correction_reason", kept) != kept
    return row.stored.state == ReportState.APPROVED or not is_answer


def _lacks_reason(row: ReportRow) -> bool:
    """Return whether the row corrects a report and nothing says what was wrong in it."""
    stored = row.stored
    if stored is None or not (stored.state == ReportState.APPROVED or stored.is_correction):
        return False
    kept = "" if stored.state == ReportState.APPROVED else stored.correction_reason
    return not row.values.get("correction_reason", kept)


def _changes(row: ReportRow) -> tuple[Change, ...]:
    """Return the figures, and the points raised, that differ from what is stored."""
    stored = row.stored or EnterpriseReport()
    old = {**stored.figures(), "points_raised": stored.points_raised}
    pairs = {
        name: (with_single_ends(_shown(before)), _shown(row.values[name]))
        for name, before in old.items()
        if name in row.values
    }
    return tuple(
        Change(heading_of(name), before, now)
        for name, (before, now) in pairs.items()
        if before != now
    )


def _require_explanation(row: ReportRow, word: str) -> None:
    """Note the figures that differ much from the last ones and are not explained."""
    assert row.enterprise and row.period  # noqa: S101, PT018  # narrows the type for mypy
    stored = row.stored or EnterpriseReport()
    before = stored.figures()
    figures = before | row.values
    questions = Baseline.of(row.enterprise, row.period).questions(figures)
    # What the enterprise has said of a figure that stays is its own.
    kept = {
        name: answer
        for name, answer in stored.explanations.items()
        if name in questions and figures[name] == before[name]
    }
    missing = questions.keys() - kept.keys()
    row.values["explanations"] = kept | (dict.fromkeys(missing, word) if word else {})
    if not word:
        why = _("Answer in the column “%(column)s”.") % {"column": heading_of("why")}
        for name in (each for each in questions if each in missing and each in row.cells):
            row.refuse(name, f"{questions[name]} {why}")


def _shown(value: int | str | None) -> str:
    return format_figure(value) if isinstance(value, int) else value or ""
