"""Questions in the admin: who reads them, and who replies."""

from http import HTTPStatus
from typing import Any, Final, NoReturn

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import F, Q, QuerySet
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django_stubs_ext import StrPromise

from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.models import User
from portal.accounts.roles import edits, staff, works_here
from portal.kit.admin import ReadOnlyAdmin
from portal.kit.admin_pages import row_or_404, show_own_page
from portal.participation.publicforms.admin_search import ReceiptSearchMixin
from portal.participation.publicforms.calls import ToBePhonedFilter, mark_phoned
from portal.participation.questions import services
from portal.participation.questions.admin_forms import (
    AssignForm,
    DraftForm,
    ReplyForm,
    seen_draft,
)
from portal.participation.questions.finding import SEARCHED
from portal.participation.questions.models import Answer, Question, QuestionState
from portal.participation.questions.models.question import OPEN, TO_BE_PHONED

# What can be pressed beside a question, and what is said when it is done.
BUTTONS: Final[dict[str, str | StrPromise]] = {
    "assign": _("%(number)s is given to its new reader."),
    "save": _("The draft of %(number)s is saved; nothing is sent."),
    "send": _("%(number)s is closed; the letter is on its way."),
    "phoned": _("It is noted that the asker of %(number)s was called."),
    "publish": "",
}
_CALL: Final = _("%(number)s is closed. No letter reaches the asker: call %(phone)s.")


def _title(question: Question) -> str:
    """Return the number with the first words: a number alone tells nobody which one it is."""
    return ": ".join(filter(None, (question.number, question.beginning)))


def _kind_of_draft(question: Question) -> dict[str, str]:
    """Return what kind of reply a draft is; where that is not kept, whoever sends it chooses."""
    if question.forwarded_to:
        return {"state": QuestionState.FORWARDED, "forwarded_to": question.forwarded_to}
    return {"state": ""} if question.reply else {}


