"""A page made from another one: its texts in a draft of one's own, none of its dates and files."""

from typing import Any, ClassVar, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.kit.admin_lists import RowLink, RowMenuMixin
from portal.kit.admin_pages import row_or_404
from portal.publishing import services
from portal.publishing.models import Publication
from portal.publishing.models.access import works_in

# What every kind has and a copy takes along.
TEXTS: Final = ("summary", "body", "cover", "cover_alt", "cover_decorative", "language")


def duplicate[P: Publication](page: P, *, by: User, fields: tuple[str, ...]) -> P:
    """Return a draft with the page's texts and topics; ValidationError where it cannot be."""
    title = _("%(title)s (copy)") % {"title": page.title[:280]}
    copy = type(page)(title=title, is_sample=page.is_sample)
    for name in (*TEXTS, *fields):
        setattr(copy, name, getattr(page, name))
    # A section that one's rights do not reach into would be refused in the form, too.
    if works_in(by, page.section_id):
        copy.section = page.section
    note = _("Copied from “%(title)s”") % {"title": page.title}
    return services.save(copy, by=by, topics=list(page.topics.all()), note=note)


class RowMenu(RowMenuMixin):
    """The menu of a page in a list: see it, write it, make another one of it."""

    # What a kind copies beside the texts; None where a copy would make no sense.
    copied_fields: ClassVar[tuple[str, ...] | None] = None

    def row_menu(self, request: HttpRequest, obj: Publication) -> list[RowLink]:
        place = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        menu = []
        if obj.is_public:
            menu.append(RowLink(gettext_lazy("See the page"), obj.path))
        if self.has_change_permission(request, obj):
            address = reverse(f"{place}_change", args=[obj.pk])
            menu.append(RowLink(gettext_lazy("Edit"), address))
        if self.copied_fields is not None and self.has_add_permission(request):
            address = reverse(f"{place}_duplicate", args=[obj.pk])
            menu.append(RowLink(gettext_lazy("Duplicate"), address, writes=True))
        return menu

    def get_urls(self) -> list[Any]:
        if self.copied_fields is None:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_duplicate"
        view = self.admin_site.admin_view(self.duplicate_view)
        return [path("<path:object_id>/nhan-ban/", view, name=name), *super().get_urls()]

    def duplicate_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Make the copy and lead to its form; only the button of a list does so."""
        page = row_or_404(self.get_queryset(request), object_id)
        if not self.has_view_permission(request, page):
            raise Http404
        place = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        if request.method != "POST":
            return HttpResponseRedirect(reverse(f"{place}_change", args=[page.pk]))
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            copy = duplicate(page, by=staff(request), fields=self.copied_fields or ())
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(reverse(f"{place}_changelist"))
        message = _("This is a draft of your own, copied from “%(title)s”. Its files stayed there.")
        self.message_user(request, message % {"title": page.title}, messages.SUCCESS)
        return HttpResponseRedirect(reverse(f"{place}_change", args=[copy.pk]))
