"""Texts of several lines: browsers end a line with two signs, and one of them is kept."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.forms import CharField, Field, Textarea


def with_single_ends(text: str) -> str:
    """Return a text with one sign at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def keep_single_ends(fields: Iterable[Field]) -> None:
    """Let fields of several lines read one sign at the end of each: two of them change nothing.

    What compares its texts in its own way, as rich text does, is left as it is.
    """
    for field in fields:
        if isinstance(field, CharField) and isinstance(field.widget, Textarea):
            field.to_python = partial(_read, field.to_python)  # type: ignore[method-assign]  # this form's own
            if type(field).has_changed is Field.has_changed:
                field.has_changed = partial(_has_changed, field.has_changed)  # type: ignore[method-assign]  # as above


def _read(read: Callable[[Any], Any], value: object) -> Any:
    return read(with_single_ends(value) if isinstance(value, str) else value)


def _has_changed(compare: Callable[[Any, Any], bool], initial: object, data: object) -> bool:
    """Return whether other words were sent than a stored text has, which may end in a line."""
    return compare(with_single_ends(str(initial or "")).strip(), data)
