"""Answers for everybody in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.editing.publication_admin import PublicationAdmin
from portal.participation.questions.models import Answer


@admin.register(Answer)
class AnswerAdmin(PublicationAdmin):
    """Answers for everybody; most of them begin as a question that was answered."""

    handbook = "hoi-dap"
    wording: ClassVar[Any] = {
        "title": (
            _("The question"),
            _("In one line, as people would ask it; nothing that tells who asked."),
        ),
        "question": (
            _("The question in full"),
            _("As readers see it: shortened where it helps, without who asked."),
        ),
        "body": (
            _("The answer"),
            _("The answer itself in the first sentence; then why, and links to more."),
        ),
    }
    list_display = ["title", "section", "state_label", "asked_on", "published_at", "updated_at"]
    sheet_kind = ("question", "asked_on", "answered_by")

    def get_first_fieldsets(self, request: HttpRequest) -> list[Any]:
        """Ask in the order in which readers read: the question before its answer."""
        text = ["title", "question", "summary", "body"]
        rest = [*self.get_section_fields(request), ("asked_on", "answered_by")]
        return [(None, {"fields": [*text, *rest]})]
