"""The public list of a kind whose sections have lists of their own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_stubs_ext import StrPromise

from portal.publishing.models import Publication, Section
from portal.publishing.paging import page_of


@dataclass(frozen=True, slots=True)
class SectionedList:
    """Shows the public pages of a kind, or of one of its sections, as a form narrows them down.

    `form` is made of what the address asks and of the section, and has `narrowed`; the template
    finds the pages of the list in `page.rows`. `lead` says what they are, where no section does.
    """

    kind: type[Publication]
    form: Callable[..., Any]
    template: str
    heading: StrPromise
    lead: StrPromise

    def of_section(self, request: HttpRequest, slug: str) -> HttpResponse:
        """Show the pages of one section; 404 where the kind has none of this name."""
        section = get_object_or_404(Section, kind=self.kind.KIND, slug=slug)
        return self.show(request, section)

    def show(self, request: HttpRequest, section: Section | None = None) -> HttpResponse:
        """Show all pages, or those of a section."""
        form = self.form(request.GET, of=section)
        rows = form.narrowed(self.kind.objects.public())
        context = {
            "form": form,
            "section": section,
            "heading": section.name if section else self.heading,
            "kind_heading": self.heading,
            "lead": self.lead,
            "list_path": reverse(self.kind.LIST_VIEW),
            "page": page_of(request, rows.select_related("section").defer("body")),
        }
        return render(request, self.template, context)
