"""The lists of the admin: each cell knows its column's name, each row its menu."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.contrib import admin
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.kit.admin_lists import RowLink

register = template.Library()


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row as the list shows it: what is wrong with it, its cells, and what its menu offers."""

    problems: Any
    cells: Sequence[str]
    menu: Sequence[RowLink]
    name: str


@register.simple_tag
def result_rows(cl: Any, results: Iterable[Any], headers: Sequence[Mapping[str, Any]]) -> Any:
    """Return the rows of a list; on a phone a cell says which column it is of."""
    return list(_rows(cl, results, headers))


def _rows(
    cl: Any, results: Iterable[Any], headers: Sequence[Mapping[str, Any]]
) -> Iterator[ResultRow]:
    labels = [str(capfirst(strip_tags(str(header["text"])).strip())) for header in headers]
    menu_of = getattr(cl, "row_menu", None)
    for obj, cells in zip(cl.result_list, results, strict=True):
        # A list whose rows are edited in place has the row's key as one cell more.
        names = [*labels, *[""] * (len(cells) - len(labels))]
        yield ResultRow(
            problems=cells.form and cells.form.non_field_errors(),
            cells=[_labelled(cell, name) for cell, name in zip(cells, names, strict=True)],
            menu=menu_of(obj) if menu_of is not None else (),
            name=str(obj),
        )


def _labelled(cell: str, label: str) -> SafeString:
    """Return the cell with its column's name for the style sheet; Django has made it safe."""
    tag, _space, rest = _spoken(cell).partition(" ")
    if not label or tag not in ("<td", "<th"):
        return mark_safe(_spoken(cell))  # noqa: S308  # as Django's own list gave it
    named = format_html('{} data-label="{}" ', mark_safe(tag), label)  # noqa: S308  # "<td"
    empty = mark_safe("data-empty ") if _is_empty(cell) else ""
    return mark_safe(named + empty + rest)  # noqa: S308  # as Django's own list gave it


def _spoken(cell: str) -> str:
    """Return the cell whose mark for yes or no is read out in words, and not as in Python."""
    for value, word in ((True, _("Yes")), (False, _("No"))):
        cell = cell.replace(f'alt="{value}"', f'alt="{word}"')
    return cell


def _is_empty(cell: str) -> bool:
    """Return whether a cell says nothing: a phone leaves it out."""
    shows = any(tag in cell for tag in ("<img", "<input", "<svg"))
    return not shows and strip_tags(cell).strip() in ("", admin.site.empty_value_display)


@register.filter
def tabs(cl: Any) -> list[Any]:
    """Return the filters that stand as tabs above a list."""
    return [spec for spec in cl.filter_specs if getattr(spec, "is_tabs", False)]


@register.filter
def folded_filters(cl: Any) -> list[Any]:
    """Return the filters that stand in the panel that folds."""
    return [spec for spec in cl.filter_specs if not getattr(spec, "is_tabs", False)]


@register.filter
def used_filters(cl: Any) -> int:
    """Return how many filters of the panel narrow the list at present."""
    used = set(cl.params)
    return sum(bool(used & set(spec.expected_parameters())) for spec in folded_filters(cl))
