"""Requests to join: who reads them, and the page on which a publisher answers."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.people import join_requests
from enterprises.people.admin.representatives import PeopleAdmin
from enterprises.people.models import JoinRequest, JoinState
from enterprises.profiles.models import Enterprise, RepresentativeRole
from portal.accounts.admin_access import PublishersAnswerMixin
from portal.accounts.reauthentication import require_recent_sign_in
from portal.accounts.roles import staff
from portal.kit.admin_pages import own_page, show_own_page
from portal.kit.admin_search import OneOfferedRow


class AnswerForm(forms.Form):
    """The answer: accepted with an enterprise and a role, or refused with a reason."""

    answer = forms.ChoiceField(
        label=_("Answer"),
        choices=[
            (JoinState.ACCEPTED, _("Accept: the person is invited by e-mail")),
            (JoinState.REFUSED, _("Refuse: the person reads your word by e-mail")),
        ],
        widget=forms.RadioSelect,
        help_text=_("Nothing is sent before you press the button below."),
        error_messages={"required": _("Choose one of the two.")},
    )
    enterprise = forms.ModelChoiceField(
        label=_("Enterprise"),
        queryset=Enterprise.objects.all(),
        required=False,
        widget=OneOfferedRow(JoinRequest._meta.get_field("enterprise"), admin.site),
        help_text=_("Where you accept: the enterprise that is here already. Empty: a new draft."),
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=RepresentativeRole.choices,
        widget=forms.RadioSelect,
        help_text=_("The first person of an enterprise is its owner."),
    )
    comment = forms.CharField(
        label=_("Your word"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=_("Where you refuse: why, and what would help. It stands in the letter."),
    )

    def clean(self) -> None:
        super().clean()
        is_refused = self.cleaned_data.get("answer") == JoinState.REFUSED
        if is_refused and not self.cleaned_data.get("comment", "").strip():
            self.add_error("comment", _("Say why; the enterprise reads it."))


@admin.register(JoinRequest)
class JoinRequestAdmin(PublishersAnswerMixin, PeopleAdmin):
    """Requests to join, waiting ones first; publishers answer each once."""

    list_display = ["number", "name", "tax_code", "state", "created_at", "decided_by"]
    list_display_links = ["number", "name"]
    list_filter = ["state"]
    list_select_related = ["decided_by"]
    search_fields = ["name", "tax_code", "email"]
    # By the alphabet, “waiting” is the last of the states.
    ordering = ["-state", "-created_at"]
    fields: ClassVar[Any] = [
        "number", "state", "name", "tax_code", "person", "email", "phone", "message",
        "created_at", "decided_by", "decided_at", "comment", "enterprise",
    ]  # fmt: skip
    readonly_fields = fields

    @admin.display(description=_("number"), ordering="pk")
    def number(self, join_request: JoinRequest) -> str:
        return join_request.number

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> Any:
        more = {"may_answer": self.has_decide_permission(request)} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, more)

    def waits(self, obj: JoinRequest) -> bool:
        return obj.state == JoinState.WAITING

    @own_page("<int:pk>/answer/", "answer")
    def answer(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        """Show the request and the form of its answer."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            # It gives somebody an account who had none: not by a browser left open.
            require_recent_sign_in(request)
        join_request = get_object_or_404(JoinRequest, pk=pk)
        known = join_requests.known_enterprise(join_request.tax_code)
        first = {"enterprise": known, "role": join_requests.default_role(known)}
        form = AnswerForm(request.POST if request.method == "POST" else None, initial=first)
        may_send = request.method == "POST" and form.is_valid()
        if may_send and (done := self._answered(request, join_request, form)) is not None:
            return done
        return show_own_page(
            request,
            "admin/people/joinrequest/answer.html",
            _("Answer a request"),
            opts=self.opts,
            join_request=join_request,
            known=known,
            alike=join_requests.others_waiting(join_request),
            form=form,
            media=self.media + form.media,
        )

    def _answered(
        self, request: HttpRequest, join_request: JoinRequest, form: AnswerForm
    ) -> HttpResponse | None:
        """Take the decision; nothing where it cannot be, which the form then says."""
        answer, by = form.cleaned_data, staff(request)
        try:
            if answer["answer"] == JoinState.ACCEPTED:
                join_requests.accept(
                    join_request, enterprise=answer["enterprise"], role=answer["role"], by=by
                )
            else:
                join_requests.refuse(join_request, comment=answer["comment"], by=by)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return None
        done = _("%(number)s is answered; the letter is on its way.") % {
            "number": join_request.number
        }
        self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:people_joinrequest_changelist"))
