"""The field that holds rich text: typed in the editor, its widget, and cleaned on the way in."""

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from ckeditor.widgets import CKEditorWidget, Script
from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models
from django.forms.widgets import Media
from django.templatetags.static import static

from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.limits import check_bounds, is_out_of_bounds

# In this order: the words and what asks the site before the dialogs that use them.
SCRIPTS = (
    "js/editor/words.js",
    "js/editor/asking.js",
    "js/editor/pictures.js",
    "js/editor/placing.js",
    "js/editor/caret.js",
    "js/editor/links.js",
    "js/editor/figures.js",
    "js/editor/word-file.js",
    "js/editor/pasting.js",
    "js/editor.js",
)


class RichTextWidget(CKEditorWidget):  # type: ignore[misc]  # it has no types
    """A text area that becomes the editor where scripts run, and stays usable where they don't."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("template_name", "portal/richtext/widget.html")
        super().__init__(*args, **kwargs)

    def _set_config(self) -> None:
        super()._set_config()
        # Its own words are Vietnamese, whatever language the browser asks for.
        self.config["language"] = "vi"

    @property
    def media(self) -> Media:
        return Media(
            css={
                "all": ["ckeditor/ckeditor.css", "css/editor.css", "css/editor-dialogs.css"],
            },
            js=(
                Script(
                    "ckeditor/ckeditor-init.js",
                    **{
                        "id": "ckeditor-init-script",
                        "data-ckeditor-basepath": static("ckeditor/ckeditor/"),
                    },
                ),
                "ckeditor/ckeditor/ckeditor.js",
                "ckeditor/fixups.js",
                *SCRIPTS,
            ),
        )


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


@cache
def rich_fields(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of a model's rich texts, those of its parent first: a page's body leads."""
    fields = model._meta.concrete_fields
    return tuple(field.name for field in fields if isinstance(field, RichTextField))


def rich_text_in(model: type[models.Model], values: Mapping[str, Any]) -> str:
    """Return the rich texts among the values of a row as one; an old version may lack some."""
    return "\n".join(text for name in rich_fields(model) if (text := values.get(name)))


def rich_text_of(row: models.Model, *, without: Collection[str] = ()) -> str:
    """Return the rich texts of a row as one, but for those named."""
    model = type(row)
    names = (name for name in rich_fields(model) if name not in without)
    return rich_text_in(model, {name: getattr(row, name) for name in names})
