"""What the admin of every kind of publication shares: rights, buttons, versions."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import EDIT, PUBLISH, WRITE, staff, works_here
from portal.publishing import life, revisions
from portal.publishing.lookup import with_words
from portal.publishing.models import Attachment, Publication, State
from portal.richtext.csp import EditorCspMixin


class PartInline(admin.TabularInline[Any, Any]):
    """Owned rows of a publication: who may change it may change them."""

    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return works_here(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return obj is None or life.may_write(staff(request), obj)

    def has_add_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        return self.has_change_permission(request, obj)


class AttachmentInline(PartInline):
    model = Attachment
    fk_name = "publication"
    fields = ["name", "file", "position"]


class PublicationAdmin(EditorCspMixin, admin.ModelAdmin[Any]):
    """The workplace for one kind of publication.

    A kind adds `kind_fields` (shown at once) and `kind_fieldsets` (folded).
    """

    change_form_template = "admin/publication/change_form.html"
    list_display = ["title", "section", "state_label", "published_at", "updated_at"]
    list_filter: ClassVar[Any] = ["state", "section"]
    list_select_related: ClassVar[Any] = ["section"]
    list_per_page = 50
    show_full_result_count = False
    ordering = ["-updated_at", "-id"]
    search_fields: ClassVar[Any] = ["title"]
    search_help_text = _("Words of the title or text, with or without marks.")
    autocomplete_fields: ClassVar[Any] = ["topics"]
    raw_id_fields: ClassVar[Any] = ["cover"]
    inlines: ClassVar[Any] = [AttachmentInline]
    kind_fields: ClassVar[Any] = ()
    kind_fieldsets: ClassVar[Any] = ()

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return [
            (None, {"fields": ["title", "summary", "body", "section", *self.kind_fields]}),
            (
                _("Cover picture"),
                {"classes": ["collapse"], "fields": ["cover", "cover_alt", "cover_decorative"]},
            ),
            (
                _("When readers see it"),
                {"classes": ["collapse"], "fields": ["published_at", "expires_at"]},
            ),
            *self.kind_fieldsets,
            (
                _("Address, topics, language"),
                {
                    "classes": ["collapse"],
                    "fields": ["slug", "topics", "language", "translation_of", "is_sample"],
                },
            ),
        ]

    # --- who sees and does what ---------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        """All for who edits or publishes; for a reporter their own and what is public anyway."""
        rows = super().get_queryset(request).defer("body")
        user = staff(request)
        if user.has_perm(EDIT) or user.has_perm(PUBLISH):
            return rows
        return rows.filter(models.Q(created_by=user) | models.Q(state=State.PUBLISHED))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return works_here(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return works_here(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_change_permission(self, request: HttpRequest, obj: Publication | None = None) -> bool:
        if obj is None:
            return request.user.has_perm(WRITE)
        return life.may_write(staff(request), obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted from a screen; it is withdrawn."""
        return False

    # --- saving: form → row and parts → version → step ----------------------------------------

    def save_model(self, request: HttpRequest, obj: Publication, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = staff(request)
        obj.save()

    def save_related(
        self, request: HttpRequest, form: ModelForm[Any], formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        revisions.record(form.instance, by=staff(request))
        self._take_step(request, form.instance)

    def _take_step(self, request: HttpRequest, publication: Publication) -> None:
        """Take the step of the pressed button; where it is not open, the text stays saved."""
        target = request.POST.get("_step")
        if not target:
            return
        if target not in State.values:
            raise PermissionDenied
        try:
            with transaction.atomic():
                life.move(publication, to=State(target), by=staff(request))
        except ValidationError as error:
            publication.refresh_from_db(fields=["state"])
            text = _("Your text is saved, but: %(reason)s") % {"reason": " ".join(error.messages)}
            self.message_user(request, text, messages.ERROR)
        else:
            said = {"title": publication, "state": publication.get_state_display()}
            self.message_user(request, _("“%(title)s” is now: %(state)s.") % said, messages.SUCCESS)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        publication = kwargs.get("obj") or self.model()
        context["steps"] = life.steps_open_to(staff(request), publication)
        context["publication"] = publication
        return super().render_change_form(request, context, *args, **kwargs)

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
            return str(_("scheduled or expired"))
        return obj.get_state_display()
