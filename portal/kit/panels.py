"""Panels: blocks of a first page, each made by the app that knows what it shows.

A setting names the functions that make them, in the order of the page. Each is given the person who
looks, and returns a panel, or None where there is nothing for that person.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.context_processors import csrf
from django.template.loader import render_to_string
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


def load_panels[Viewer, P: Panel](makers: Iterable[str], viewer: Viewer) -> list[P]:
    """Return the panels that functions, named by dotted paths, make for a viewer."""
    functions: list[Callable[[Viewer], P | None]] = [import_string(name) for name in makers]
    panels = (make(viewer) for make in functions)
    return [panel for panel in panels if panel is not None]
