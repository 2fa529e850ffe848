"""Consultations in the admin, and the comments on them: read, shown or refused, answered."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.accounts.admin_access import EditorsSeeMixin
from portal.accounts.roles import PUBLISH, staff
from portal.editing.filters import ShortRelatedFilter
from portal.editing.publication_admin import PublicationAdmin
from portal.kit.admin import LongListAdmin, NoAddMixin, NoDeleteMixin
from portal.participation.consultations import services
from portal.participation.consultations.admin_forms import (
    ANSWER_FIELDS,
    DECISION_FIELDS,
    PHONED,
    DecisionForm,
    clock,
    what_is_now,
    what_is_saved,
    what_many_are_now,
)
from portal.participation.consultations.comment_sheets import CommentSheetsMixin
from portal.participation.consultations.models import (
    CommentState,
    Consultation,
    ConsultationComment,
)
from portal.participation.consultations.personal import erase_completely
from portal.participation.publicforms.admin_search import ReceiptSearchMixin
from portal.participation.publicforms.calls import ToBePhonedFilter, mark_phoned


@admin.register(ConsultationComment)
class CommentAdmin(
    CommentSheetsMixin,
    ReceiptSearchMixin,
    EditorsSeeMixin,
    NoAddMixin,
    NoDeleteMixin,
    LongListAdmin,
):
    """Comments, waiting ones first; editors answer, publishers decide what readers see.

    A comment is refused with a reason and never deleted.
    """

    handbook = "lay-y-kien-du-thao"
    form = DecisionForm
    list_display = ["number", "excerpt", "consultation", "state", "verdict", "received_at"]
    list_display_links = ["number", "excerpt"]
    list_filter: ClassVar[Any] = [
        "state", "verdict", ToBePhonedFilter, ("consultation", ShortRelatedFilter),
    ]  # fmt: skip
    list_select_related = ["consultation"]
    search_fields = ["text", "name", "organisation", "email", "phone"]
    search_help_text = gettext_lazy(
        "The number, the name, the e-mail, the telephone, or words of the comment."
    )
    # By the alphabet, “waiting” is the last of the states.
    ordering = ["-state", "-received_at"]
    actions = ["show_to_readers", "take_names_off"]
    comment_fields: ClassVar[Any] = [
        "number", "consultation", "received_at", "text", "name", "organisation", "email",
        "shown_number", "shown_consent",
    ]  # fmt: skip
    # How it stands: said once, with who decided once somebody has.
    state_fields: ClassVar[Any] = ["state_label", "decided_by", "decided_at"]

    @admin.display(description=gettext_lazy("number"), ordering="pk")
    def number(self, comment: ConsultationComment) -> str:
        return comment.number

    @admin.display(description=gettext_lazy("state"))
    def state_label(self, comment: ConsultationComment) -> str:
        return comment.get_state_display()

    @admin.display(description=ConsultationComment._meta.get_field("name_is_shown").verbose_name)
    def shown_consent(self, comment: ConsultationComment) -> str:
        return _("yes") if comment.name_is_shown else _("no")

    @admin.display(description=gettext_lazy("telephone"))
    def shown_number(self, comment: ConsultationComment) -> str:
        if not comment.phone or comment.phoned_at is None:
            return comment.shown_phone or "—"
        values = {"at": clock(comment.phoned_at), "who": comment.phoned_by}
        return f"{comment.shown_phone} · {_('called on %(at)s by %(who)s') % values}"

    @admin.display(description=gettext_lazy("comment"))
    def excerpt(self, comment: ConsultationComment) -> str:
        return comment.excerpt or "—"

    def get_queryset(self, request: HttpRequest) -> QuerySet[ConsultationComment]:
        """Return what the person may read; the rest is not there."""
        rows: Any = super().get_queryset(request)
        readable: QuerySet[ConsultationComment] = rows.visible_to(staff(request))
        return readable

    def get_readonly_fields(
        self, request: HttpRequest, obj: ConsultationComment | None = None
    ) -> list[str]:
        closed: list[str] = []
        if not request.user.has_perm(PUBLISH):
            closed += DECISION_FIELDS
        if obj is not None and obj.pk and not services.may_answer(staff(request), obj.consultation):
            closed += ANSWER_FIELDS
        return [*self.comment_fields, *self.state_fields, *closed]

    def get_fieldsets(self, request: HttpRequest, obj: ConsultationComment | None = None) -> Any:
        is_decided = obj is not None and obj.state != CommentState.WAITING
        known = self.state_fields if is_decided else self.state_fields[:1]
        decision, note = list(DECISION_FIELDS), ""
        if not request.user.has_perm(PUBLISH):
            # Who does not decide reads the reason where there is one.
            decision = ["reason"] if obj is not None and obj.reason else []
            note = "" if is_decided else _("A publisher decides whether readers see it.")
        seen = {"fields": ["seen", *known, *decision], "description": note}
        return [
            (None, {"fields": self.comment_fields}),
            (_("Do readers see it"), seen),
            (_("What we make of it"), {"fields": [*ANSWER_FIELDS]}),
        ]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_module_permission(request)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Return whether the person lets readers see comments."""
        return request.user.has_perm(PUBLISH)

    def save_model(
        self, request: HttpRequest, obj: ConsultationComment, form: DecisionForm, change: bool
    ) -> None:
        is_decided = form.changed_data and services.save_decision(obj, by=staff(request))
        text = what_is_now(obj) if is_decided else what_is_saved(obj)
        self.message_user(request, text, messages.SUCCESS)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Show one comment; note a call where the button for it was pressed."""
        pressed = request.method == "POST" and PHONED in request.POST
        comment = self.get_object(request, object_id) if pressed else None
        if comment is not None:
            self._note_call(request, comment)
        if comment is None or self._holds_typed_words(request, comment):
            # The form says itself that nothing of it is saved by that button.
            return super().change_view(request, object_id, form_url, extra_context)
        return self.response_post_save_change(request, comment)

    def _note_call(self, request: HttpRequest, comment: ConsultationComment) -> None:
        if comment.is_to_be_phoned and mark_phoned(comment, by=staff(request)):
            message, level = (
                _("It is noted that the sender of %(number)s was called."),
                messages.SUCCESS,
            )
        else:
            message, level = (
                _("No call to the sender of %(number)s waits to be noted."),
                messages.WARNING,
            )
        self.message_user(request, message % {"number": comment.number}, level)

    def _holds_typed_words(self, request: HttpRequest, comment: ConsultationComment) -> bool:
        fields = flatten_fieldsets(self.get_fieldsets(request, comment))
        form_class = self.get_form(request, comment, change=True, fields=fields)
        changed = form_class(request.POST, instance=comment).changed_data
        return bool({"reason", *ANSWER_FIELDS} & set(changed) & set(request.POST))

    def response_change(self, request: HttpRequest, obj: ConsultationComment) -> HttpResponse:
        # What became of the comment is said already.
        return self.response_post_save_change(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["may_decide"] = self.has_decide_permission(request)
        context["may_answer"] = not {*ANSWER_FIELDS} & set(context["adminform"].readonly_fields)
        return super().render_change_form(request, context, *args, **kwargs)

    def log_change(self, request: HttpRequest, obj: Model, message: object) -> Any:
        # The record tells who decided; a second one beside it would only differ.
        return None

    @admin.action(description=gettext_lazy("Show to readers"), permissions=["decide"])
    def show_to_readers(
        self, request: HttpRequest, queryset: QuerySet[ConsultationComment]
    ) -> None:
        rows = list(queryset.select_related("consultation").order_by("pk"))
        if shown := services.show_comments(rows, by=staff(request)):
            self.message_user(request, what_many_are_now(shown), messages.SUCCESS)
        else:
            text = _("None of them waits any more: nothing has changed.")
            self.message_user(request, text, messages.INFO)

    @admin.action(
        description=gettext_lazy("Erase names and addresses, as their owners ask"),
        permissions=["decide"],
    )
    def take_names_off(self, request: HttpRequest, queryset: QuerySet[ConsultationComment]) -> None:
        count = erase_completely(queryset, by=staff(request))
        message = ngettext(
            "Of %(number)d comment nobody is named any more.",
            "Of %(number)d comments nobody is named any more.",
            count,
        )
        self.message_user(request, message % {"number": count}, messages.SUCCESS)


@admin.register(Consultation)
class ConsultationAdmin(PublicationAdmin):
    """A draft with its days; whether it is open works itself out."""

    handbook = "lay-y-kien-du-thao"
    change_form_template = "admin/consultations/consultation/change_form.html"
    list_display = ["title", "closes_on", "phase_today", "state_label", "updated_at"]
    sortable_by = (*PublicationAdmin.sortable_by, "closes_on")
    list_filter: ClassVar[Any] = ["state", "closes_on"]
    list_select_related: ClassVar[Any] = ["section", "asker"]
    autocomplete_fields: ClassVar[Any] = ["topics", "asker"]
    raw_id_fields: ClassVar[Any] = ["cover", "issued"]
    kind_fields = ("asker", ("opens_on", "closes_on"))
    kind_fieldsets = (
        (
            gettext_lazy("How else to comment"),
            {"classes": ["collapse"], "fields": ["post_address", "comment_email"]},
        ),
        (
            gettext_lazy("What came of it"),
            {"classes": ["collapse"], "fields": ["outcome", "issued"]},
        ),
    )
    sheet_kind = ("asker", "opens_on", "closes_on", "post_address", "comment_email")
    # A consultation has its days; the copy's are those of the one before, until they are written.
    copied_fields = sheet_kind

    @admin.display(description=gettext_lazy("phase"))
    def phase_today(self, page: Consultation) -> str:
        address = reverse("admin:consultations_consultationcomment_changelist")
        link = '{}<br><a href="{}?consultation__exact={}">{}</a>'
        return format_html(link, page.phase_label, address, page.pk, _("All its comments"))
