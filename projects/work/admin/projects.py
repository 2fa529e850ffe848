"""Admin of projects and programmes; what is edited daily comes first, the rest is collapsed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import staff
from portal.editing.filters import ShortRelatedFilter
from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin
from portal.editing.related_cache import CachedFormSet
from projects.work.admin.milestones import MilestoneFormSet, MilestoneInline
from projects.work.admin.participations import ParticipationsMixin
from projects.work.models import AnnualPlan, BudgetLine, ProgressNote, Project, SupportCall, Task


class BudgetLineInline(PartInline):
    model = BudgetLine
    fk_name = "project"
    fields = ["year", "money_from", "planned", "spent", "quote", "evidence"]
    raw_id_fields = ["evidence"]


class ProgressNoteForm(forms.ModelForm[ProgressNote]):
    """The form of a progress note; refuses what proves nothing, dates a changed note anew."""

    def clean(self) -> None:
        super().clean()
        if (day := self.cleaned_data.get("noted_on")) and day > timezone.localdate():
            message = _("This day is still to come; a note tells what was on a day.")
            self.add_error("noted_on", ValidationError(message))
        is_typed = self.cleaned_data.get("percent") is not None
        if is_typed and not {"percent", "proof"}.isdisjoint(self.changed_data):
            self._check_proof()

    def _check_proof(self) -> None:
        """Refuse what proves no typed figure; a page that proved one before stays."""
        proof = self.cleaned_data.get("proof")
        if proof is None:
            return  # The table's constraint asks for it.
        # A project that is being added has no row yet, and no page.
        project = self.instance.project if self.instance.project_id is not None else None
        if project is not None and proof.pk == project.pk:
            self.add_error("proof", _("The project's own page cannot be the proof."))
        elif not proof.attachments.exists():
            self.add_error("proof", _("This page has no attached paper that shows it."))
        elif project is not None and project.is_public and not proof.is_public:
            self.add_error("proof", _("Readers cannot see this page yet; publish it first."))

    def save(self, commit: bool = True) -> ProgressNote:
        if self.instance.pk is not None and self.has_changed():
            # Else a new text would look as old as the first one.
            self.instance.entered_at = timezone.now()
        return super().save(commit)


class ProgressNoteInline(PartInline):
    model = ProgressNote
    fk_name = "project"
    form = ProgressNoteForm
    fields = ["noted_on", "text", "percent", "reason", "proof", "entered_at"]
    readonly_fields = ["entered_at"]
    raw_id_fields = ["proof"]


class SupportCallInline(PartInline):
    model = SupportCall
    fk_name = "project"
    fields = ["title", "conditions", "papers", ("opens_on", "closes_on")]


@admin.register(Project)
class ProjectAdmin(ParticipationsMixin, PublicationAdmin):
    change_form_template = "admin/work/project/change_form.html"
    handbook = "du-an-va-don-vi-tham-gia"
    wording: ClassVar[Any] = {
        "title": (
            _("Name of the project"),
            _("As the decision or the programme has it, in one line."),
        )
    }
    list_display = ["title", "plan", "nature", "stage", "state_label", "updated_at"]
    list_filter = ["state", "stage", "nature", ("plan", ShortRelatedFilter)]
    list_select_related = ["section", "plan"]
    kind_fields = ("aim", "plan", "nature", "stage", ("starts_on", "ends_on"))
    sheet_kind = ("plan", "nature", "stage")
    kind_fieldsets = (
        (
            _("Who and where"),
            {"classes": ["collapse"], "fields": ["owner", "sponsor", "place", "weight"]},
        ),
        (
            _("Decision"),
            {"classes": ["collapse"], "fields": ["decision_number", "decided_on", "issuer"]},
        ),
        (_("Where it comes from"), {"classes": ["collapse"], "fields": ["quote", "evidence"]}),
    )
    autocomplete_fields = ["topics", "plan", "owner", "sponsor", "issuer"]
    raw_id_fields = ["cover", "evidence"]
    inlines = [
        MilestoneInline,
        ProgressNoteInline,
        BudgetLineInline,
        SupportCallInline,
        AttachmentInline,
    ]

    def save_formset(
        self,
        request: HttpRequest,
        form: forms.ModelForm[Project],
        formset: CachedFormSet,
        change: bool,
    ) -> None:
        super().save_formset(request, form, formset, change)
        if isinstance(formset, MilestoneFormSet):
            formset.record_moves(by=staff(request))


class TaskInline(PartInline):
    stands_early = True
    model = Task
    fk_name = "plan"
    fields = [
        "title", "owner", "due_on", "due_words", "state", "done_on", "project", "quote", "evidence",
        "position",
    ]  # fmt: skip
    autocomplete_fields = ["owner", "project"]
    raw_id_fields = ["evidence"]


@admin.register(AnnualPlan)
class AnnualPlanAdmin(PublicationAdmin):
    handbook = "chuong-trinh-cong-tac-nam"
    list_display = ["title", "year", "state_label", "updated_at"]
    sortable_by = (*PublicationAdmin.sortable_by, "year")
    list_filter = ["state"]
    kind_fields = ("year",)
    sheet_kind = kind_fields
    kind_fieldsets = ((_("Where it comes from"), {"fields": ["quote", "evidence"]}),)
    raw_id_fields = ["cover", "evidence"]
    inlines = [TaskInline, AttachmentInline]
