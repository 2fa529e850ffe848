"""A figure as it is written, cell by cell, in the grid or in a row of a sheet."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.exchange.sheets.values import one_of, yes_or_no
from portal.kit.text.normalize import nfc
from portal.publishing.models import Publication
from projects.indicators.entry.parsing import parse_number
from projects.indicators.entry.sources import Sources
from projects.indicators.models import Certainty, Indicator, Observation
from projects.indicators.observations import BatchRow, as_row
from projects.kit.numbers import ratio, rounded

# The columns of a figure that a cell of another name is for.
CELLS: Final = {"evidence": "source", "starts_on": "period"}
_MAX_TEXT_LENGTH: Final = 300


class FigureField(forms.CharField):
    """A number as people here write it, kept with just its digits.

    Of shares the sign may stand behind it: an Excel cell that is formatted so shows 35,5%.
    """

    sign = ""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "size": 8, "autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:  # type: ignore[override]  # no text
        if self.sign and isinstance(value, str):
            value = value.strip().removesuffix(self.sign)
        return parse_number(value)

    def has_changed(self, initial: object, data: object) -> bool:
        return str(initial or "") != str(data or "").strip()


class StateField(forms.CharField):
    """A field for a figure's certainty, by its label or key; "" where empty."""

    widget = forms.Select(choices=Certainty.choices)

    def to_python(self, value: object) -> str:
        return str(one_of(value, dict(Certainty.choices)))


class YesField(forms.Field):
    """A yes/no field: a tick, or “Có” in a sheet; an empty cell is no."""

    widget = forms.CheckboxInput

    def to_python(self, value: object) -> bool:
        return value if isinstance(value, bool) else bool(yes_or_no(value))


class SourceField(forms.CharField):
    """A page of this site by its address or its number, looked up by the form's sources."""

    widget = forms.TextInput(attrs={"size": 18})
    sources: Sources

    def clean(self, value: object) -> Publication | None:
        written = super().clean(value)
        return self.sources.find(written) if written else None


class FigureForm(forms.Form):
    """One figure; without a value it is worked out from what is counted and divided."""

    value = FigureField(label=gettext_lazy("value"), required=False)
    state = StateField(label=gettext_lazy("state"), required=False)
    source = SourceField(label=gettext_lazy("source"), required=False)
    numerator = FigureField(label=gettext_lazy("counted"), required=False)
    denominator = FigureField(label=gettext_lazy("divided by"), required=False)
    note = forms.CharField(label=gettext_lazy("note"), required=False, max_length=_MAX_TEXT_LENGTH)
    reason = forms.CharField(
        label=gettext_lazy("why it is corrected"), required=False, max_length=_MAX_TEXT_LENGTH
    )
    is_sample = YesField(label=gettext_lazy("sample"), required=False)

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        indicator: Indicator,
        sources: Sources,
        source: str = "",
        prefix: str | None = None,
        initial: dict[str, object] | None = None,
    ) -> None:
        super().__init__(data, prefix=prefix, initial=initial)
        self.indicator, self.sources = indicator, sources
        # The source of figures that name none of their own.
        self.common_source = source
        self.fields["source"].sources = sources  # type: ignore[attr-defined]  # a SourceField
        self.fields["value"].sign = indicator.share_sign  # type: ignore[attr-defined]  # a FigureField

    def clean_note(self) -> str:
        return nfc(self.cleaned_data["note"]).strip()

    def clean_reason(self) -> str:
        return nfc(self.cleaned_data["reason"]).strip()

    def clean(self) -> None:
        super().clean()
        if not {"value", "numerator", "denominator"} & self.errors.keys():
            self._work_out_value()
        if "source" in self.cleaned_data and self.cleaned_data["source"] is None:
            self._take_common_source()

    def _work_out_value(self) -> None:
        cleaned = self.cleaned_data
        if cleaned["value"] is not None:
            return
        above, below = cleaned["numerator"], cleaned["denominator"]
        if above is None or below is None:
            text = _("Write the figure, such as 35,5; figures are corrected and never emptied.")
            self.add_error("value", text)
        elif below == 0:
            self.add_error("denominator", _("Nothing is divided by 0; write what it is."))
        else:
            cleaned["value"] = rounded(ratio(self.indicator.unit, above, below))

    def _take_common_source(self) -> None:
        try:
            self.cleaned_data["source"] = self.sources.find(self.common_source)
        except ValidationError as error:
            text = _("Write which page of this site says so: its address or its number.")
            self.add_error("source", error if self.common_source.strip() else text)

    def row(self, *, series: int, first: date, last: date, by: int) -> BatchRow:
        """Return the figure as a batch of a change set keeps it."""
        cleaned = self.cleaned_data
        same = ("value", "numerator", "denominator", "note", "is_sample", "reason")
        return as_row(
            Observation(
                series_id=series,
                starts_on=first,
                ends_on=last,
                state=cleaned["state"] or Certainty.PROVISIONAL,
                evidence_id=cleaned["source"].pk,
                recorded_by_id=by,
                **{name: cleaned[name] for name in same},
            )
        )

    def refuse(self, errors: Mapping[str, Iterable[str]]) -> None:
        """Show what the rules of figures say against the row, each at its cell."""
        for column, messages in errors.items():
            cell = CELLS.get(column, column)
            for message in messages:
                self.add_error(cell if cell in self.fields else None, message)


def cells_of(observation: Observation | None) -> dict[str, object]:
    """Return the initial cells of a stored figure, or of a new one."""
    if observation is None:
        return {"state": str(Certainty.PROVISIONAL)}
    return {
        "value": typed(observation.value),
        "state": str(observation.state),
        "source": observation.evidence.path,
        "numerator": typed(observation.numerator),
        "denominator": typed(observation.denominator),
        "note": observation.note,
        "is_sample": observation.is_sample,
    }


def typed(value: Decimal | None) -> str:
    """Return a figure as somebody types it: with a comma, without signs between thousands."""
    return "" if value is None else f"{value:f}".replace(".", ",")
