"""The field that holds rich text: typed in the editor, cleaned on the way in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.limits import check_bounds, is_out_of_bounds
from portal.media.richtext.widgets import RichTextWidget


class RichTextFormField(forms.CharField):
    """A form field whose value is clean, whatever was sent."""

    widget = RichTextWidget

    def clean(self, value: object) -> str:
        typed = str(value or "")
        check_bounds(typed)
        cleaned: str = super().clean(clean_html(typed))
        return cleaned

    def has_changed(self, initial: str | None, data: str | None) -> bool:
        # The editor breaks lines its own way; that alone is no change.
        if data and is_out_of_bounds(data):
            return not self.disabled
        return not self.disabled and clean_html(initial or "") != clean_html(data or "")


class RichTextField(models.TextField[Any, Any]):
    """Rich text that is stored clean; in migrations it is a plain TextField."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def clean(self, value: object, model_instance: models.Model | None) -> Any:
        return super().clean(clean_html(str(value or "")), model_instance)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = clean_html(value)
            setattr(model_instance, self.attname, value)
        return value

    def formfield(self, **kwargs: Any) -> Any:
        # The admin proposes its own text area for every TextField.
        if kwargs.get("widget") is AdminTextareaWidget:
            del kwargs["widget"]
        kwargs.setdefault("form_class", RichTextFormField)
        kwargs.setdefault("widget", RichTextWidget)
        return super().formfield(**kwargs)
