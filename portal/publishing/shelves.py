"""The public list of a kind whose sections have lists of their own, and what narrows it down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django_stubs_ext import StrPromise

from portal.kit.filters import MAX_CHOICES, ListFilter
from portal.publishing.models import Publication, PublicationQuerySet, Section
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


class SectionFilter[Rows: PublicationQuerySet[Any]](ListFilter[Rows]):
    """Narrows pages of a kind down by section, too; made of one section, it offers no other."""

    kind: ClassVar[type[Publication]]
    # The field in which a section is chosen.
    section_field: ClassVar[str]

    def __init__(self, query: QueryDict, *, of: Section | None = None) -> None:
        super().__init__(query)
        self._of = of
        self.sections = list(Section.objects.of_kind(self.kind.KIND)[:MAX_CHOICES])
        if of is not None:
            del self.fields[self.section_field]
        else:
            choices = [(section.slug, section.name) for section in self.sections]
            self.offer(self.section_field, choices)

    def narrowed(self, rows: Rows) -> Rows:
        """Return the pages that fit, of the section where the form is of one."""
        return super().narrowed(rows.in_section(self._of) if self._of is not None else rows)
