"""The admin page of a project's participations, fifty rows at a time."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from portal.accounts.roles import staff
from portal.editing.forms import VERSION
from portal.editing.versions import VersionsMixin
from portal.kit.admin_pages import own_page
from portal.kit.text.normalize import nfc
from portal.kit.text.numbers import parse_key
from portal.publishing import changes
from portal.publishing.errors import StaleSave
from portal.publishing.paging import page_of
from portal.publishing.state_words import saved_message
from projects.work.forms import (
    MAX_NEW_ROWS,
    MAX_ROWS,
    ParticipationFormSet,
    PasteForm,
    participation_formset,
    with_pending_rows,
)
from projects.work.models import Participation, Project
from projects.work.participations import (
    PARTICIPATIONS,
    BatchRow,
    as_row,
    comparable,
    pending_rows,
    rows_for_names,
)

PAGE = 50


class ParticipationsMixin(VersionsMixin):
    """Adds the page of participants to the admin of projects."""

    @own_page("<path:object_id>/don-vi/", "participations")
    def participations_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show the rows as they would be with what waits; save them as one batch."""
        project = self._page(request, object_id)
        assert isinstance(project, Project)  # noqa: S101  # narrows the type for mypy
        if request.method == "POST" and not self.has_change_permission(request, project):
            raise PermissionDenied
        waiting = pending_rows(project)
        page = page_of(request, _rows_of(project), size=PAGE)
        paste = PasteForm(request.POST if "_paste" in request.POST else None)
        rows = self._rows(request, project, page.rows, waiting)
        if request.method == "POST":
            saved = (
                self._paste_names(request, project, paste, waiting)
                if "_paste" in request.POST
                else self._save_rows(request, project, rows, waiting)
            )
            if saved:
                return HttpResponseRedirect(request.get_full_path())
        title = _("Who takes part in “%(title)s”") % {"title": project}
        context = self._context(request, project, title) | {
            "page": page,
            "rows": rows,
            "paste": paste,
            "waits": bool(waiting),
            "media": self.media + rows.media,
        }
        return TemplateResponse(request, "admin/work/project/participations.html", context)

    def _rows(
        self,
        request: HttpRequest,
        project: Project,
        shown: list[Participation],
        waiting: list[BatchRow],
    ) -> ParticipationFormSet:
        made = participation_formset(self.admin_site)
        if request.method != "POST" or "_paste" in request.POST:
            rows = with_pending_rows(shown, waiting)
            for name in ("organisation", "enterprise"):
                known: Any = made.form.base_fields[name].widget
                known.related_cache.add(getattr(row, f"{name}_id") for row in rows)
            return made(project=project, rows=rows)
        return made(request.POST, project=project, rows=_posted(request, project, waiting))

    def _save_rows(
        self,
        request: HttpRequest,
        project: Project,
        rows: ParticipationFormSet,
        waiting: list[BatchRow],
    ) -> bool:
        if not rows.is_valid():
            return False
        keys = [row.pk for row in rows.rows if row.pk is not None]
        live = {row.pk: as_row(row) for row in project.participations.filter(pk__in=keys)}
        batch = rows.batch(live, waiting)
        known = [row for row in waiting if row["id"] is None or row["id"] in live]
        if comparable(batch) == comparable(known):
            self.message_user(request, _("Nothing was changed."))
            return True
        return self._propose_rows(request, project, batch)

    def _paste_names(
        self, request: HttpRequest, project: Project, paste: PasteForm, waiting: list[BatchRow]
    ) -> bool:
        if not paste.is_valid():
            return False
        names = [nfc(line).strip() for line in paste.cleaned_data["names"].splitlines()]
        known = [row for row in waiting if row["id"] is None]
        try:
            _check_room(len(known) + sum(map(bool, names)))
            new = rows_for_names(project, names, role=paste.cleaned_data["role"])
        except ValidationError as error:
            paste.add_error("names", error)
            return False
        return self._propose_rows(request, project, known + new)

    def _propose_rows(self, request: HttpRequest, project: Project, batch: list[BatchRow]) -> bool:
        """Propose the batch, with a message to the user; return whether it worked."""
        try:
            if request.POST.get(VERSION) != str(project.revision_number):
                raise StaleSave
            _check_room(sum(row["id"] is None and not row.get("dropped") for row in batch))
            with transaction.atomic():
                version = changes.propose_rows(
                    project, PARTICIPATIONS, batch, by=staff(request), note=_("Participations")
                )
        except ValidationError as error:
            for message in error.messages:
                self.message_user(request, message, messages.ERROR)
            return False
        text = saved_message(project, version.change_set)
        self.message_user(request, text, messages.SUCCESS)
        return True


def _check_room(new: int) -> None:
    """Raise ValidationError for more new rows than the form can take along once they wait."""
    if new > MAX_NEW_ROWS:
        message = _("At most %(most)d new rows at once, those that wait counted with them.")
        raise ValidationError(message % {"most": MAX_NEW_ROWS})


def _rows_of(project: Project) -> QuerySet[Participation]:
    return project.participations.order_by("position", "id")


def _posted(request: HttpRequest, project: Project, waiting: list[BatchRow]) -> list[Participation]:
    """Return the rows of the posted form: saved ones by key, new ones for the pending."""
    count = parse_key(request.POST.get("rows-INITIAL_FORMS", "")) or 0
    keys = [request.POST.get(f"rows-{index}-key", "") for index in range(min(count, MAX_ROWS))]
    numbers = [number for number in map(parse_key, keys) if number is not None]
    saved = {str(row.pk): row for row in _rows_of(project).filter(pk__in=numbers)}
    with_pending_rows(list(saved.values()), [row for row in waiting if row["id"] is not None])
    return [saved.get(key, Participation()) for key in keys]
