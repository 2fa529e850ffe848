"""Support pages of the desk: open calls, applying, the answer, withdrawing."""

from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from enterprises.kit.steps import key_or_404
from enterprises.people import draft_recovery
from enterprises.people.access import desk_form, desk_form_page, desk_page, for_representatives
from enterprises.profiles.models import Representative
from portal.kit.text.lines import keep_single_ends
from portal.publishing.paging import page_of
from projects.support.services import (
    applications_of,
    apply_for_support,
    closed_calls,
    open_calls,
    take_back,
)
from projects.work.models import Application, ApplicationOutcome, SupportCall

# Open calls of one day; more are read in their projects.
MAX_ROWS = 50
# In the address and in the form: the call that is asked for.
CALL = "dot"


class SupportRequestForm(forms.Form):
    """The form by which an enterprise applies for support."""

    text = forms.CharField(
        label=gettext_lazy("What you ask for"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "What you need, what for, and how you meet the conditions. "
            "Only you and the department read it."
        ),
        error_messages={"required": gettext_lazy("Say in a few sentences what you ask for.")},
    )

    def __init__(self, data: QueryDict | None) -> None:
        super().__init__(data, label_suffix="")
        keep_single_ends(self.fields.values())


@for_representatives
@require_safe
def support(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show the open calls, and the applications of the enterprise."""
    page = page_of(request, applications_of(me.enterprise))
    ours = applications_of(me.enterprise).exclude(
        outcome__in=(ApplicationOutcome.REFUSED, ApplicationOutcome.TAKEN_BACK)
    )
    calls = open_calls().exclude(pk__in=ours.order_by().values("call"))
    context = {"calls": list(calls[:MAX_ROWS]), "page": page, "applications": page.rows}
    return desk_page(request, me, "projects/support/desk/list", **context)


@desk_form
def ask_for_support(request: HttpRequest, me: Representative) -> HttpResponse:
    """Show an open call with its application form; redirect to the list without one."""
    sent = draft_recovery.sent_or_restored(request, me)
    key = request.GET.get(CALL) or (sent.get(CALL) if sent is not None else "")
    if not key:
        return HttpResponseRedirect(reverse("projects:desk_support"))
    pk = key_or_404(str(key))
    call = open_calls().select_related("project__owner").filter(pk=pk).first()
    if call is None:
        return _closed(request, me, pk, sent)
    form = SupportRequestForm(sent)
    if request.method == "POST" and form.is_valid():
        try:
            return _apply(request, me, call, form.cleaned_data["text"])
        except ValidationError as error:
            form.add_error(None, error)
    return desk_form_page(request, me, "projects/support/desk/ask", call=call, form=form)


def _closed(
    request: HttpRequest, me: Representative, pk: int, sent: QueryDict | None
) -> HttpResponse:
    """Show what was typed for a call that is open no more, to be copied; 409 if it was sent.

    It is named where readers still see it. Raises Http404 where nothing was typed.
    """
    typed = sent.get("text", "") if sent is not None else ""
    call = closed_calls().filter(pk=pk).first()
    if sent is None or (call is None and not typed):
        raise Http404
    answer = desk_page(request, me, "projects/support/desk/closed", call=call, typed=typed)
    if request.method == "POST":
        answer.status_code = HTTPStatus.CONFLICT
        draft_recovery.discard(request, me)
    return answer


def _apply(request: HttpRequest, me: Representative, call: SupportCall, text: str) -> HttpResponse:
    application, is_new = apply_for_support(me, call, text)
    if not is_new and application.text.split() != text.split():
        # A colleague's words are sent already; these are shown to be copied.
        context = {"call": call, "typed": text, "earlier": application}
        answer = desk_page(request, me, "projects/support/desk/closed", **context)
        answer.status_code = HTTPStatus.CONFLICT
        return answer
    draft_recovery.discard(request, me)
    if is_new:
        text = _("Sent to the department. The answer comes by e-mail and stands here.")
        messages.success(request, text)
    else:
        text = _("You have asked for this already; here is what was sent.")
        messages.info(request, text)
    return HttpResponseRedirect(reverse("projects:desk_application", args=[application.pk]))


@desk_form
def application(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    """Show an application and its answer; a POST takes it back."""
    if request.method == "POST":
        return _take_back(request, me, pk)
    ours = applications_of(me.enterprise).select_related("call__project__owner")
    found = get_object_or_404(ours, pk=pk)
    waits = found.outcome == ApplicationOutcome.WAITING
    context = {"application": found, "waits": waits, "is_open": waits and _is_open(found)}
    return desk_page(request, me, "projects/support/desk/application", **context)


def _is_open(application: Application) -> bool:
    """Return whether the call of the application takes others still."""
    return open_calls().filter(pk=application.call_id).exists()


def _take_back(request: HttpRequest, me: Representative, pk: int) -> HttpResponse:
    try:
        taken = take_back(me, pk)
    except Application.DoesNotExist as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        again = _("Taken back. You may ask again while the call is open.")
        over = _("Taken back. The call takes no applications now, so you cannot ask again.")
        messages.success(request, again if _is_open(taken) else over)
    return HttpResponseRedirect(request.path)
