"""The widget that turns a text area into the editor."""

from ckeditor.widgets import CKEditorWidget, Script
from django.forms.widgets import Media
from django.templatetags.static import static

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
        kwargs.setdefault("template_name", "richtext/widget.html")
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
