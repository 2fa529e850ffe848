"""Comments as a file for the department's papers, as the list is filtered now."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from portal.accounts.roles import staff
from portal.audit.models import Action
from portal.audit.recording import record
from portal.exchange.sheets.admin import MAX_EXPORTED
from portal.exchange.sheets.writing import csv_response, xlsx_response
from portal.participation.consultations.models import ConsultationComment

_WRITERS: Final[dict[str, Any]] = {"csv": csv_response, "xlsx": xlsx_response}
_TARGET: Final = "consultations.consultationcomment"
_LIST: Final = "consultations_consultationcomment_changelist"


class CommentSheetsMixin(admin.ModelAdmin[Any]):
    """Adds the export to the list of comments."""

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"xuat.{kind}",
                self.admin_site.admin_view(require_GET(self.export_view)),
                name=f"consultations_consultationcomment_{kind}",
            )
            for kind in _WRITERS
        ]
        return [*own, *super().get_urls()]

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The comments with their answers; no addresses, which nobody needs on paper."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kind = request.path.rpartition(".")[2]
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{_LIST}"))
        rows = found[: MAX_EXPORTED[kind]]
        with transaction.atomic():
            record(Action.STEP, by=staff(request), new={"exported": _TARGET, "as": kind})
        answer: HttpResponseBase = _WRITERS[kind]("gop-y", _headings(), _told(rows))
        return answer


def _headings() -> list[str]:
    return [
        _("Number"), _("Consultation"), _("Received on"), _("Full name"), _("Organisation"),
        _("Name may be shown"), _("Comment"), _("State"), _("Why it is not shown"),
        _("What becomes of it"), _("Our answer"),
    ]  # fmt: skip


def _told(rows: Iterable[ConsultationComment]) -> Iterator[list[Any]]:
    for comment in rows:
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