class WaitingFilter(admin.SimpleListFilter):
    """Filters what waits, what is late, and what nobody has taken up."""

    title = _("what waits")
    parameter_name = "cho"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Question]
    ) -> list[tuple[str, StrPromise]]:
        return [
            ("mo", _("not closed")),
            ("tre", _("the reply is late")),
            ("con-han", _("the reply is not late yet")),
            ("chua-giao", _("given to nobody")),
            ("toi", _("given to me")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> QuerySet[Question]:
        waits = Q(state__in=OPEN) | TO_BE_PHONED
        late = Q(due_on__lt=timezone.localdate())
        conditions: dict[str | None, Q] = {
            "mo": Q(state__in=OPEN),
            "tre": waits & late,
            "con-han": waits & ~late,
            "chua-giao": Q(state=QuestionState.RECEIVED),
            "toi": Q(state=QuestionState.ASSIGNED, assignee=staff(request)),
        }
        return queryset.filter(conditions.get(self.value(), Q()))


@admin.register(Question)
class QuestionAdmin(ReceiptSearchMixin, StaffSeesMixin, ReadOnlyAdmin):
    """Editors and publishers read all and reply; a reporter reads what was given to them.

    Others are not found (404). Nothing is added, rewritten or deleted here.
    """

    handbook = "hoi-dap"
    list_display = ["number", "beginning", "section", "state", "due", "assignee", "received_at"]
    list_display_links = ["number", "beginning"]
    sortable_by = ["number", "received_at"]
    list_filter = [WaitingFilter, ToBePhonedFilter, "state"]
    # What waits, by the day it is due; then what was closed last.
    ordering = [F("closed_at").desc(nulls_first=True), "due_on", "pk"]
    list_select_related = ["section", "assignee"]
    search_fields = SEARCHED
    search_help_text = _("The number, the e-mail, the telephone, or words of the question.")
    change_form_template = "admin/questions/question/change_form.html"

    @admin.display(description=_("number"), ordering="pk")
    def number(self, question: Question) -> str:
        return question.number

    @admin.display(description=_("question"))
    def beginning(self, question: Question) -> str:
        return question.beginning or "—"

    @admin.display(description=_("to be answered by"))
    def due(self, question: Question) -> str:
        day = f"{question.due_on:%d/%m/%Y}"
        return f"{day} ({_('late')})" if question.is_late else day

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        """Return what the person may read."""
        readable = Question.objects.visible_to(staff(request)).values("pk")
        return super().get_queryset(request).filter(pk__in=readable)

    # --- rights: a permission that is missing would tell that something is there -------------

    def add_view(self, *args: object, **kwargs: object) -> NoReturn:
        raise Http404

    def delete_view(self, *args: object, **kwargs: object) -> NoReturn:
        raise Http404

    def history_view(self, *args: object, **kwargs: object) -> NoReturn:
        # The record of changes tells the steps; Django's own would be empty.
        raise Http404

    # --- one question --------------------------------------------------------------------------

    # A report of an error holds nothing of who asked, and no draft.
    @method_decorator(sensitive_post_parameters())
    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show the question with what can be done: assign it, reply, make a page of it."""
        rows = self.get_queryset(request).select_related(
            "section", "assignee", "published_as", "phoned_by"
        )
        typed = request.POST.get("reply", "").strip()
        try:
            question = row_or_404(rows, object_id)
        except Http404:
            if typed and works_here(staff(request)):
                return self._show_unsent(request, typed)
            raise
        replies = edits(request.user)
        forms = self._forms(request, question, replies=replies)
        pressed = request.POST.get("_do", "") if request.method == "POST" else ""
        if pressed and (done := self._handle(request, question, pressed, forms)) is not None:
            return done
        return show_own_page(
            request,
            self.change_form_template,
            _title(question),
            opts=self.opts,
            question=question,
            replies=replies,
            media=self.media,
            typed="" if "reply" in forms else typed,
            **forms,
        )

    def _show_unsent(self, request: HttpRequest, typed: str) -> HttpResponse:
        """Show a reply to who may not read its question any more; the same where there is none."""
        template = "admin/questions/question/unsent.html"
        answer = show_own_page(request, template, _("It is not saved"), opts=self.opts, typed=typed)
        answer.status_code = HTTPStatus.NOT_FOUND
        return answer

    def _forms(
        self, request: HttpRequest, question: Question, *, replies: bool
    ) -> dict[str, BaseForm]:
        if not question.is_open:
            return {}
        pressed = request.POST.get("_do")
        draft = {"reply": question.reply} | seen_draft(question)
        typed = request.POST if pressed in ("send", "save") else None
        forms: dict[str, BaseForm] = {"reply": DraftForm(typed, initial=draft)}
        if replies:
            draft |= _kind_of_draft(question)
            forms["reply"] = ReplyForm(typed, initial=draft, is_draft=pressed == "save")
            typed = request.POST if pressed == "assign" else None
            given = {"assignee": question.assignee or staff(request)}
            forms["assign"] = AssignForm(typed, initial=given)
        return forms

    def _handle(
        self, request: HttpRequest, question: Question, pressed: str, forms: dict[str, BaseForm]
    ) -> HttpResponse | None:
        """Do what the pressed button says; nothing where it cannot be, which the page then says."""
        if pressed not in BUTTONS or not (pressed == "save" or edits(request.user)):
            raise Http404
        if pressed == "phoned" and not question.is_to_be_phoned:
            return None
        form = forms.get("assign" if pressed == "assign" else "reply")
        if form is not None and form.is_bound and not form.is_valid():
            return None
        data = form.cleaned_data if form is not None and form.is_bound else {}
        try:
            page = self._perform(question, pressed, data, by=staff(request))
        except ValidationError as error:
            if isinstance(form, DraftForm) and getattr(error, "code", None) == "stale":
                question.refresh_from_db(fields=["reply", "forwarded_to"])
                form.show_theirs(question)
            self._refused(request, form, error)
            return None
        return (
            self._success(request, question, pressed)
            if page is None
            else self._draft_made(request, question, page)
        )

    @staticmethod
    def _perform(
        question: Question, pressed: str, data: dict[str, Any], *, by: User
    ) -> Answer | None:
        """Perform what was pressed; raise ValidationError if somebody closed it meanwhile."""
        if pressed == "publish":
            return services.publish_draft(question, by=by)
        if pressed == "phoned":
            mark_phoned(question, by=by)
            return None
        reply = data.get("reply", "")
        seen = {name: data.get(name, "") for name in ("seen", "seen_body")}
        if pressed == "assign":
            services.assign(question, to=data.get("assignee", by), by=by)
        elif pressed == "save":
            to = data.get("forwarded_to")
            services.save_draft(question, reply=reply, forwarded_to=to, **seen)
        else:
            state = QuestionState(data.get("state", QuestionState.ANSWERED))
            to = data.get("forwarded_to", "")
            services.close(question, state, reply=reply, by=by, forwarded_to=to, **seen)
        return None

    def _refused(self, request: HttpRequest, form: BaseForm | None, error: ValidationError) -> None:
        if form is not None and form.is_bound:
            form.add_error(None, error.messages)
        else:
            self.message_user(request, " ".join(error.messages), messages.ERROR)

    def _success(self, request: HttpRequest, question: Question, pressed: str) -> HttpResponse:
        message = _CALL if pressed == "send" and question.is_phone_only else BUTTONS[pressed]
        text = str(message) % {"number": question.number, "phone": question.shown_phone}
        self.message_user(request, text, messages.SUCCESS)
        still_here = Question.objects.visible_to(staff(request)).filter(pk=question.pk).exists()
        name = (
            "admin:questions_question_change"
            if still_here
            else "admin:questions_question_changelist"
        )
        return HttpResponseRedirect(reverse(name, args=[question.pk] if still_here else []))

    def _draft_made(self, request: HttpRequest, question: Question, page: Answer) -> HttpResponse:
        text = _("A draft is made, without who asked. Read all of it before you submit it.")
        self.message_user(request, text, messages.SUCCESS)
        if services.is_longer_than_a_page(question):
            text = _(
                "The question is too long for a page, and its end is left out: "
                "see that the draft still says what was asked."
            )
            self.message_user(request, text, messages.WARNING)
        return HttpResponseRedirect(reverse("admin:questions_answer_change", args=[page.pk]))
