"""The form for a word to the staff, after an answer was given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.kit.text.normalize import visible
from portal.participation.feedback.models import MAX_WORD
from portal.participation.publicforms.forms import PublicForm


class WordForm(PublicForm):
    """A few sentences; no name and no address is asked for."""

    PURPOSE = "co-ich"

    text = forms.CharField(
        label=_("What is missing here, or wrong?"),
        max_length=MAX_WORD,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only the staff reads it. Leave out names, addresses and numbers of people."),
        error_messages={"required": _("Write a word, or simply leave this page.")},
    )

    def __init__(self, *args: Any, is_useful: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_useful:
            self.fields["text"].label = _("What helped you, or what would make it better?")

    def clean_text(self) -> str:
        """Return the word without what nobody sees."""
        text = visible(self.cleaned_data["text"]).strip()
        if not text:
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text
