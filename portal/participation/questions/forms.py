"""Forms for citizens: a question, and number and address to look for its answer."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.participation.publicforms.contacts import PhoneEndField, PhoneField, ReachableForm
from portal.participation.publicforms.forms import PublicForm
from portal.participation.questions.models import Answer, Question
from portal.participation.questions.models.question import parse_number
from portal.publishing.language_tags import plain_name
from portal.publishing.languages import ENGLISH
from portal.publishing.models import Section
from portal.publishing.models.section import MAX_ROWS


class QuestionForm(ReachableForm, PublicForm, forms.ModelForm[Question]):
    """A question to the department: text only."""

    PURPOSE = "lien-he.hoi"

    section = forms.ChoiceField(
        label=_("Field of the question"),
        required=False,
        help_text=_("What your question is about. Not sure? Leave it open."),
    )
    phone = PhoneField(
        label=_("your telephone"),
        help_text=_("Without an e-mail address we call you to say the answer."),
    )

    class Meta:
        model = Question
        fields = ["text", "name", "email", "phone"]
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 7}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "text": {"required": _("Write your question.")},
            "name": {"required": _("Write your name.")},
        }

    field_order = ["section", "text", "name", "email", "phone"]

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        shelves = Section.objects.of_kind(Answer.KIND)
        if get_language() == ENGLISH:
            # No choice holds a name in another language.
            shelves = shelves.exclude(name_en="")
        choices = [(str(each.pk), plain_name(each)) for each in shelves[:MAX_ROWS]]
        if not choices:
            del self.fields["section"]
            return
        field: Any = self.fields["section"]
        field.choices = [("", _("not chosen")), *choices]
        field.error_messages["invalid_choice"] = _("This field is not there any more; choose one.")

    def to_question(self) -> Question:
        """Return the question, ready to be taken in."""
        question = self.instance
        question.stamp, question.language = self.key, get_language() or ""
        question.section_id = int(self.cleaned_data.get("section") or 0) or None
        return question


class TrackForm(ReachableForm, PublicForm):
    """The number, with the address or the end of the telephone number that belongs to it."""

    PURPOSE = "hoi-dap.tra-cuu"
    ALTERNATIVES = ("email", "phone_end")
    NEITHER = _("Write the e-mail, or the end of the telephone number.")

    number = forms.CharField(
        label=_("Number of the question"),
        max_length=40,
        help_text=_("It stands on the receipt, such as HD-2026-000123."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number; it stands on the receipt.")},
    )
    email = forms.EmailField(
        label=_("The e-mail that you wrote then"),
        max_length=200,
        help_text=_("A link to the question and its answer goes there and nowhere else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone_end = PhoneEndField(
        label=_("Or the last four digits of your telephone"),
        help_text=_("You see at once where the question stands, without its words."),
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if not parse_number(number)[1]:
            raise ValidationError(_("This is no number of a question; write it as HD-2026-000123."))
        return number
