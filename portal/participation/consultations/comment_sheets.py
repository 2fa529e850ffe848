"""Comments as a file for the department's papers, as the list is filtered now."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from portal.exchange.sheets.exports import RecordedExportMixin, in_batches
from portal.participation.consultations.models import ConsultationComment
from portal.publishing.models import heavy_columns


class CommentSheetsMixin(RecordedExportMixin):
    """Adds the export of the comments with their answers.

    It has no addresses of people, which nobody needs on paper.
    """

    export_name = "gop-y"

    def export_header(self) -> list[str]:
        return [
            _("Number"), _("Consultation"), _("Received on"), _("Full name"), _("Organisation"),
            _("Name may be shown"), _("Comment"), _("State"), _("Why it is not shown"),
            _("What becomes of it"), _("Our answer"),
        ]  # fmt: skip

    def export_rows(self, rows: QuerySet[ConsultationComment]) -> Iterator[list[Any]]:
        rows = rows.select_related("consultation").defer(*heavy_columns("consultation"))
        for comment in in_batches(rows):
            yield [
                comment.number,
                comment.consultation.title,
                comment.received_at,
                comment.name,
                comment.organisation,
                comment.name_is_shown,
                comment.text,
                comment.get_state_display(),
                comment.reason,
                comment.get_verdict_display(),
                comment.answer,
            ]
