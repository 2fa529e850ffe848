"""The figures of a report as people read them."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from enterprises.reports.models import EnterpriseReport
from enterprises.reports.models.report import FLOWS
from enterprises.reports.plausibility import Figures, format_figure


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure with its name, what it was before and why it differs."""

    name: str
    label: str
    unit: str
    value: str
    last: str = ""
    why: str = ""
    question: str = ""


def label_of(name: str) -> str:
    field: Any = EnterpriseReport._meta.get_field(name)
    return str(capfirst(field.verbose_name))


def unit_of(name: str) -> str:
    return _("đồng") if name in FLOWS else ""


def figure_rows(
    report: EnterpriseReport, last: Figures | None = None, questions: dict[str, str] | None = None
) -> list[FigureRow]:
    """Return all figures of a report; what is missing says so and is no 0."""
    found = []
    for name, value in report.figures().items():
        before = (last or {}).get(name)
        found.append(
            FigureRow(
                name,
                label_of(name),
                unit_of(name) if value is not None else "",
                _("no figure") if value is None else format_figure(value),
                "" if before is None else format_figure(before),
                str(report.explanations.get(name, "")),
                (questions or {}).get(name, ""),
            )
        )
    return found
