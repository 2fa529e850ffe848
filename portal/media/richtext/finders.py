"""Static files of the apps, without the twelve hundred parts of the editor that nobody needs."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from django.core.files.storage import Storage

PREFIX = "ckeditor/"
SKIN = "ckeditor/ckeditor/skins/moono-lisa/"
PLUGINS = "ckeditor/ckeditor/plugins/"
# What a browser asks for while somebody writes with our toolbar; anything else is not served.
USED_FILES = frozenset(
    {
        "ckeditor/ckeditor-init.js",
        "ckeditor/ckeditor.css",
        "ckeditor/fixups.js",
        "ckeditor/ckeditor/ckeditor.js",
        "ckeditor/ckeditor/lang/en.js",
        "ckeditor/ckeditor/lang/vi.js",
        f"{SKIN}editor.css",
        f"{SKIN}editor_gecko.css",
        f"{SKIN}dialog.css",
        f"{SKIN}icons.png",
        f"{SKIN}icons_hidpi.png",
        f"{SKIN}images/arrow.png",
        f"{SKIN}images/close.png",
        f"{SKIN}images/hidpi/close.png",
        f"{SKIN}images/hidpi/lock.png",
        f"{SKIN}images/hidpi/lock-open.png",
        f"{SKIN}images/hidpi/refresh.png",
        f"{SKIN}images/lock.png",
        f"{SKIN}images/lock-open.png",
        f"{SKIN}images/refresh.png",
        f"{SKIN}images/spinner.gif",
        f"{PLUGINS}icons.png",
        f"{PLUGINS}icons_hidpi.png",
        f"{PLUGINS}clipboard/dialogs/paste.js",
        f"{PLUGINS}dialog/styles/dialog.css",
        f"{PLUGINS}divarea/plugin.js",
        f"{PLUGINS}image2/plugin.js",
        f"{PLUGINS}image2/icons/image.png",
        f"{PLUGINS}image2/icons/hidpi/image.png",
        f"{PLUGINS}image2/lang/en.js",
        f"{PLUGINS}image2/lang/vi.js",
        f"{PLUGINS}magicline/images/icon.png",
        f"{PLUGINS}magicline/images/hidpi/icon.png",
        f"{PLUGINS}pastefromword/filter/default.js",
        f"{PLUGINS}pastetools/filter/common.js",
        f"{PLUGINS}pastetools/filter/image.js",
        f"{PLUGINS}table/dialogs/table.js",
        f"{PLUGINS}tableselection/styles/tableselection.css",
        f"{PLUGINS}tabletools/dialogs/tableCell.js",
        f"{PLUGINS}widget/images/handle.png",
    }
)


def is_used(path: str) -> bool:
    """Return whether a static file is served: anything but the unused parts of the editor."""
    return not path.startswith(PREFIX) or path in USED_FILES


class AppFilesWithoutUnusedEditorParts(AppDirectoriesFinder):
    """Finds and lists what AppDirectoriesFinder does, less the editor's unused files."""

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if is_used(path.replace("\\", "/")):
                yield path, storage

    def find_in_app(self, app: str, path: str) -> Any:
        if not is_used(path.replace("\\", "/")):
            return None
        return super().find_in_app(app, path)
