"""The look of the site in the admin: publishers change it, and look at it before it is saved."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal.accounts.roles import PUBLISH
from portal.audit.mixin import AuditedRowsMixin, Formsets
from portal.audit.values import Values
from portal.branding.brand import KEPT, brand_of
from portal.branding.models import Branding, MenuWord
from portal.branding.preview import Previewed, ShellPreviewMixin, address_of, colours_view
from portal.editing.covers import CoverWidget, take_in_picture
from portal.editing.library import ACCEPTED
from portal.editing.public_records import SingletonAdmin
from portal.kit.admin import RowsOfOneInline

UPLOAD = "logo_upload"
_LOGO_ALT = "Logo"


def places() -> list[tuple[str, str]]:
    """Return the places of menu and footer that may be called otherwise, with their usual words."""
    found: list[tuple[str, str]] = import_string(settings.MENU_PLACES)()
    return found


class BrandingForm(forms.ModelForm[Branding]):
    """Has a field for a file beside the choice of the logo, as the cover of a page does."""

    logo_error: ValidationError | None = None
    logo_upload = forms.FileField(
        required=False,
        label=_("Upload a logo"),
        help_text=_("PNG or WebP; it is kept in the library at once and chosen below."),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.logo_error is not None:
            self.add_error(UPLOAD, self.logo_error)
        return cleaned


class MenuWordForm(forms.ModelForm[MenuWord]):
    place = forms.ChoiceField(
        choices=places,
        label=_("place of the menu"),
        help_text=_("As it is called where nothing is written."),
    )


class MenuWordInline(RowsOfOneInline, admin.TabularInline[Any, Any]):
    """The words of the menu: who changes the look changes them."""

    model = MenuWord
    form = MenuWordForm
    extra = 1
    fields: ClassVar[Any] = ["place", "word", "word_en"]

    def has_view_permission(self, request: HttpRequest, obj: Branding | None = None) -> bool:
        return bool(admin.site.get_model_admin(Branding).has_view_permission(request, obj))

    def has_change_permission(self, request: HttpRequest, obj: Branding | None = None) -> bool:
        return bool(admin.site.get_model_admin(Branding).has_change_permission(request, obj))


@admin.register(Branding)
class BrandingAdmin(AuditedRowsMixin, ShellPreviewMixin, SingletonAdmin):
    """Each page shows it at once, so that only publishers save it."""

    handbook = "dien-mao-cua-cong"
    form = BrandingForm
    list_display = ["__str__", "accent", "logo"]
    list_select_related: ClassVar[Any] = ["logo", "seal"]
    inlines: ClassVar[Any] = [MenuWordInline]
    fieldsets: ClassVar[Any] = [
        (None, {"fields": [UPLOAD, "logo"]}),
        (_("Colours"), {"fields": Branding.COLOURS}),
        (
            _("Marks of authorities"),
            {"fields": ["seal", "seal_name", "seal_link", "code_name", "code"]},
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Branding | None = None) -> Any:
        """Return all of them; the way to a new logo is no field of a look that is only read."""
        (name, first), *others = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return [(name, first), *others]
        return [(name, {"fields": ["logo"]}), *others]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(colours_view)
        name = "branding_branding_preview_colours"
        return [path("mau-xem-thu.css", view, name=name), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(PUBLISH)

    def formfield_for_foreignkey(
        self, db_field: Any, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name in ("logo", "seal"):
            kwargs["widget"] = CoverWidget(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, *arguments: Any, **options: Any) -> Any:
        form: Any = super().get_form(request, *arguments, **options)
        form.logo_error = getattr(request, "logo_error", None)
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Take in an uploaded logo first: saved or looked at, the choice is then its number."""
        if request.method == "POST":
            is_allowed = self.has_change_permission(request)
            typed = request.POST.copy()
            typed["logo_alt"] = _LOGO_ALT  # in the library; on pages it is an ornament
            request.POST = typed  # type: ignore[assignment]  # as if it had been written
            refused = take_in_picture(request, UPLOAD, "logo", "logo_alt", is_allowed=is_allowed)
            request.logo_error = refused.get(UPLOAD)  # type: ignore[attr-defined]  # for get_form
        return super().changeform_view(request, object_id, form_url, extra_context)

    def previewed(self, form: Any, formsets: Formsets) -> Previewed:
        """Return the look that is typed."""
        words = [
            each.instance
            for each in formsets[0].forms
            if each.instance.word and each not in formsets[0].deleted_forms
        ]
        row: Branding = form.instance
        return KEPT.instead(brand_of(row, words, preview_stylesheet=address_of(row.colours)))

    def rows_as_recorded(self, obj: Branding) -> Values:
        """Return the words, each under its place."""
        rows = MenuWord.objects.filter(branding_id=obj.pk)
        return {row.place: f"{row.word} / {row.word_en}" for row in rows}
