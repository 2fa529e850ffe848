"""One stylesheet for readers, one file a component for us; joined when files are looked up."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import FileSystemFinder
from django.core.files.storage import FileSystemStorage, Storage

from portal.kit.files import replace_file

# Parts go in by name: 00-layers.css, which orders the layers, comes first.
PARTS = "css/site"
# Each joined file with its parts; None: all of them.
JOINED: Final[dict[str, frozenset[str] | None]] = {
    "css/site.css": None,
    "css/embedded.css": frozenset(
        {
            "00-layers",
            "tokens",
            "base",
            "charts",
            "notice",
            "embedded",
            "tile-map",
        }
    ),
}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")
# Behind these a line of its own means nothing.
AFTER_MARK = re.compile(r"(?<=[{};,])\n")


def joined(parts: list[Path]) -> str:
    """Return the parts as one text, without what only we read: comments, indents, empty lines."""
    joined_text = "\n".join(part.read_text(encoding="utf-8") for part in parts)
    lines = INDENT.sub("\n", COMMENT.sub("", joined_text)).strip()
    return AFTER_MARK.sub("", lines) + "\n"


class StylesJoined(FileSystemFinder):
    """Finds what FileSystemFinder does, but the joined files in the place of css/site/*.css."""

    def find(self, path: str, find_all: Any = False) -> Any:
        if path.replace("\\", "/") not in JOINED:
            return super().find(path, find_all)
        found = str(self._up_to_date(path.replace("\\", "/")))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            if not path.replace("\\", "/").startswith(f"{PARTS}/"):
                yield path, storage
        for name in JOINED:
            built = self._up_to_date(name)
            yield name, FileSystemStorage(location=built.parents[1])

    def _up_to_date(self, name: str) -> Path:
        """Return a joined file under VAR_DIR, written again if its text has changed."""
        built = Path(settings.VAR_DIR) / "styles" / name
        wanted = JOINED[name]
        parts = _parts(root for _prefix, root in self.locations)
        text = joined([part for part in parts if wanted is None or part.stem in wanted])
        if not built.exists() or built.read_text(encoding="utf-8") != text:
            replace_file(built, text)
        return built


def _parts(roots: Iterable[str]) -> list[Path]:
    return sorted(part for root in roots for part in (Path(root) / PARTS).glob("*.css"))
