"""The staff's forms beside a question: assignment, draft and reply."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.kit.text.lines import keep_single_ends
from portal.participation.questions.assignees import possible_assignees
from portal.participation.questions.models import Question, QuestionState
from portal.participation.questions.models.question import MAX_REPLY_LENGTH

WIDE = {"class": "vLargeTextField"}


class AssignForm(forms.Form):
    """The assignment of a question to somebody."""

    assignee = forms.ModelChoiceField(
        label=_("Who answers"),
        queryset=User.objects.none(),
        empty_label=None,
        help_text=_("Gets a letter, and reads the question from now on."),
        error_messages={"required": _("Choose somebody.")},
    )

    def __init__(self, data: QueryDict | None, *, initial: dict[str, User]) -> None:
        super().__init__(data, initial=initial)
        field: Any = self.fields["assignee"]
        field.queryset = possible_assignees()


def seen_draft(question: Question) -> dict[str, str]:
    """Return what a form keeps of the draft that stands in it."""
    return {"seen": question.reply, "seen_body": question.forwarded_to}


class DraftForm(forms.Form):
    """A reply that is not sent yet."""

    reply = forms.CharField(
        label=_("Words of the reply"),
        max_length=MAX_REPLY_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12} | WIDE),
        help_text=_("In whole sentences: who asked reads it as it stands. Text only."),
    )
    # The draft that stood there when the form was opened.
    seen = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    seen_body = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    # Another one that somebody saved meanwhile.
    theirs: Question | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_single_ends(self.fields.values())

    def show_theirs(self, question: Question) -> None:
        """Show the other draft beside what was typed; pressed again, the typed one counts."""
        self.theirs = question
        data: Any = dict(self.data.items()) | seen_draft(question)
        self.data = data


class ReplyForm(DraftForm):
    """The reply in the department's name, and what kind of reply it is."""

    state = forms.ChoiceField(
        label=_("What it is"),
        choices=[
            (QuestionState.ANSWERED, _("The answer")),
            (QuestionState.REFUSED, _("We do not answer; the reply says why")),
            (QuestionState.FORWARDED, _("Another body answers; the reply says why")),
        ],
        initial=QuestionState.ANSWERED,
        widget=forms.RadioSelect,
        help_text=_("Who asked gets a letter with a link to it."),
        error_messages={"required": _("Choose what it is; the letter says so.")},
    )
    forwarded_to = forms.CharField(
        label=_("Other body"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs=WIDE),
        help_text=_("Where another body answers: its full name. The letter names it."),
    )

    field_order = ["state", "forwarded_to", "reply", "seen", "seen_body"]

    def __init__(
        self, data: QueryDict | None, *, initial: dict[str, str], is_draft: bool = False
    ) -> None:
        """A draft may lack what a reply needs."""
        super().__init__(data, initial=initial)
        self.is_draft = is_draft
        self.fields["state"].required = not is_draft

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("state") != QuestionState.FORWARDED:
            cleaned["forwarded_to"] = ""
        if self.is_draft:
            return cleaned
        if not cleaned.get("reply") and "reply" not in self.errors:
            self.add_error("reply", _("Write the reply; who asked reads it."))
        if cleaned.get("state") == QuestionState.FORWARDED and not cleaned.get("forwarded_to"):
            self.add_error("forwarded_to", _("Say which body deals with it."))
        return cleaned
