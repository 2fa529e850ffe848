"""Admin of notices: the form in the order of the paper."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from news.notices.models import Notice
from portal.editing.filters import ShortRelatedFilter
from portal.editing.publication_admin import PublicationAdmin


@admin.register(Notice)
class NoticeAdmin(PublicationAdmin):
    """Notices with their days and files; whether papers are still taken works itself out."""

    handbook = "thong-bao"
    list_display = ["title", "section", "issued_on", "closes_at", "state_label", "updated_at"]
    sortable_by = (*PublicationAdmin.sortable_by, "issued_on")
    list_filter: ClassVar[Any] = ["state", ("section", ShortRelatedFilter), "issued_on"]
    autocomplete_fields: ClassVar[Any] = ["topics", "result_of"]
    wording: ClassVar[Any] = {
        "title": (
            _("What the notice is about"),
            _("What is bought, whom you look for, or which budget: in one line, with the year."),
        ),
        "summary": (
            _("In short"),
            _("Who may take part, and until when: two sentences; lists and search show them."),
        ),
        "body": (
            _("text of the notice"),
            _("What has to be handed in and on what terms; the signed paper goes with the files."),
        ),
    }
    sheet_kind = (
        "number", "issued_on", "closes_at", "held_at", "fiscal_year", "place", "contact",
    )  # fmt: skip
    sheet_codes = ("number",)
    sheet_ends = ("closes_at",)
    # A notice has the day of its paper; the copy's is that of the one before, until it is written.
    copied_fields = ("issued_on", "place")

    def get_first_fieldsets(self, request: HttpRequest) -> list[Any]:
        """In the order of the paper: what about, number and day, text, terms, whom to ask."""
        paper = [*self.get_section_fields(request), "title", ("number", "issued_on"), "summary"]
        terms = [("closes_at", "held_at"), "place", "contact"]
        return [
            (None, {"fields": [*paper, "body"]}),
            (_("Tender or recruitment: times and place"), {"fields": terms}),
            (
                _("Budget, or the result of an earlier notice"),
                {"classes": ["collapse"], "fields": ["fiscal_year", "result_of"]},
            ),
        ]
