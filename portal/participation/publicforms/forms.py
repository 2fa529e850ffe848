"""The base of forms that anybody may send."""

from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.kit.text.emails import check_can_be_written_to
from portal.kit.text.lines import keep_single_ends
from portal.kit.text.normalize import nfc, visible
from portal.participation.publicforms.stamps import Stamp, hold, new_stamp, read_stamp

# Nobody reads and fills in a form faster, and a page left open longer may be out of date.
MIN_AGE: Final = timedelta(seconds=3)
MAX_AGE: Final = timedelta(hours=24)
STAMP: Final = "stamp"
# People do not see it; what fills in every field is no person.
TRAP: Final = "website"
TRAPPED: Final = _("A hidden field was filled in, perhaps by your browser. Please send again.")
TOO_FAST: Final = _("That was very fast. Please look over what you wrote, and send again.")
TOO_OLD: Final = _("This page was open for long. Look whether all is still right, and send again.")


class PublicForm(forms.Form):
    """Refuses machines and hands back to people what they typed, with a word on what to do.

    A page shows it with `components/public_form.html`; the row made of it stores `key` in a unique
    column, so that a form sent twice makes one row.
    """

    PURPOSE: ClassVar[str]

    website = forms.CharField(label=_("Leave this empty"), required=False, max_length=500)
    stamp = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    # Known after `is_valid`.
    _handed_out: Stamp

    def __init__(self, data: QueryDict | None = None) -> None:
        # A copy: what is shown again has a mark that is good.
        super().__init__(None if data is None else data.copy(), label_suffix="")
        self.fields[STAMP].initial = lambda: new_stamp(self.PURPOSE)
        keep_single_ends(self.fields.values())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        texts = {name: value for name, value in cleaned.items() if isinstance(value, str)}
        for name, value in texts.items():
            # What nobody sees says nothing.
            cleaned[name] = nfc(value).strip() if visible(value).strip() else ""
            if self.fields[name].required and not cleaned[name]:
                self.add_error(name, self.fields[name].error_messages["required"])
        self._look_at_trap()
        self._look_at_stamp()
        return cleaned

    @property
    def key(self) -> UUID:
        """Return the unique key of this form with these words, however often it is sent."""
        words = {name: value for name, value in self.cleaned_data.items() if name != STAMP}
        return self._handed_out.key_with(words)

    def trap_field(self) -> forms.BoundField:
        """Return the field that people do not see."""
        return self[TRAP]

    def shown_fields(self) -> list[forms.BoundField]:
        """Return the fields that people fill in."""
        return [field for field in self.visible_fields() if field.name != TRAP]

    def _look_at_trap(self) -> None:
        if self.cleaned_data.get(TRAP):
            # A browser that fills in by itself is no machine: sent again, it goes through.
            self.add_error(None, ValidationError(TRAPPED, code="trap"))

    def _look_at_stamp(self) -> None:
        stamp = read_stamp(self.cleaned_data.get(STAMP, ""), self.PURPOSE)
        if stamp is None or stamp.age() > MAX_AGE:
            data: Any = self.data
            data[self.add_prefix(STAMP)] = new_stamp(self.PURPOSE)
            self.add_error(None, ValidationError(TOO_OLD, code="old"))
        elif self.errors or hold(min(MIN_AGE, MIN_AGE - stamp.age())):
            # With other errors it comes back anyway, and later. Where the clock was ahead it seems
            # to come from the time to come: nobody waits till then.
            self._handed_out = stamp
        else:
            self.add_error(None, ValidationError(TOO_FAST, code="fast"))


def checked_address(email: str) -> str:
    """Return the address; raise ValidationError if no letter reaches it, or somebody else.

    In small letters, signs such as “K” of Kelvin would become the letter of another's address.
    """
    check_can_be_written_to(email)
    if len(email.lower()) != len(email):
        raise ValidationError(EmailValidator.message, code="invalid")
    return email
