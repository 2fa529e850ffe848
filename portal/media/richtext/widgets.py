"""The widget that turns a text area into the editor."""

from ckeditor.widgets import CKEditorWidget, Script
from django.forms.widgets import Media
from django.templatetags.static import static


class RichTextWidget(CKEditorWidget):  # type: ignore[misc]  # it has no types
    """A text area that becomes the editor where scripts run, and stays usable where they don't."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("template_name", "richtext/widget.html")
        super().__init__(*args, **kwargs)

    @property
    def media(self) -> Media:
        return Media(
            css={"all": ["ckeditor/ckeditor.css", "css/editor.css"]},
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
                "js/editor.js",
            ),
        )
