"""The picture library in the admin: upload, describe, choose."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.audit.mixin import AuditedAdmin
from portal.pictures.intake import store_picture
from portal.pictures.models import Picture

WRITE = "portal.write_publication"


class PictureForm(forms.ModelForm[Picture]):
    """Takes a file on adding; afterwards only the description changes."""

    user: Any = None
    upload = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, GIF or WebP. It is kept in three widths, without its metadata."),
        widget=forms.ClearableFileInput(
            attrs={"accept": "image/jpeg,image/png,image/gif,image/webp"}
        ),
    )

    class Meta:
        model = Picture
        fields = ("upload", "alt")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        upload = self.cleaned_data.get("upload")
        if upload and not self.errors:
            try:
                self.instance = store_picture(upload, by=self.user)
            except ValidationError as error:
                self.add_error("upload", error)
        return cleaned


class PictureDescriptionForm(forms.ModelForm[Picture]):
    class Meta:
        model = Picture
        fields = ("alt",)


@admin.register(Picture)
class PictureAdmin(AuditedAdmin):
    """Whoever writes may upload and describe; nothing is deleted, for a text may show it."""

    list_display = ("preview", "alt", "size", "created_at", "created_by")
    list_display_links = ("preview", "alt")
    list_select_related = ("created_by",)
    list_per_page = 40
    search_fields = ("alt",)
    date_hierarchy = "created_at"
    readonly_fields = ("preview", "size", "created_at", "created_by")

    def get_form(
        self, request: HttpRequest, obj: Picture | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = PictureDescriptionForm if obj else PictureForm
        kwargs["fields"] = None
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        return form

    def get_fields(self, request: HttpRequest, obj: Picture | None = None) -> Any:
        return ("preview", "alt", "size", "created_at", "created_by") if obj else ("upload", "alt")

    def has_view_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return request.user.has_perm(WRITE)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return request.user.has_perm(WRITE)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(WRITE)

    def has_delete_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        return False

    @admin.display(description=_("preview"))
    def preview(self, picture: Picture) -> SafeString:
        return format_html('<img src="{}" alt="" width="120" loading="lazy">', picture.smallest_url)

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"
