"""The form for a comment on a draft: text only."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.participation.consultations.models import ConsultationComment
from portal.participation.consultations.models.comment import parse_number
from portal.participation.publicforms.contacts import PhoneEndField, PhoneField, ReachableForm
from portal.participation.publicforms.forms import PublicForm

SHOWN, HIDDEN = "1", "0"


class CommentForm(ReachableForm, PublicForm, forms.ModelForm[ConsultationComment]):
    """A comment with the name and address of who sends it, and whether the name may be shown."""

    PURPOSE = "gop-y"

    name_is_shown = forms.TypedChoiceField(
        label=_("When the comment is shown"),
        choices=[
            (HIDDEN, _("show the comment without my name")),
            (SHOWN, _("show my name beside the comment")),
        ],
        coerce=lambda value: value == SHOWN,
        initial=HIDDEN,
        help_text=_("The staff reads each comment before anybody else can see it."),
    )
    phone = PhoneField(
        label=_("Your telephone"),
        help_text=_("Without an e-mail address we call you. It is never shown."),
    )

    field_order = ["text", "name", "email", "phone", "organisation", "name_is_shown"]

    class Meta:
        model = ConsultationComment
        fields = ["text", "name", "email", "phone", "organisation", "name_is_shown"]
        labels: ClassVar[dict[str, Any]] = {
            "text": _("Your comment"),
            "name": _("Your full name"),
            "email": _("Your e-mail"),
            "organisation": _("For which body or enterprise"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _("Say which article or page of the draft you mean, and what to change."),
            "name": "",
            "email": _("Our receipt goes there; or leave a telephone number. It is never shown."),
            "organisation": _("Only where you speak for one."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 10}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "organisation": forms.TextInput(attrs={"autocomplete": "organization"}),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "text": {"required": _("Write your comment.")},
            "name": {"required": _("Write your name.")},
        }


class CommentTrackForm(PublicForm):
    """The number of a comment and the end of the telephone number that belongs to it."""

    PURPOSE = "gop-y.tra-cuu"

    number = forms.CharField(
        label=_("Number of the comment"),
        max_length=40,
        help_text=_("It stands on the receipt, such as GY-00012."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number; it stands on the receipt.")},
    )
    phone_end = PhoneEndField(
        label=_("The last four digits of your telephone"),
        help_text=_("Of the number that you left with the comment."),
        error_messages={"required": _("Write the last four digits of the telephone number.")},
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not parse_number(number):
            raise ValidationError(_("This is no number of a comment; write it as GY-00012."))
        return number
