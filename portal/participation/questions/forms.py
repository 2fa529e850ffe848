"""Forms for citizens: a question, and number and address to look for its answer."""

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.participation.publicforms.forms import PublicForm, checked_address
from portal.participation.questions.models import Answer, Question
from portal.publishing.models import Section
from portal.publishing.models.section import MAX_ROWS


class QuestionForm(PublicForm, forms.ModelForm[Question]):
    """A question to the department: text only."""

    PURPOSE = "lien-he.hoi"

    section = forms.ChoiceField(
        label=_("Field of the question"),
        required=False,
        help_text=_("What your question is about. Not sure? Leave it open."),
    )

    class Meta:
        model = Question
        fields = ["text", "name", "email", "phone"]
        widgets: ClassVar[dict[str, Any]] = {
            "text": forms.Textarea(attrs={"rows": 7}),
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }
        error_messages: ClassVar[dict[str, Any]] = {
            "text": {"required": _("Write your question.")},
            "name": {"required": _("Write your name.")},
            "email": {"required": _("Write an e-mail address that our answer can go to.")},
        }

    field_order = ["section", "text", "name", "email", "phone"]

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data)
        shelves = list(Section.objects.of_kind(Answer.KIND)[:MAX_ROWS])
        if not shelves:
            del self.fields["section"]
            return
        field: Any = self.fields["section"]
        field.choices = [("", _("not chosen")), *((str(each.pk), each.name) for each in shelves)]
        field.error_messages["invalid_choice"] = _("This field is not there any more; choose one.")

    def clean_email(self) -> str:
        return checked_address(self.cleaned_data["email"])

    def to_question(self) -> Question:
        """Return the question, ready to be taken in."""
        question = self.instance
        question.stamp = self.key
        question.section_id = int(self.cleaned_data.get("section") or 0) or None
        return question


class TrackForm(PublicForm):
    """The number and the address that belong together; neither alone opens anything."""

    PURPOSE = "hoi-dap.tra-cuu"

    number = forms.CharField(
        label=_("Number of the question"),
        max_length=40,
        help_text=_("It stands in our letter, such as HD-2026-000123."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Write the number; it stands in our letter.")},
    )
    email = forms.EmailField(
        label=_("The e-mail that you wrote then"),
        max_length=200,
        help_text=_("The link goes there and nowhere else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write the e-mail address of your question.")},
    )

    def clean_email(self) -> str:
        return checked_address(self.cleaned_data["email"]).lower()
