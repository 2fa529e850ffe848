"""The workplace for consultations: the draft as a page, and the way to its comments."""

from typing import Any, ClassVar

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from portal.editing.publication_admin import PublicationAdmin
from portal.participation.consultations.admin import comments as comment_admin
from portal.participation.consultations.models import Consultation

# Registers the comments, too.
__all__ = ["ConsultationAdmin", "comment_admin"]


@admin.register(Consultation)
class ConsultationAdmin(PublicationAdmin):
    """A draft with its days; whether it is open works itself out."""

    handbook = "lay-y-kien-du-thao"
    change_form_template = "admin/consultations/consultation/change_form.html"
    list_display = ["title", "closes_on", "phase_today", "state_label", "updated_at"]
    list_filter: ClassVar[Any] = ["state", "closes_on"]
    list_select_related: ClassVar[Any] = ["section", "asker"]
    autocomplete_fields: ClassVar[Any] = ["topics", "asker"]
    raw_id_fields: ClassVar[Any] = ["cover", "issued"]
    kind_fields = ("asker", ("opens_on", "closes_on"))
    kind_fieldsets = (
        (
            _("How else to comment"),
            {"classes": ["collapse"], "fields": ["post_address", "comment_email"]},
        ),
        (_("What came of it"), {"classes": ["collapse"], "fields": ["outcome", "issued"]}),
    )
    sheet_kind = ("asker", "opens_on", "closes_on", "post_address", "comment_email")

    @admin.display(description=_("comments"))
    def phase_today(self, page: Consultation) -> str:
        address = reverse("admin:consultations_consultationcomment_changelist")
        link = '{}<br><a href="{}?consultation__exact={}">{}</a>'
        return format_html(link, page.phase_label, address, page.pk, _("All its comments"))
