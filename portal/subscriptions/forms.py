"""The form to follow something by e-mail, and the one to change what is followed."""

from typing import Final

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.participation.publicforms.forms import PublicForm, checked_address
from portal.subscriptions.models import Frequency

LANGUAGES: Final = [("vi", "Tiếng Việt"), ("en", "English")]


class FollowForm(PublicForm):
    """An address, how often, and in which language."""

    PURPOSE = "theo-doi.thu"

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("We send a letter there first; nothing follows before you answer it."),
        error_messages={"required": _("Write the e-mail address that letters shall go to.")},
    )
    frequency = forms.ChoiceField(label=_("How often"), choices=Frequency, initial=Frequency.WEEKLY)
    language = forms.ChoiceField(
        label=_("Language of the letters"),
        choices=LANGUAGES,
        initial=get_language,
    )

    def clean_email(self) -> str:
        return checked_address(self.cleaned_data["email"]).lower()


class FrequencyForm(forms.Form):
    """How often letters on one thing come from now on; empty: never again."""

    frequency = forms.ChoiceField(choices=[*Frequency.choices, ("", _("do not follow any more"))])
    frequency.required = False


class LanguageForm(forms.Form):
    """The language of all letters to a follower from now on."""

    language = forms.ChoiceField(choices=LANGUAGES)
