"""The editor's configuration; only this module, the widget, the finder and js/editor.js know it."""

from typing import Any

from django.urls import reverse_lazy

from portal.media.richtext import table

# Plugins that are compiled into the editor and that our table has no use for, or that would ask
# another host, open a window or write styles.
UNUSED_PLUGINS = (
    "a11yhelp,about,bidi,colorbutton,colordialog,copyformatting,dialogadvtab,div,editorplaceholder,"
    "elementspath,exportpdf,find,font,forms,iframe,image,indentblock,language,liststyle,newpage,"
    "pagebreak,preview,print,save,scayt,showblocks,showborders,smiley,sourcearea,specialchar,stylescombo,"
    "templates,wysiwygarea"
)

CKEDITOR_CONFIGS: dict[str, dict[str, Any]] = {
    "default": {
        "skin": "moono-lisa",
        "toolbar": table.toolbar(),
        "allowedContent": table.editor_rules(),
        "format_tags": ";".join(table.FORMATS),
        "removePlugins": UNUSED_PLUGINS,
        # Taken in from elsewhere and written in tags of the table when it is saved.
        "extraAllowedContent": table.TAKEN_IN,
        # A plain element in place of an iframe: the page's own policy holds for it. The last
        # two are ours (static/js/editor/).
        "extra_plugins": ["divarea", "image2", "uploadimage", "quotedfigure", "wordfile"],
        "justifyClasses": ["align-left", "align-center", "align-right", "align-justify"],
        "formatNames": table.FORMATS,
        "language": "vi",
        "width": "auto",
        "height": 420,
        "resize_dir": "vertical",
        # Letters stay letters: search cannot find `&iacute;`.
        "entities": False,
        "entities_latin": False,
        "entities_greek": False,
        "basicEntities": True,
        "fillEmptyBlocks": False,
        # Settings, styles and templates come from this page alone, not from further files.
        "customConfig": "",
        "stylesSet": False,
        "contentsCss": [],
        "versionCheck": False,
        "disableNativeSpellChecker": False,
        "removeDialogTabs": "table:advanced",
        "image2_disableResizer": True,
        "image2_captionedClass": "image",
        # Pasted pictures are uploaded; the editor's own way would leave them in the text as data.
        "clipboard_handleImages": False,
        "forcePasteAsPlainText": False,
        # Chromium's default would take alignment and languages away before our table is asked.
        "pasteFilter": None,
        "pasteFromWordRemoveFontStyles": True,
        "pasteFromWordRemoveStyles": True,
        "imageUploadUrl": reverse_lazy("richtext_upload"),
        # Where its dialogs find what is there already.
        "picturesUrl": reverse_lazy("admin:editor_pictures"),
        "pagesUrl": reverse_lazy("admin:editor_pages"),
        "wordUrl": reverse_lazy("admin:editor_word"),
        "figuresUrl": reverse_lazy("admin:editor_figures"),
    }
}
