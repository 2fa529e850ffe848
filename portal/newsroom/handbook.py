"""The editors' handbook in the admin, and which of its sections is about what."""

from typing import Final

from django.contrib import admin
from django.db.models import Model
from django.http import FileResponse, Http404, HttpRequest
from django.template.response import TemplateResponse

from portal.accounts.first_steps import has_skipped
from portal.accounts.roles import staff, works_here
from portal.kit.admin_pages import show_own_page
from portal.kit.handbook import handbook_of, picture_of_docs
from portal.kit.text.markdown import Heading

HANDBOOK: Final = handbook_of("bien-tap", picture_view="admin:handbook_picture")


def section_about(model: type[Model]) -> Heading | None:
    """Return the section that its admin names by `handbook`; None where it names none."""
    if not admin.site.is_registered(model):
        return None
    return section_at(getattr(admin.site.get_model_admin(model), "handbook", ""))


def section_at(anchor: str) -> Heading | None:
    """Return the section with this anchor; None where there is none."""
    document = HANDBOOK.document() if anchor else None
    headings = document.headings if document else ()
    return next((heading for heading in headings if heading.anchor == anchor), None)


def handbook_view(request: HttpRequest) -> TemplateResponse:
    """Show all of the handbook on one page, with a list of its sections."""
    document = HANDBOOK.document()
    if document is None or not works_here(request.user):
        raise Http404
    return show_own_page(
        request,
        "admin/newsroom/handbook.html",
        document.title,
        document=document,
        has_skipped=has_skipped(staff(request)),
    )


def handbook_picture(request: HttpRequest, name: str) -> FileResponse:
    """Send a picture of the handbook to those who may read it."""
    if not works_here(request.user):
        raise Http404
    return picture_of_docs(name)
