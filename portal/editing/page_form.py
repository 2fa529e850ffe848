"""The form of a page from the request to the answer, in the order in which it happens.

1. A step without a text, by who may not write the page now, is answered at once.
2. Uploaded pictures go into the library, so that no mistake in the form loses them.
3. The session begins: the page is read, its autosaved text and who else has it open are found.
4. The form over a draft saves at once; over a live page it saves its rows in a dry run.
5. What the dry run shows then is kept as the pending change of the live page.
6. The step of the pressed button is taken, and the answer leads on.

What a live page has besides, 5 first of all, is in `live_form`; 1 is in `closed_form`; the answers
are in `form_answers`.
"""

from collections.abc import Iterable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib.admin.options import InlineModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Model, prefetch_related_objects
from django.forms import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse

from portal.accounts.roles import staff
from portal.editing import autosave, held_files, presence
from portal.editing.autosave import OpenForm, RestoredForm
from portal.editing.bin_admin import redirect_to_bin
from portal.editing.closed_form import ClosedFormMixin
from portal.editing.covers import UPLOAD, take_in_cover
from portal.editing.edit_session import EditSession, Proposal
from portal.editing.forms import VERSION, PublicationForm
from portal.editing.live_form import LiveFormMixin
from portal.editing.models.autosave import RESTORE
from portal.editing.page_form_parts import (
    conflicts_of,
    decides,
    known_parts,
    page_context,
    parts_seen,
    show_rich_texts,
    take_step,
    typing_context,
)
from portal.editing.page_reading import PageReadingMixin
from portal.editing.part_rows import name_of_part
from portal.editing.picture_rows import PictureRowForm, has_pictures, take_in_rows
from portal.editing.preview import WIDTHS
from portal.editing.quote_notices import corrects_figures, offer_correction
from portal.editing.related_cache import CachedFormSet
from portal.editing.remarks_admin import attach_to_fields
from portal.media.richtext.fields import rich_fields, rich_text_of
from portal.media.richtext.pictures import describe_in_library
from portal.publishing import revisions
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.models import Publication, State

type Formsets = Iterable[BaseInlineFormSet[Model, Publication, forms.ModelForm[Model]]]


