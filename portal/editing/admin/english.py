"""English versions in the admin: begun from a page, written beside it, marked when it moves on."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.editing.forms import PublicationForm
from portal.editing.page_field import PageField
from portal.editing.publication_admin import PublicationAdmin
from portal.kit.admin_lists import ConditionFilter, Conditions
from portal.kit.admin_pages import show_own_page
from portal.publishing import translating
from portal.publishing.models import EnglishVersion, EnglishVersionQuerySet, Publication
from portal.publishing.models.access import check_section
from portal.publishing.models.english import text_digest
from portal.publishing.models.kinds import admin_address

FOLLOWS = "original_digest"


class FollowsInput(forms.CheckboxInput):
    """A box that stands for the Vietnamese text as its writer saw it."""

    def __init__(self, digest: str) -> None:
        super().__init__(attrs={"value": digest}, check_test=lambda kept: kept == digest)

    def value_from_datadict(self, data: Mapping[str, str], files: object, name: str) -> Any:
        return data.get(name, "")


class FollowsField(forms.CharField):
    """Changed only by a tick for another text than was followed: an empty box takes nothing back.

    Who approves a version that is outdated has not written in it.
    """

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and super().has_changed(initial, data)


class EnglishVersionForm(PublicationForm):
    """Knows whether the translator has followed the Vietnamese text of today."""

    class Meta:
        field_classes: ClassVar[Any] = {FOLLOWS: FollowsField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        original = self.instance.translation_of if self.instance.pk else None
        if FOLLOWS in self.fields and original is not None:
            self.fields[FOLLOWS].widget = FollowsInput(text_digest(original))
            self.fields[FOLLOWS].required = False

    def clean_original_digest(self) -> str:
        """Return the mark of the text that was on screen.

        Unticked, the translation follows what it did.

        Nobody unticks by mistake: what was once followed is not forgotten.
        """
        kept: Any = self.instance
        return str(self.cleaned_data.get(FOLLOWS) or kept.original_digest)


class BeginForm(forms.Form):
    """Which Vietnamese page is to be translated."""

    required_css_class = "required"
    page = PageField(label=_("Vietnamese page"))

    def __init__(
        self, data: QueryDict | None, *, address: str, readable: QuerySet[Publication], by: User
    ) -> None:
        # An address says nothing that its reader does not know; a number would name its page.
        super().__init__(data, initial={"page": address if address.startswith("/") else ""})
        page: Any = self.fields["page"]
        page.reader = by
        self.by = by
        self.readable = readable

    def clean_page(self) -> Publication:
        page: Publication = self.cleaned_data["page"]
        # What a person may not see does not exist.
        if not self.readable.filter(pk=page.pk).exists():
            raise ValidationError(self.fields["page"].error_messages["invalid_choice"])
        check_section(self.by, page)
        return page


class OutdatedFilter(ConditionFilter):
    """English texts that say less than the Vietnamese does by now."""

    title = _("outdated")
    parameter_name = "cu"

    def conditions(self) -> Conditions:
        outdated = Q(pk__in=EnglishVersion.objects.outdated().values("pk"))
        return {"1": (_("outdated"), outdated), "0": (_("up to date"), ~outdated)}


@admin.register(EnglishVersion)
class EnglishVersionAdmin(PublicationAdmin):
    """Written beside the Vietnamese text; begun from its page, never from nothing."""

    form = EnglishVersionForm
    handbook = "ban-tieng-anh"
    begins_here = False
    list_display = ["title", "original_title", "freshness", "state_label", "updated_at"]
    list_filter: ClassVar[Any] = ["state", OutdatedFilter]
    readonly_fields: ClassVar[Any] = ["original"]
    autocomplete_fields: ClassVar[Any] = []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: EnglishVersionQuerySet = super().get_queryset(request)  # type: ignore[assignment]  # its own
        # Django adds what a list needs only to rows that select nothing along yet.
        return rows.with_original().select_related("duty", "ownership")

    def get_fieldsets(self, request: HttpRequest, obj: Publication | None = None) -> Any:
        """Return the base's, without what an English version has from its page."""
        text = ["original", "title", "summary", "body", FOLLOWS, "translator_note"]
        first, *others, _rest = super().get_fieldsets(request, obj)
        return [(first[0], {"fields": text}), *others]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return False  # A sheet's row would belong to no page.

    def add_view(
        self,
        request: HttpRequest,
        form_url: str = "",
        extra_context: dict[str, object] | None = None,
    ) -> HttpResponse:
        """Ask for the Vietnamese page, then lead to a draft with its text to write over."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = BeginForm(
            request.POST if request.method == "POST" else None,
            address=request.GET.get("trang", ""),
            readable=self._pages(request),
            by=staff(request),
        )
        if form.is_valid() and (answer := self._begin(request, form)) is not None:
            return answer
        return show_own_page(
            request,
            "admin/publishing/publication/english.html",
            _("Make an English version"),
            opts=self.opts,
            form=form,
        )

    def _begin(self, request: HttpRequest, form: BeginForm) -> HttpResponse | None:
        page: Publication = form.cleaned_data["page"]
        if (version := translating.english_of(page)) is None:
            try:
                version = translating.begin(page, by=staff(request))
            except ValidationError as error:
                form.add_error("page", " ".join(error.messages))
                return None
            text = _("A draft with the Vietnamese text is there: write over it in English.")
            self.message_user(request, text)
        return HttpResponseRedirect(admin_address(version.kind, version.pk))

    def _pages(self, request: HttpRequest) -> QuerySet[Publication]:
        rows = Publication.objects.exclude(kind=EnglishVersion.KIND)
        return rows.readable_by(staff(request))

    @admin.display(description=_("Vietnamese page"))
    def original_title(self, version: EnglishVersion) -> str:
        return str(version.translation_of)

    @admin.display(description=_("follows the Vietnamese"))
    def freshness(self, version: EnglishVersion) -> str | SafeString:
        if version.is_outdated:
            return format_html("<strong>{}</strong>", _("outdated"))
        return str(_("up to date"))

    @admin.display(description=_("Vietnamese text"))
    def original(self, version: EnglishVersion) -> SafeString:
        """Return the page as it is now, to be read while writing."""
        page = version.translation_of
        if page is None:
            return SafeString("")
        mark = _("It has changed since this was translated.") if version.is_outdated else ""
        return format_html(
            "<p><strong>{}</strong></p>"
            '<details class="newsroom-note" lang="vi"{}><summary>{}</summary>'
            '<p><a href="{}">{}</a></p><p>{}</p>{}</details>',
            mark,
            mark_safe(" open") if version.is_outdated else "",  # a word of ours
            page.title,
            admin_address(page.kind, page.pk),
            _("Open the Vietnamese page"),
            page.summary,
            mark_safe(page.body),  # noqa: S308  # stored clean
        )
