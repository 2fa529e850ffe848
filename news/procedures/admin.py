"""Admin of procedures: the form in the order in which decisions announce them."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.procedures.models import Procedure, ProcedurePaper, ProcedureStep
from portal.editing.filters import ShortRelatedFilter
from portal.editing.parts import AttachmentInline, PartInline
from portal.editing.publication_admin import PublicationAdmin


class StepInline(PartInline):
    model = ProcedureStep
    fk_name = "procedure"
    fields = ["text", "actor", "position"]
    stands_early = True


class PaperInline(PartInline):
    model = ProcedurePaper
    fk_name = "procedure"
    fields = ["name", ("originals", "copies"), "note", "position"]
    stands_early = True


@admin.register(Procedure)
class ProcedureAdmin(PublicationAdmin):
    """Procedures with their steps, papers and forms."""

    handbook = "thu-tuc-hanh-chinh"
    list_display = ["title", "code", "section", "days", "state_label", "updated_at"]
    sortable_by = (*PublicationAdmin.sortable_by, "code")
    list_filter: ClassVar[Any] = ["state", ("section", ShortRelatedFilter), "online"]
    wording: ClassVar[Any] = {
        "title": (
            _("Name of the procedure"),
            _("As the decision that announced it calls it."),
        ),
        "summary": (
            _("In short"),
            _("Who needs it and for what, in two sentences; lists and search show them."),
        ),
        "body": (
            _("requirements and conditions"),
            _("Only what is not said by steps and papers; empty where there are none."),
        ),
    }
    sheet_kind = (
        "code", "keywords", "online", "applicants", "place", "outcome", "days", "days_note", "fee",
        "decision", "basis", "national_url",
    )  # fmt: skip
    sheet_codes = ("code", "decision")
    # Not its code and its address, which are of this one procedure; without an address a copy is
    # on paper.
    copied_fields = (
        "applicants", "place", "outcome", "days", "days_note", "fee", "decision", "basis",
    )  # fmt: skip
    inlines: ClassVar[Any] = [PaperInline, StepInline, AttachmentInline]

    def get_first_fieldsets(self, request: HttpRequest) -> list[Any]:
        """In the order of the announcement: name and code, who and where, time and fee, law."""
        name = [("code", "online"), *self.get_section_fields(request)]
        where = ["applicants", "place", "national_url"]
        terms = [("days", "fee"), "days_note", "outcome"]
        law = ["basis", "decision", "body"]
        return [
            (None, {"fields": ["title", *name, "summary", "keywords"]}),
            (_("Who applies, and where"), {"fields": where}),
            (_("Time, fee, result"), {"fields": terms}),
            (_("Law and conditions"), {"classes": ["collapse"], "fields": law}),
        ]