class PageFormMixin(PageReadingMixin, ClosedFormMixin, LiveFormMixin):
    """The form over a draft itself, over a live page as if its pending change were in place."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        if (answer := self._step_alone(request, object_id)) is not None:
            return answer
        refused = self._take_in_pictures(request, object_id)
        kept = held_files.bring_back(request)
        try:
            with transaction.atomic():
                response = self._edit(request, object_id, form_url, extra_context, refused)
        except PermissionDenied:
            if (answer := self._closed_meanwhile(request, object_id)) is None:
                raise
            return answer
        if response.status_code == HTTPStatus.FOUND:
            held_files.release(kept)
        return response

    # --- 2: what needs no form ----------------------------------------------------------------

    def _take_in_pictures(
        self, request: HttpRequest, object_id: str | None
    ) -> dict[str, ValidationError]:
        """Choose uploaded pictures for who may write the page; return by field what was refused."""
        if request.method != "POST" or not has_pictures(request):
            return {}
        page = self.get_object(request, unquote(object_id)) if object_id else None
        is_there = page is not None or object_id is None
        may = is_there and self.has_change_permission(request, page)
        return take_in_cover(request, is_allowed=may) | take_in_rows(request, is_allowed=may)

    # --- 3: the session begins ----------------------------------------------------------------

    def _edit(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, object] | None,
        refused: dict[str, ValidationError],
    ) -> HttpResponse:
        session = EditSession.begin(request, refused_uploads=refused)
        page = self._read(request, session, object_id) if object_id else None
        if page is not None or object_id is None:
            self._open(request, session, page)
        elif (answer := redirect_to_bin(request, self.model, object_id)) is not None:
            return answer
        if page is not None and page.state == State.PUBLISHED:
            response = self._edit_live(request, session, page, form_url, extra_context)
        else:
            if page is not None:
                self.show(request, session, page)
            response = super().changeform_view(request, object_id, form_url, extra_context)
        return self._discard_autosave(request, session, response)

    def _open(self, request: HttpRequest, session: EditSession, page: Publication | None) -> None:
        """Look for autosaved text and for others before a form is shown."""
        is_opened = request.method == "GET"
        opening = autosave.new_opening() if is_opened else autosave.opening_in(request.POST)
        form = OpenForm(staff(request).pk, self.model.KIND, page.pk if page else None, opening)
        session.open_form = form
        if not is_opened:
            return
        if page is not None:
            session.others = presence.arrive(staff(request), page.pk)
        if session.facts is None or session.facts.has_autosave:
            session.autosave = form.offered(autosave.opening_in(request.GET, RESTORE))
        if page is None or self.has_change_permission(request, page):
            session.bring_back(autosave.opening_in(request.GET, RESTORE))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Publication | None:
        """Return the page that the session has read; else read it."""
        if from_field is None:
            read = EditSession.of(request).take_page(object_id)
            if read is not None:
                return read
        page = super().get_object(request, object_id, from_field)
        if page is not None and corrects_figures(request):
            offer_correction(page)
        return page

    def get_form(
        self,
        request: HttpRequest,
        obj: Publication | None = None,
        change: bool = False,
        **kwargs: object,
    ) -> type[forms.ModelForm[Publication]]:
        form = super().get_form(request, obj, change, **kwargs)
        session = EditSession.of(request)
        if UPLOAD in session.refused_uploads:
            form = type("Form", (form,), {"cover_error": session.refused_uploads[UPLOAD]})
        if obj is not None:
            decider = staff(request) if decides(request) else None
            form = type("Form", (form,), {"writer": staff(request).pk, "decider": decider})
        if (row := session.restored) is not None:
            form = type("Form", (RestoredForm, form), {"typed": row.fields})
        return form

    def get_formset_kwargs(
        self,
        request: HttpRequest,
        obj: Publication,
        inline: InlineModelAdmin[Model, Publication],
        prefix: str,
    ) -> dict[str, Any]:
        arguments: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        session = EditSession.of(request)
        rows = session.rows_of(inline.model, inline.fk_name)
        if rows is not None:
            usual: Any = inline.get_queryset(request)
            prefetch_related_objects(rows, *usual._prefetch_related_lookups)
            arguments["queryset"] = rows
        if issubclass(inline.form, PictureRowForm):
            arguments["form_kwargs"] = {"refused_uploads": session.refused_uploads}
        row = session.restored
        if row and f"{prefix}-TOTAL_FORMS" in row.fields:
            arguments["data"] = autosave.as_data(row.fields)
        name = name_of_part(obj, inline.model, inline.fk_name) if obj.pk is not None else None
        if name is not None and "data" in arguments:
            seen = parts_seen(session, obj, arguments["data"].get(VERSION, ""))
            arguments["seen"] = seen.get(name, []) if seen is not None else None
        if obj.pk is not None and decides(request) and issubclass(inline.formset, CachedFormSet):
            arguments["decider"] = staff(request)
        return arguments

    # --- 4: the form is shown, or saves -------------------------------------------------------

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Publication | None = None,
    ) -> HttpResponse:
        page: Publication = obj or self.model()
        context["publication"] = page
        may_write = self.has_change_permission(request, obj) if change else add
        context["may_write"] = may_write
        context["sees_versions"] = change and self.may_see_versions(request, page)
        if not may_write:
            show_rich_texts(page)
        context["preview_widths"] = WIDTHS.values()
        session = EditSession.of(request)
        session.load_related()
        context |= page_context(request, page) | typing_context(session)
        if page.pk is not None:
            form = context["adminform"].form
            context |= conflicts_of(form, context["inline_admin_formsets"])
            context["saved_by"] = form.saved_by
            context["saved_by_oneself"] = form.is_own
            attach_to_fields(form, context["remarks"])
        rows = (row for each in context["inline_admin_formsets"] for row in each.formset.forms)
        if session.restored is not None:
            held_files.show_kept(request, rows)
        elif request.FILES and not session.is_preview:
            # The form beside a preview has its files still.
            held_files.keep(request, rows)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(
        self, request: HttpRequest, obj: Publication, form: PublicationForm, change: bool
    ) -> None:
        session = EditSession.of(request)
        if not change:
            obj.created_by = staff(request)
        if session.is_dry_run:
            # The row itself is stored when its change is put in place.
            obj.derive()
            return
        if not change or form.text_has_changed:
            revisions.begin(obj, by=staff(request))
            session.is_version_begun = True
        obj.save(is_locked=change)

    def save_related(
        self, request: HttpRequest, form: PublicationForm, formsets: Formsets, change: bool
    ) -> None:
        """Keep what was saved as a version, or in a dry run as what is to be proposed."""
        session = EditSession.of(request)
        page = form.instance
        parts = any(each.has_changed() for each in formsets)
        writes_live = session.is_dry_run and parts
        with allow_live_writes(is_rolled_back=True) if writes_live else nullcontext():
            super().save_related(request, form, formsets, change)
        typed = not change or form.text_has_changed or parts
        data = revisions.snapshot(page, parts=known_parts(form)) if typed else None
        # Who only sets the moment has written no text, and may still approve it.
        timed = change and form.only_moment_has_changed and not parts
        if session.is_dry_run:
            session.proposal = Proposal(form.set_unversioned, data, is_timed=timed)
            return
        for row in form.set_unversioned:
            row.save(page, by=staff(request))
        # Behind a deadline, which waits for whoever changes the days: those want the generation.
        if not set(rich_fields(type(page))).isdisjoint(form.changed_data):
            describe_in_library(rich_text_of(page), by=staff(request))
        if typed:
            revisions.record(
                page,
                by=staff(request),
                data=data,
                is_step=timed,
                is_locked=True,
                is_begun=session.is_version_begun,
            )
        take_step(self, request, session, page)
