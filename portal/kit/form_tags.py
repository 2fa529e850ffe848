"""Template tags by which every form of the public, of the desk and of accounts is shown alike."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext as _

register = template.Library()


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one field; the address of the field and its label, where it is shown."""

    error: str
    target: str = ""
    label: str = ""


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms: BaseForm, title: str = "") -> dict[str, Any]:
    """Say above the fields, all at once, what is wrong in the forms; nothing where all is well."""
    faults = [fault for form in forms for fault in _faults(form)]
    return {"faults": faults, "title": title or _("Not sent yet. Please mend this:")}


def _faults(form: BaseForm) -> Iterator[Fault]:
    for error in form.non_field_errors():
        yield Fault(str(error))
    for field in form:
        if not field.errors:
            continue
        if field.is_hidden:
            yield from (Fault(str(error)) for error in field.errors)
        else:
            yield Fault(str(field.errors[0]), _target(field), capfirst(str(field.label)))


def _target(field: BoundField) -> str:
    """Return the id of what is filled in first; a choice of several has one for each."""
    return field.id_for_label or f"{field.auto_id}_0"


# Django writes a choice by templates, of two includes and six nodes for each option: of a list's
# page they were a fifth.


@register.simple_tag
def attributes(attrs: Mapping[str, object]) -> SafeString:
    """Return the attributes of a choice or option as Django's own template writes them."""
    present = ((name, value) for name, value in attrs.items() if value is not False)
    written = (
        format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)
        for name, value in present
    )
    return mark_safe("".join(written))  # noqa: S308  # each is escaped


@register.simple_tag
def input_of(widget: Mapping[str, Any]) -> SafeString:
    """Return an input as Django's own template writes it."""
    value = {} if widget["value"] is None else {"value": str(widget["value"])}
    first = {"type": widget["type"], "name": widget["name"]} | value
    return format_html("<input{}{}>", attributes(first), attributes(widget["attrs"]))


@register.simple_tag
def options(groups: Iterable[tuple[str | None, list[dict[str, Any]], int]]) -> SafeString:
    """Return the options of a choice, each on a line; those of a group within it."""
    written = (f"\n{_group(name, choices)}" for name, choices, _index in groups)
    return mark_safe("".join(written))  # noqa: S308  # each is escaped


def _group(name: str | None, choices: Iterable[Mapping[str, Any]]) -> str:
    written = "\n".join(map(_option, choices))
    label = conditional_escape(name) if name else ""
    return f'<optgroup label="{label}">{written}</optgroup>\n' if label else written


def _option(choice: Mapping[str, Any]) -> str:
    attrs = attributes(choice["attrs"]) if choice["attrs"] else ""
    value, label = conditional_escape(choice["value"]), conditional_escape(choice["label"])
    return f'<option value="{value}"{attrs}>{label}</option>'
