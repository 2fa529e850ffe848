"""Panels: blocks of a first page, each made by the app that knows what it shows.

A setting names the functions that make them, in the order of the page. Each is given the person who
looks, and returns a panel, or None where there is nothing for that person.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.context_processors import csrf
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Panel:
    """A block of a first page: a template, and all that it shows."""

    template_name: str
    context: dict[str, Any]

    def render(self, request: HttpRequest) -> SafeString:
        """Return the HTML; of the request its forms know the CSRF token only."""
        return render_to_string(self.template_name, csrf(request) | self.context)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Work of one sort that waits for somebody: a number on the first page, and its list."""

    # Names the list in its address.
    slug: str
    label: str | Promise
    # What is counted; rows of several tables may be of one sort.
    rows: tuple[QuerySet[Any, Any], ...]
    # Shows the rows on a page of their own; without it they are listed at `url`.
    panel: Callable[[Any], Panel | None] | None = None
    url: str = ""
    # Something that should have been done by now; what merely waits is not late.
    is_late: bool = False
    # Counted as the person's own work beside the menu of every page.
    is_mine: bool = False


def load_panels[Viewer, P: Panel](makers: Iterable[str], viewer: Viewer) -> list[P]:
    """Return the panels that functions, named by dotted paths, make for a viewer."""
    functions: list[Callable[[Viewer], P | None]] = [import_string(name) for name in makers]
    panels = (make(viewer) for make in functions)
    return [panel for panel in panels if panel is not None]
