"""The form of a report, with the last figures beside each field and a word asked where needed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enterprises.reports.models import EnterpriseReport, ReportState
from enterprises.reports.models.report import FIGURES, FLOWS, MAX_VALUE
from enterprises.reports.plausibility import Baseline, format_figure
from portal.exchange.sheets.values import number
from portal.kit.text.lines import keep_single_ends

MAX_WORD_LENGTH: Final = 500
MAX_POINTS_LENGTH: Final = 5000
MAX_FIGURE_LENGTH: Final = 40
SEEN: Final = "seen"
# The code of an error that only keeps a report from being sent.
MISSING: Final = "word_missing"
GROUPS: Final = (
    (gettext_lazy("Revenue and investment"), ("revenue", "investment_planned", "investment_made")),
    (
        gettext_lazy("Subscribers"),
        (
            "subscribers_fixed",
            "subscribers_postpaid",
            "subscribers_prepaid",
            "subscribers_internet",
        ),
    ),
    (gettext_lazy("Network"), ("stations", "post_offices")),
)


def count_of(value: object) -> int | None:
    """Return a figure as people write it, 1.234.567 or 1234567; None of an empty field."""
    found = number(value)
    if found is None:
        return None
    if not found.is_finite() or found != found.to_integral_value():
        raise ValidationError(_("Write a whole number, such as 1.234.567."))
    if found < 0:
        raise ValidationError(_("A figure is never below 0."))
    if found > MAX_VALUE:
        raise ValidationError(_("This figure is too large to be true."))
    return int(found)


class CountField(forms.Field):
    """A whole number with or without dots between the thousands; empty is None and not 0."""

    def to_python(self, value: object) -> int | None:
        return count_of(value)

    def prepare_value(self, value: object) -> object:
        return format_figure(value) if isinstance(value, int) else value


@dataclass(frozen=True, slots=True)
class FigureField:
    """A figure as the page asks for it."""

    field: BoundField
    why: BoundField | None
    question: str
    # What was saved meanwhile, where that is not what was typed.
    saved: str
    saved_why: str


def _initial_values(report: EnterpriseReport) -> dict[str, Any]:
    whys = {f"why_{name}": word for name, word in report.explanations.items() if name in FIGURES}
    return {
        **report.figures(),
        **whys,
        "points_raised": report.points_raised,
        "correction_reason": report.correction_reason,
        SEEN: report.edition,
    }


class ReportForm(forms.Form):
    """The figures of one period; what differs much from before asks for a word."""

    points_raised = forms.CharField(
        required=False, max_length=MAX_POINTS_LENGTH, widget=forms.Textarea(attrs={"rows": 6})
    )
    correction_reason = forms.CharField(
        required=False, max_length=MAX_WORD_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        report: EnterpriseReport,
        baseline: Baseline,
        data: QueryDict | None = None,
        *,
        sending: bool = False,
    ) -> None:
        self.report, self.baseline, self.sending = report, baseline, sending
        self.is_stale = False
        super().__init__(data, initial=_initial_values(report))
        self._ask_for_figures()
        self._ask_for_words()
        keep_single_ends(self.fields.values())

    def _ask_for_figures(self) -> None:
        for name in FIGURES:
            self.fields[name] = _count_field(name, self.baseline)
            self.fields[f"why_{name}"] = forms.CharField(
                label=gettext_lazy("Why?"), required=False, max_length=MAX_WORD_LENGTH
            )

    def _ask_for_words(self) -> None:
        for name in ("points_raised", "correction_reason"):
            model_field: Any = EnterpriseReport._meta.get_field(name)
            self.fields[name].label = model_field.verbose_name
            self.fields[name].help_text = model_field.help_text
        if not self.report.is_correction:
            del self.fields["correction_reason"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.is_stale = data.get(SEEN) != self.report.edition
        if self.sending:
            for name in self.questions():
                if not data.get(f"why_{name}", "").strip() and f"why_{name}" not in self.errors:
                    self.add_error(f"why_{name}", _missing(_("Write a few words on why.")))
        self._check_reason(data)
        return data

    def _check_reason(self, data: dict[str, Any]) -> None:
        """Ask a correction for its reason; a draft is kept without one until it is sent."""
        is_draft = self.report.state == ReportState.DRAFT
        is_asked = self.report.is_correction and (self.sending or not is_draft)
        if not is_asked or "correction_reason" in self.errors:
            return
        if not data.get("correction_reason", "").strip():
            text = _("Say what was wrong in the report before.")
            self.add_error("correction_reason", _missing(text) if is_draft else text)

    def questions(self) -> dict[str, str]:
        """Return the question about each figure, as typed or else as saved, that needs a word."""
        unread = self.errors  # Reading them also reads what was typed.
        figures = self.cleaned_data if self.is_bound else self.report.figures()
        questions = self.baseline.questions({name: figures.get(name) for name in FIGURES})
        # Of a figure that cannot be read nothing can be said.
        return {name: text for name, text in questions.items() if name not in unread}

    @property
    def can_be_saved(self) -> bool:
        """Return whether nothing of it would be lost, even where a word is missing to send."""
        found = self.errors.as_data().values()
        return all(error.code == MISSING for errors in found for error in errors)

    def values(self) -> dict[str, Any]:
        """Return the values to save; explanations only of figures with a question."""
        data = self.cleaned_data
        words = {name: data.get(f"why_{name}", "").strip() for name in self.questions()}
        return {
            **{name: data.get(name) for name in FIGURES},
            "points_raised": data.get("points_raised", ""),
            "correction_reason": data.get("correction_reason", ""),
            "explanations": {name: word for name, word in words.items() if word},
        }

    @property
    def is_as_saved(self) -> bool:
        """Return whether all that was typed is saved already, as by the same button before."""
        saved = self.report
        return all(
            _words(value) == _words(getattr(saved, name)) for name, value in self.values().items()
        )

    def groups(self) -> Iterator[tuple[Any, list[FigureField]]]:
        """Yield the fields of the figures, group by group."""
        questions = self.questions()
        for title, names in GROUPS:
            yield title, [self._figure_field(name, questions.get(name, "")) for name in names]

    def _figure_field(self, name: str, question: str) -> FigureField:
        return FigureField(
            field=self[name],
            why=self[f"why_{name}"] if question else None,
            question=question,
            saved=self._saved_beside(name),
            saved_why=self._saved_beside(f"why_{name}"),
        )

    @property
    def saved_words(self) -> dict[str, str]:
        """Return what was saved meanwhile in the fields for texts, where that was not typed."""
        return {name: self._saved_beside(name) for name in ("points_raised", "correction_reason")}

    def _saved_beside(self, name: str) -> str:
        """Return what was saved in a field meanwhile; nothing where it was typed here, too."""
        is_read = self.errors is not None  # Reading them also reads what was typed.
        if not (is_read and self.is_stale):
            return ""
        saved, typed = _initial_values(self.report).get(name), self.cleaned_data.get(name)
        if _words(saved) == _words(typed):
            return ""
        return format_figure(saved) if isinstance(saved, int) else saved or "—"


def _words(value: object) -> object:
    """Return a value as it is compared: texts whatever their line breaks, an empty one as none."""
    return (value.split() or None) if isinstance(value, str) else value


def _missing(text: str) -> ValidationError:
    return ValidationError(text, code=MISSING)


def _count_field(name: str, baseline: Baseline) -> CountField:
    """Return the field of a figure, with its unit, and the last ones in its hint."""
    model_field: Any = EnterpriseReport._meta.get_field(name)
    label = model_field.verbose_name
    return CountField(
        label=f"{label} ({_('đồng')})" if name in FLOWS else label,
        help_text=" ".join((str(model_field.help_text), *_hints(name, baseline))).strip(),
        required=False,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": MAX_FIGURE_LENGTH}
        ),
    )


def _hints(name: str, baseline: Baseline) -> Iterator[str]:
    """Yield what a figure was last time, and what the quarters of a year add up to."""
    if (last := baseline.last.get(name)) is not None:
        values = {"period": baseline.last_period, "last": format_figure(last)}
        yield _("Last time (%(period)s): %(last)s.") % values
    if (expected := baseline.expected_of_year(name)) is not None:
        yield _("By your quarters: %(sum)s.") % {"sum": format_figure(expected)}
