"""The workplace for one kind of publication: rights, the form over a live page, the buttons."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.roles import PUBLISH, WRITE, staff
from portal.editing import publish_checks
from portal.editing.bin_admin import BinMixin
from portal.editing.bulk.admin import BulkMixin
from portal.editing.covers import UPLOAD, CoverMixin
from portal.editing.deadlines import DeadlineMixin
from portal.editing.draft_recovery import DraftRecoveryMixin, keep_refused
from portal.editing.filters import ShortRelatedFilter
from portal.editing.forms import VERSION, PublicationForm
from portal.editing.inbound_links import InboundLinksMixin
from portal.editing.page_field import NumberedPageField
from portal.editing.parts import AttachmentInline
from portal.editing.preview_admin import PreviewMixin
from portal.editing.quote_notices import FigureCorrectionMixin
from portal.editing.reviewing import ReviewMixin, is_for_review
from portal.editing.sheets import PublicationSheets
from portal.kit.admin import LongListAdmin
from portal.media.richtext.csp import EditorCspMixin
from portal.publishing import batches, changes, revisions, translating, workflow
from portal.publishing.dry_run import dry_run
from portal.publishing.errors import StaleSave
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication, Revision, Section, State
from portal.publishing.models.access import limits_of


class PublicationAdmin(
    BinMixin,
    BulkMixin,
    InboundLinksMixin,
    DraftRecoveryMixin,
    PreviewMixin,
    FigureCorrectionMixin,
    ReviewMixin,
    DeadlineMixin,
    CoverMixin,
    PublicationSheets,
    EditorCspMixin,
    StaffSeesMixin,
    LongListAdmin,
):
    """Writes drafts at once; what is live is changed through a pending change only.

    A kind adds `kind_fields` (shown at once) and `kind_fieldsets` (folded).
    """

    form = PublicationForm
    change_form_template = "admin/publication/change_form.html"
    # The section of docs/bien-tap.md that its screens lead to.
    handbook = "viet-mot-bai-hang-ngay"
    list_display = ["title", "section", "state_label", "published_at", "updated_at"]
    list_filter: ClassVar[Any] = ["state", ("section", ShortRelatedFilter)]
    list_select_related: ClassVar[Any] = ["section"]
    ordering = ["-updated_at", "-id"]
    search_fields: ClassVar[Any] = ["title"]
    search_help_text = _("Words of the title or text, with or without marks.")
    autocomplete_fields: ClassVar[Any] = ["topics"]
    inlines: ClassVar[Any] = [AttachmentInline]
    kind_fields: ClassVar[Any] = ()
    kind_fieldsets: ClassVar[Any] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        cover = [UPLOAD, "cover", "cover_alt", "cover_decorative"]
        rest = ["slug", "topics", "language", "is_sample"]
        return [
            (None, {"fields": ["title", "summary", "body", "section", *self.kind_fields]}),
            (_("Cover picture"), {"classes": ["collapse"], "fields": cover}),
            (
                _("When readers see it"),
                {"classes": ["collapse"], "fields": ["published_at", "expires_at"]},
            ),
            *self.kind_fieldsets,
            self.deadline_fieldset,
            *self._correction_fieldset(obj, opened=self.corrects_figures(request)),
            (_("Address, topics, language"), {"classes": ["collapse"], "fields": rest}),
        ]

    @staticmethod
    def _correction_fieldset(page: Publication | None, *, opened: bool) -> list[Any]:
        """Where to say what was wrong; only of what readers may have seen."""
        if page is None or not page.was_seen():
            return []
        fields = ["correction", "hides_earlier"]
        classes = [] if opened else ["collapse"]
        return [(_("Correction"), {"classes": classes, "fields": fields})]

    # --- who sees and does what ---------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """Return what the person may read; what lies in the bin is for the bin's own page."""
        rows: Any = super().get_queryset(request)
        readable: models.QuerySet[Any] = rows.readable_by(staff(request))
        return readable

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "section":
            # Sections of this kind only, and only those that the person's rights reach into.
            kwargs["queryset"] = Section.objects.of_kind(self.model.KIND)
            if limits := limits_of(staff(request)):
                kwargs["queryset"] = kwargs["queryset"].filter(pk__in=limits)
                kwargs["required"] = True
        if db_field.name in self.raw_id_fields and db_field.remote_field.model is Publication:
            kwargs["form_class"] = NumberedPageField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_change_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        if obj is None:
            return request.user.has_perm(WRITE)
        return workflow.may_write(staff(request), obj)

    # --- the form: over a draft itself, over a live page as if its change were in place ----------

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if (answer := self._step_alone(request, object_id)) is not None:
            return answer
        self.take_in_cover(request, object_id)
        try:
            response = self._form(request, object_id, form_url, extra_context)
        except StaleSave:
            # Somebody saved between the form's own check and the save; the form sees it now.
            response = self._form(request, object_id, form_url, extra_context)
        return self.form_answered(request, response)

    def get_object(self, request: HttpRequest, object_id: Any, from_field: Any = None) -> Any:
        """The page, read once more only where somebody may have written to it since."""
        read = getattr(request, "_page_read", None)
        if read is not None and str(read.pk) == str(object_id) and from_field is None:
            del request._page_read  # type: ignore[attr-defined]  # it serves one form
            return read
        return super().get_object(request, object_id, from_field)

    def _form(
        self,
        request: HttpRequest,
        object_id: str | None,
        form_url: str,
        extra_context: dict[str, Any] | None,
    ) -> HttpResponse:
        page = self.get_object(request, unquote(object_id)) if object_id else None
        if page is not None or object_id is None:
            self.form_opens(request, page)
        elif (answer := self.binned_answer(request, object_id)) is not None:
            return answer
        if page is None or page.state != State.PUBLISHED:
            # A stale one is refused when it is saved.
            request._page_read = page  # type: ignore[attr-defined]
            with transaction.atomic():
                return super().changeform_view(request, object_id, form_url, extra_context)
        proposed: dict[str, Any] = {}
        request._proposed = proposed  # type: ignore[attr-defined]  # read where the form saves
        version = self._pending(request, page)
        # Told beside what holds now, so before the rehearsal.
        more = {"batches": batches.tables(page, version)} | (extra_context or {})
        with dry_run():
            if version is not None:
                self._put_in_place(request, page, version)
            response = super().changeform_view(request, object_id, form_url, more)
            if isinstance(response, SimpleTemplateResponse):
                # Rendered while the rows are as the change would have them.
                response.render()
        if "seen" in proposed:
            try:
                self._propose(request, object_id or "", proposed)
            except ValidationError as error:
                if isinstance(error, StaleSave):
                    raise
                return self._not_saved(request, error) or response
        return self.withdraw_answer(request, page) or response

    def _pending(self, request: HttpRequest, page: Publication) -> Revision | None:
        return changes.pending_version(page) if self.may_see_versions(request, page) else None

    def _not_saved(self, request: HttpRequest, error: ValidationError) -> HttpResponse | None:
        """Lead back to what was typed, which does not go with rows that wait in the change."""
        # That it is saved was said too soon.
        list(messages.get_messages(request))
        text = _("Nothing is saved: %(reason)s") % {"reason": " ".join(error.messages)}
        self.message_user(request, text, messages.ERROR)
        kept = keep_refused(request)
        request._form = None  # type: ignore[attr-defined]  # what was typed is not forgotten
        return kept

    def _put_in_place(self, request: HttpRequest, page: Publication, version: Revision) -> None:
        """Show a change in its place; one that no longer goes with the site only says so."""
        try:
            with transaction.atomic():
                revisions.apply_revision(page, version.data)
        except ValidationError as error:
            text = _("The change that waits cannot be put in place any more: %(reason)s")
            self.message_user(request, text % {"reason": " ".join(error.messages)}, messages.ERROR)

    @transaction.atomic
    def _propose(self, request: HttpRequest, object_id: str, proposed: dict[str, Any]) -> None:
        """Keep what the form saved over a live page as its pending change, and take the step."""
        page = self.get_object(request, unquote(object_id))
        assert page is not None  # noqa: S101  # the form has just shown it
        if page.revision_number != proposed["seen"]:
            raise StaleSave
        if proposed["deadline"]:
            proposed["deadline"].keep(page, by=staff(request))
        if proposed.get("data"):
            changes.propose(page, proposed["data"], by=staff(request))
        self._take_step(request, page)

    def save_model(self, request: HttpRequest, obj: Publication, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = staff(request)
        obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        page = form.instance
        parts = any(each.has_changed() for each in formsets)
        typed = not change or form.text_has_changed or parts
        proposed = getattr(request, "_proposed", None)
        if proposed is not None:
            proposed["seen"] = page.revision_number
            proposed["deadline"] = form.deadline
            proposed["data"] = revisions.snapshot(page) if typed else None
            return
        if form.deadline:
            form.deadline.keep(page, by=staff(request))
        if typed:
            # Who only sets the moment has written no text, and may still approve it.
            timed = change and form.only_moment_has_changed and not parts
            revisions.record(page, by=staff(request), is_step=timed, is_locked=True)
        self._take_step(request, page)

    def _take_step(self, request: HttpRequest, page: Publication) -> None:
        """Take the step of the pressed button; where it is not open, the text stays saved."""
        target = request.POST.get("_step")
        if not target:
            return
        if target not in State.values or target == State.BINNED:
            raise PermissionDenied
        if target == State.WITHDRAWN and self.asks_before_withdrawing(request, page):
            return
        try:
            with transaction.atomic():
                publish_checks.move(
                    page,
                    to=State(target),
                    by=staff(request),
                    word=request.POST.get("_word", "").strip(),
                    force=request.POST.get("_force", "").strip(),
                    seen=page.revision_number,
                )
        except ValidationError as error:
            text = _("Your text is saved, but: %(reason)s") % {"reason": " ".join(error.messages)}
            self.message_user(request, text, messages.ERROR)
        else:
            said = {"title": page, "state": page.get_state_display()}
            self.message_user(request, _("“%(title)s” is now: %(state)s.") % said, messages.SUCCESS)

    def _step_alone(self, request: HttpRequest, object_id: str | None) -> HttpResponse | None:
        """The answer to a step with a page whose text this person may not write now.

        An approved text is closed, and yet it is published, taken back or asked to be changed.
        """
        if request.method != "POST" or "_step" not in request.POST or object_id is None:
            return None
        page = self.get_object(request, unquote(object_id))
        if page is None or self.has_change_permission(request, page):
            return None
        if request.POST.get(VERSION) == str(page.revision_number):
            self._take_step(request, page)
        else:
            self.message_user(request, StaleSave().messages[0], messages.ERROR)
        return self.response_change(request, page)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        page = kwargs.get("obj") or self.model()
        user = staff(request)
        # The bin asks first what goes with the page, on a page of its own.
        steps = workflow.steps_open_to(user, page)
        context["steps"] = [step for step in steps if step.target != State.BINNED]
        context["publication"] = page
        if page.pk is not None:
            context["waiting"] = waiting = changes.open_change(page)
            context["is_for_review"] = is_for_review(page, waiting)
            context["findings"] = publish_checks.check_as_it_stands(page)
            context["offers"] = any(finding.offer for finding in context["findings"])
            context["conflicts"] = context["adminform"].form.conflicts
            context["may_force"] = user.has_perm(PUBLISH) and user.pk in workflow.writers(page)
            context["due"] = "" if page.is_public else self.due_label(page)
            context["unread_forced"] = page.forced.filter(read_at=None).first()
            context["english"] = translating.english_of(page)
            context["may_translate"] = translating.may_have_one(page) and user.has_perm(WRITE)
        return super().render_change_form(request, context, *args, **kwargs)

    # The versions tell who wrote what; a second record beside them would only differ.
    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        return None

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self.response_change(request, obj)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if (answer := self.withdraw_answer(request, obj)) is not None:
            return answer
        if "_step" not in request.POST:
            waits = bool((getattr(request, "_proposed", None) or {}).get("data"))
            text = (
                _("Your change to “%(title)s” waits for approval. Readers see the old text.")
                if waits
                else _("“%(title)s” is saved.")
            )
            self.message_user(request, text % {"title": obj}, messages.SUCCESS)
        name = f"admin:{obj._meta.app_label}_{obj._meta.model_name}"
        if "_continue" in request.POST:
            return HttpResponseRedirect(reverse(f"{name}_change", args=[obj.pk]))
        return HttpResponseRedirect(reverse(f"{name}_changelist"))

    def get_view_on_site_url(self, obj: Publication | None = None) -> str | None:
        return obj.path if obj is not None and obj.is_public else None

    # --- the list -----------------------------------------------------------------------------

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Search by the site's own words: with or without marks, in any order."""
        return with_words(queryset, search_term), False

    @admin.display(description=_("state"), ordering="state")
    def state_label(self, obj: Publication) -> str:
        if obj.state == State.PUBLISHED and not obj.is_public:
            return str(self._why_hidden(obj))
        if obj.state == State.PUBLISHED and obj.revision_number != obj.live_number:
            return str(_("published, a change waits"))
        return obj.get_state_display()

    @staticmethod
    def _why_hidden(page: Publication) -> StrPromise:
        """What keeps a published page from readers at present."""
        if page.lapses_at is not None and page.lapses_at <= timezone.now():
            return _("published, hidden until somebody vouches for it")
        if page.parent_page is not None and not page.parent_page.is_public:
            return _("published, hidden with what it belongs to")
        return _("scheduled or expired")
