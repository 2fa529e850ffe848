"""The choice of a section in the form of a page."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils.translation import gettext as _


class _Sections(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic when it runs
    def __iter__(self) -> Iterator[Any]:
        rows = [*super().__iter__()]
        if len(rows) == 1 and self.field.empty_label is not None:
            yield "", _("no section has been made for these pages yet")
        else:
            yield from rows


class SectionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Offers the sections of a kind; says so where there is none, so that nobody looks for more."""

    iterator = _Sections
