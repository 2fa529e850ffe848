"""The form in which the staff decides on a comment and answers it, and what it is told then."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.participation.consultations.models import CommentState, ConsultationComment

DECISION_FIELDS = ("state", "reason")
ANSWER_FIELDS = ("verdict", "answer")
# The button beside the form that notes a call, and saves nothing of what is typed.
PHONED = "_phoned"


class DecisionForm(forms.ModelForm[ConsultationComment]):
    """The decision on a comment; refused if somebody else has decided since it was opened."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ConsultationComment
        fields = [*DECISION_FIELDS, *ANSWER_FIELDS]
        help_texts: ClassVar[dict[str, Any]] = {
            "reason": gettext_lazy(
                "Where it is refused: why. The sender reads it in a letter, or is called; once it "
                "is told, any other wording is told anew."
            ),
        }

    def __init__(
        self,
        data: QueryDict | None = None,
        files: object = None,
        *,
        instance: ConsultationComment,
    ) -> None:
        # A decision is a button; which one, it says itself.
        if data is not None and "_decide" in data:
            data = data.copy()  # the request keeps its own
            data["state"] = str(data["_decide"])
        super().__init__(data, instance=instance)
        self.fields["seen"].initial = self.instance.changed_at.isoformat()
        state: Any = self.fields.get("state")
        if state is not None:
            state.widget = forms.HiddenInput()
        if state is not None and self.instance.state != CommentState.WAITING:
            # What was decided may be decided otherwise, not undone as if nobody had read it.
            waiting = CommentState.WAITING
            state.choices = [choice for choice in state.choices if choice[0] != waiting]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("reason", "answer"):
            if name in cleaned:
                cleaned[name] = cleaned[name].strip()
        if cleaned.get("state") == CommentState.SHOWN and not self.instance.text:
            self.add_error(None, _("The words of this comment were erased; nothing can be shown."))
        self._refuse_stale(cleaned.get("seen", ""))
        if PHONED in self.data:
            self.add_error(None, _("What you typed below is not saved yet: save it, too."))
        return cleaned

    def _refuse_stale(self, seen: str) -> None:
        """Show what somebody else decided since, beside what was typed; saved again, it counts."""
        rows = ConsultationComment.objects.select_for_update(of=("self",))
        now = rows.select_related("decided_by").get(pk=self.instance.pk)
        if seen == now.changed_at.isoformat():
            return
        data: Any = dict(self.data.items())
        self.data = data
        data[self.add_prefix("seen")] = now.changed_at.isoformat()
        parts = [now.get_state_display(), now.reason, now.get_verdict_display(), now.answer]
        theirs = " · ".join(part for part in parts if part)
        text = _(
            "Somebody changed this comment at %(when)s while you had it open. It now says: "
            "%(theirs)s. Your words are below; save again where they should stand."
        )
        values = {"when": clock(now.changed_at), "theirs": theirs}
        self.add_error(None, ValidationError(text % values, code="stale"))

    def _post_clean(self) -> None:
        """Ask the row's rules also where a field is closed to this person."""
        super()._post_clean()  # type: ignore[misc]  # Django's own hook
        if not self.errors:
            try:
                # Who decided and when is noted as the row is stored.
                self.instance.validate_constraints({"decided_at", "decided_by"})
            except ValidationError as error:
                self.add_error(None, error.messages)


def clock(moment: datetime) -> str:
    """Return a moment as these pages write it."""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def what_is_now(comment: ConsultationComment) -> str:
    """Say what readers see of a comment after a decision, and who was told by letter."""
    values = {"number": comment.number, "email": comment.email}
    if comment.state == CommentState.REFUSED:
        message = _("Comment %(number)s is not shown to readers.")
    elif comment.is_public:
        message = _("Comment %(number)s is public now.")
    else:
        message = _("Comment %(number)s will be public with the page of the draft.")
    if comment.email:
        next_step = _("A letter goes to %(email)s.")
    elif comment.phone:
        values["phone"] = comment.shown_phone
        next_step = _("No letter goes out: call %(phone)s, then note it here.")
    else:
        next_step = _("There is no address to tell.")
    return f"{message} {next_step}" % values


def what_many_are_now(comments: list[ConsultationComment]) -> str:
    """Say what readers see of comments that were let through at once, and who is to be called."""
    sentences = []
    if public := sum(comment.is_public for comment in comments):
        text = ngettext(
            "%(number)d comment is shown to readers now.",
            "%(number)d comments are shown to readers now.",
            public,
        )
        sentences.append(text % {"number": public})
    if later := len(comments) - public:
        text = ngettext(
            "%(number)d comment will be shown with the page of the draft.",
            "%(number)d comments will be shown with the page of the draft.",
            later,
        )
        sentences.append(text % {"number": later})
    if to_call := [comment.number for comment in comments if comment.is_to_be_phoned]:
        text = _("Some senders get no letter: call, then note it at each comment: %(numbers)s.")
        sentences.append(text % {"numbers": ", ".join(to_call)})
    return " ".join(sentences)


def what_is_saved(comment: ConsultationComment) -> str:
    """Say when readers see what was saved, if ever."""
    if comment.state != CommentState.SHOWN:
        return _("Saved. Readers do not see the comment, and no letter goes out.")
    if comment.consultation.is_public and comment.consultation.shown_outcome:
        return _("Saved. Readers see it now, with the summary.")
    return _("Saved. Readers see it once the summary is public.")
