"""The form that declares an emergency."""

import re
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.emergency.models import MAX_LENGTH, Emergency


class DayAndHourField(forms.DateTimeField):
    """A moment in one box; a day alone would be its beginning, and mostly its end is meant."""

    def to_python(self, value: Any) -> datetime | None:
        moment: datetime | None = super().to_python(value)
        if moment and isinstance(value, str) and not re.search(r"[\sTt]", value.strip()):
            raise ValidationError(_("Write the hour, too, such as 17:00."))
        return moment


class EmergencyForm(forms.ModelForm[Emergency]):
    """Level, words and times; an empty start means as soon as it is confirmed."""

    starts_at = DayAndHourField(
        label=_("Starts at"),
        required=False,
        help_text=_("Hour and day, such as 30/09/2026 18:00. Empty: once it is confirmed."),
    )

    required_css_class = "required"

    class Meta:
        model = Emergency
        fields: ClassVar[Any] = [
            "level", "headline", "advice", "headline_en", "advice_en", "starts_at", "ends_at",
        ]  # fmt: skip
        field_classes: ClassVar[Any] = {"ends_at": DayAndHourField}
        help_texts: ClassVar[Any] = {
            "level": _("As the bulletin of the weather service gives it."),
            "headline": _(
                "The banner of every page: “Storm no. 5, landfall on the night of 30/09”."
            ),
            "advice": _("One or two sentences below it: what to do, where to go."),
            "headline_en": _(
                "For pages below /en/: “Storm no. 5, landfall in the night of 30 September”."
                " Empty: these pages show the Vietnamese."
            ),
            "advice_en": _("The same two sentences for visitors: stay inside, whom to call."),
            "ends_at": _(
                "Hour and day. Empty: until two people end it, after 30 days at the latest."
            ),
        }
        widgets: ClassVar[Any] = {
            name: forms.Textarea(attrs={"rows": 3}) for name in ("advice", "advice_en")
        }

    def clean_starts_at(self) -> Any:
        return self.cleaned_data["starts_at"] or timezone.now()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if begins is None or "ends_at" in self.errors:
            return cleaned
        if ends is None:
            self._set_last_end(cleaned, begins)
        elif ends <= begins or ends <= timezone.now():
            self.add_error("ends_at", _("Write an end that is after the start and still to come."))
        elif ends - begins > MAX_LENGTH:
            self.add_error("ends_at", _("Write an end within 30 days of the start."))
        return cleaned

    def _set_last_end(self, cleaned: dict[str, Any], begins: datetime) -> None:
        """Let it end after 30 days, as nobody wrote when; a start before that is a mistake."""
        try:
            cleaned["ends_at"] = begins + MAX_LENGTH
        except OverflowError:
            self.add_error("ends_at", _("Write an end within 30 days of the start."))
            return
        if cleaned["ends_at"] <= timezone.now():
            text = _("That is more than 30 days ago: a warning that began then is over.")
            self.add_error("starts_at", text)
