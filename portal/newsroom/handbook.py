"""The editors' handbook in the admin: the very file in docs/, and which section is about what."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import FileResponse, Http404, HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from portal.accounts.roles import works_here
from portal.text.markdown import Document, Heading, render

_DOCS: Final = settings.BASE_DIR / "docs"
_FILE: Final = _DOCS / "bien-tap.md"


def handbook() -> Document | None:
    """The handbook as it stands on disk; nothing where it was not installed with the site."""
    try:
        return _rendered(_FILE, _FILE.stat().st_mtime_ns)
    except OSError:
        return None


@lru_cache(maxsize=1)
def _rendered(file: Path, _changed_at: int) -> Document:
    return render(file.read_text(encoding="utf-8"), picture=_picture_address)


def _picture_address(source: str) -> str:
    return reverse("admin:handbook_picture", args=[Path(source).stem])


def section_about(model: Any) -> Heading | None:
    """The section that its admin names by `handbook`; nothing where it names none."""
    if not admin.site.is_registered(model):
        return None
    anchor = getattr(admin.site.get_model_admin(model), "handbook", "")
    document = handbook() if anchor else None
    headings = document.headings if document else ()
    return next((heading for heading in headings if heading.anchor == anchor), None)


def handbook_view(request: HttpRequest) -> TemplateResponse:
    """All of it on one page, with a list of its sections."""
    document = handbook()
    if document is None or not works_here(request.user):
        raise Http404
    context = admin.site.each_context(request) | {"title": document.title, "document": document}
    return TemplateResponse(request, "admin/handbook.html", context)


def handbook_picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture that the handbook shows; the address is made of letters, digits and dashes."""
    file = _DOCS / "img" / f"{name}.png"
    if not (works_here(request.user) and file.is_file()):
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")
