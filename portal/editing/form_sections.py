"""What the form of a page opens by itself, and what it says of errors: each with its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten
from django.core.exceptions import NON_FIELD_ERRORS, FieldDoesNotExist
from django.db.models import NOT_PROVIDED
from django.utils import timezone
from django.utils.text import capfirst

from portal.editing.checks.violations import Violation
from portal.media.richtext.fields import RichTextFormField

# Filled in by the site itself or the same nearly everywhere: no reason to open a section.
_QUIET = {"slug", "language"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to be mended before the form is saved; `anchor`: its field or table, if one's."""

    anchor: str
    label: str
    message: str


def has_something(fieldset: Any, violations: Iterable[Violation]) -> bool:
    """Return whether a section holds what somebody wrote, or what is to be mended."""
    fields = fieldset.fields
    names = set(flatten(fields))
    if names & {violation.field for violation in violations}:
        return True
    return any(_is_filled(fieldset.form, name) for name in names - _QUIET)


def _is_filled(form: forms.ModelForm[Any], name: str) -> bool:
    if name not in form.fields:
        return False
    value = form[name].value()
    if name == "published_at" and isinstance(value, datetime):
        # That it went out some day is nothing to look at; that it will is.
        return value > timezone.now()
    if isinstance(value, (list, tuple)):
        return any(value)
    return value not in (None, "", False) and value != _default(form, name)


def _default(form: forms.ModelForm[Any], name: str) -> object:
    try:
        default: object = form._meta.model._meta.get_field(name).default
    except (AttributeError, FieldDoesNotExist):
        return None
    return None if default is NOT_PROVIDED or callable(default) else default


def faults_of(form: forms.ModelForm[Any], formsets: Iterable[Any]) -> list[Fault]:
    """Return all errors of a form and its rows, in the order of the page."""
    found = list(_faults(form))
    for formset in formsets:
        shown = {fault.message for fault in found}
        # What holds for the page and its rows alike is said once.
        found += [fault for fault in _faults_of_rows(formset) if fault.message not in shown]
        for row in formset.formset.forms:
            found += _faults(row)
    return list(dict.fromkeys(found))


def _faults_of_rows(formset: Any) -> Iterator[Fault]:
    """Return what is wrong with the rows of a table together.

    It is mended in none of them alone.
    """
    label = capfirst(str(formset.opts.verbose_name_plural))
    for error in formset.formset.non_form_errors():
        yield Fault(f"{formset.formset.prefix}-group", label, str(error))


def _faults(form: forms.BaseForm) -> Iterator[Fault]:
    for name, errors in form.errors.items():
        for error in errors:
            if name == NON_FIELD_ERRORS or name not in form.fields:
                yield Fault("", "", str(error))
            else:
                field = form[name]
                yield Fault(_anchor(field), str(field.label), str(error))


def _anchor(field: forms.BoundField) -> str:
    """Return the place of a field: the frame of the editor, whose own field is hidden.

    Else the field.
    """
    if isinstance(field.field, RichTextFormField):
        return f"{field.auto_id}_place"
    is_several = isinstance(field.field.widget, forms.MultiWidget)
    return f"{field.auto_id}_0" if is_several else str(field.auto_id)
