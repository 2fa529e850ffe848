"""The form with which an enterprise raises an obstacle."""

from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from enterprises.briefings.models import ActionItem
from portal.kit.text.lines import keep_single_ends
from portal.kit.text.normalize import nfc


class ObstacleForm(forms.ModelForm[ActionItem]):
    """The form for an obstacle, in one line and then at length."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    class Meta:
        model = ActionItem
        fields: ClassVar[Any] = ["subject", "details"]
        labels: ClassVar[Any] = {
            "subject": _("What stands in your way, in one line"),
            "details": _("Tell us more"),
        }
        help_texts: ClassVar[Any] = {
            "subject": _("For example: no agreement yet on connecting the two networks."),
            "details": _(
                "Where, since when, with whom, what you have tried, what you would need. "
                "Only the department reads it."
            ),
        }
        widgets: ClassVar[Any] = {"details": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_single_ends(self.fields.values())

    def clean_subject(self) -> str:
        return " ".join(nfc(self.cleaned_data["subject"]).split())
