"""The picture library in the admin: upload, describe, find, choose; delete what nobody uses."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.forms import Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import WRITE, edits, staff, writes
from portal.audit.mixin import AuditedAdmin
from portal.kit.admin import LongListAdmin
from portal.kit.admin_pages import own_page
from portal.media.pictures import crops
from portal.media.pictures.intake import forget_files, get_or_store_picture
from portal.media.pictures.models import Picture, normalize_tags
from portal.media.scanning.models import ScanState
from portal.media.scanning.services import is_on, not_clean
from portal.pagecache import generation
from portal.publishing.lookup import with_words
from portal.publishing.models.kinds import admin_address
from portal.publishing.usage import TextPlace, Use, uses_of

ACCEPTED = "image/jpeg,image/png,image/gif,image/webp"
# Tags offered beside the list, of so many of the newest pictures; others are found by the search.
MAX_TAGS = 30
MAX_COUNTED = 2000
_DESCRIPTION = ("alt", "credit", "licence", "tags")
_FOCAL = ("focal_x", "focal_y")
# What pages show of the row itself: their words about the picture are their own.
_SHOWN = ("credit", "licence", *_FOCAL)


class PictureForm(forms.ModelForm[Picture]):
    """Takes a file on adding; a file that is in the library already is that picture."""

    user: Any = None
    is_known = False
    upload = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, GIF or WebP. It is kept in three widths, without its metadata."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    class Meta:
        model = Picture
        fields = ("upload", *_DESCRIPTION)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        upload = self.cleaned_data.get("upload")
        if not upload or self.errors:
            return cleaned
        try:
            self.instance, is_new = get_or_store_picture(
                upload, by=self.user, alt=cleaned.get("alt", "")
            )
        except ValidationError as error:
            self.add_error("upload", error)
            return cleaned
        self.is_known = not is_new
        # What others have written of a picture stays; it is changed in its own form.
        return cleaned if is_new else {}


class PictureDescriptionForm(forms.ModelForm[Picture]):
    class Meta:
        model = Picture
        fields = (*_DESCRIPTION, *_FOCAL)


class TagFilter(admin.SimpleListFilter):
    """The tags in most of the newest pictures."""

    title = _("tag")
    parameter_name = "tag"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT tag FROM (SELECT tags FROM pictures_picture"
                " ORDER BY created_at DESC, id DESC LIMIT %s) AS newest, unnest(tags) AS tag"
                " GROUP BY tag ORDER BY count(*) DESC, tag LIMIT %s",
                [MAX_COUNTED, MAX_TAGS],
            )
            return [(tag, tag) for (tag,) in cursor.fetchall()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Picture]) -> QuerySet[Picture]:
        tags = normalize_tags([self.value() or ""])
        return queryset.filter(tags__contains=tags) if tags else queryset


@admin.register(Picture)
class PictureAdmin(LongListAdmin, AuditedAdmin):
    """Every writer's; who edits, or uploaded a picture, deletes it while no page uses it.

    What a live page shows of a picture is changed by who edits: readers see it at once.
    """

    handbook = "thu-vien-anh"
    list_display = ("alt",)
    sortable_by = ()
    list_filter = (TagFilter, "licence")
    list_per_page = 40
    show_facets = admin.ShowFacets.NEVER
    actions = None
    search_fields = ("alt",)
    search_help_text = _("Words of the description, the photographer or the tags.")
    readonly_fields = ("preview", "size", "created_at", "uploader", "scan_state")

    class Media:
        js = (Script("js/focal.js", type="module"),)

    def get_form(
        self,
        request: HttpRequest,
        obj: Picture | None = None,
        change: bool = False,
        **kwargs: object,
    ) -> Any:
        kwargs["form"] = PictureDescriptionForm if obj else PictureForm
        kwargs["fields"] = None
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        if obj is None:
            return [(None, {"fields": ["upload", *_DESCRIPTION]})]
        about = ["size", "created_at", "uploader", *(["scan_state"] if is_on() else [])]
        why = {"description": _("Readers see it: an editor changes photographer, licence, crop.")}
        is_locked = _is_for_editors(request, obj)
        return [
            (None, {"fields": _DESCRIPTION, **(why if is_locked else {})}),
            (_("What lists show of it"), {"fields": ["preview", _FOCAL]}),
            (_("About the file"), {"fields": about}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        """Leave alone what a live page shows, where somebody of the writers only looks at it."""
        locked = _SHOWN if obj is not None and _is_for_editors(request, obj) else ()
        return [*super().get_readonly_fields(request, obj), *locked]

    # --- who does what ------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return request.user.has_perm(WRITE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return request.user.has_perm(WRITE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        if obj is None:
            return False
        return writes(request.user, own=obj.created_by_id == request.user.pk)

    # --- finding ------------------------------------------------------------------------------

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Picture], search_term: str
    ) -> tuple[QuerySet[Picture], bool]:
        """Search with or without marks, in any order."""
        return with_words(queryset, search_term), False

    @own_page("<int:pk>/anh-nho/", "thumbnail")
    def thumbnail_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Return the way to the smallest size, for a form in which the picture was just chosen."""
        picture = self.get_object(request, str(pk))
        if picture is None or not self.has_view_permission(request, picture):
            raise Http404
        return HttpResponseRedirect(picture.smallest_url)

    # --- keeping ------------------------------------------------------------------------------

    def save_model(
        self, request: HttpRequest, obj: Picture, form: forms.ModelForm[Picture], change: bool
    ) -> None:
        if change and (problem := crops.recut(obj)):
            self.message_user(request, problem, messages.WARNING)
        super().save_model(request, obj, form, change)
        # Its crop and its photographer stand on pages that are live.
        generation.invalidate_public_content()

    def response_add(
        self, request: HttpRequest, obj: Picture, post_url_continue: str | None = None
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST or not getattr(request, "_known", False):
            return super().response_add(request, obj, post_url_continue)
        text = _("This file is in the library already; here it is, as it was described.")
        self.message_user(request, text, messages.INFO)
        return HttpResponseRedirect(reverse("admin:pictures_picture_change", args=[obj.pk]))

    def save_form(self, request: HttpRequest, form: object, change: bool) -> Any:
        request._known = getattr(form, "is_known", False)  # type: ignore[attr-defined]  # read above
        return super().save_form(request, form, change)

    # --- deleting -----------------------------------------------------------------------------

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, object] | None = None
    ) -> HttpResponse:
        picture = self.get_object(request, unquote(object_id))
        may = picture is not None and self.has_delete_permission(request, picture)
        if picture is not None and may and (uses := uses_of(picture)):
            rows = (_use_row(use, staff(request)) for use in uses)
            where = "; ".join(f"“{use['title']}” ({use['place']})" for use in rows)
            text = _("The picture is in use and stays: %(where)s.") % {"where": where}
            self.message_user(request, text, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:pictures_picture_change", args=[picture.pk]))
        return super().delete_view(request, object_id, extra_context)

    def delete_model(self, request: HttpRequest, obj: Picture) -> None:
        super().delete_model(request, obj)
        transaction.on_commit(lambda: forget_files(obj.sha256))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, object],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Picture | None = None,
    ) -> HttpResponse:
        if obj is not None:
            uses = _uses_at_hand(obj)
            context["uses"] = [_use_row(use, staff(request)) for use in uses]
            if uses:
                context["show_delete"] = False
        return super().render_change_form(request, context, add, change, form_url, obj)

    # --- what the form shows ------------------------------------------------------------------

    @admin.display(description=_("preview"))
    def preview(self, picture: Picture) -> SafeString:
        """Return the whole picture to click into, and the crop that lists show."""
        return format_html(
            '<span class="focal"><img src="{}" alt=""></span> '
            '<img src="{}" alt="" class="focal-crop">',
            picture.smallest_url,
            picture.crop_url,
        )

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"

    @admin.display(description=_("virus scan"))
    def scan_state(self, picture: Picture) -> str:
        """Return what the scanner has said of it."""
        name = str(picture.file.name)
        return str(not_clean([name]).get(name, ScanState.CLEAN).label)

    @admin.display(description=_("uploaded by"))
    def uploader(self, picture: Picture) -> str:
        """Return a name, no link: accounts are not for everybody's eyes."""
        return str(picture.created_by or "—")


def _uses_at_hand(picture: Picture) -> list[Use]:
    """Return where a picture is used, asked once for the form that it stands in."""
    known: list[Use] | None = picture.__dict__.get("_uses")
    if known is None:
        known = picture.__dict__["_uses"] = uses_of(picture)
    return known


def _is_for_editors(request: HttpRequest, picture: Picture) -> bool:
    """Return whether a live page shows the picture, and this person is a reporter."""
    if edits(request.user):
        return False
    return any(
        use.is_published and use.place == TextPlace.CURRENT for use in _uses_at_hand(picture)
    )


def _use_row(use: Use, user: User) -> dict[str, Any]:
    """A use in words; the title of another's draft is told to who edits or publishes only."""
    may_read = use.is_published or use.author_id == user.pk or edits(user)
    return {
        "title": use.title if may_read else _("a draft of somebody else's"),
        "place": use.place.label,
        "address": admin_address(use.kind, use.publication_id) if may_read else "",
    }
