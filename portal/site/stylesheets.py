"""One stylesheet for readers, one file a component for us; joined when files are looked up.

Browsers that know no layers leave out all that stands in one: they get some parts once more.
"""

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
# Linked only while an emergency holds.
ALONE = "css/emergency.css"
BUILT: Final = (*JOINED, ALONE)

# The parts that make pages readable where layers are not known: they go in without them, too.
FOR_OLD_BROWSERS: Final = frozenset(
    {
        "article-card",
        "base",
        "breadcrumbs",
        "charts",
        "drawings",
        "emergency",
        "figures",
        "footer",
        "forms",
        "headings",
        "home",
        "link-list",
        "masthead",
        "notice",
        "prose",
        "reading",
        "row-list",
        "search",
        "shell",
        "tokens",
    }
)
# What came with layers: the first in Chrome 99, the second in Safari 15.4 and, earlier, Firefox 92.
WITHOUT_LAYERS = "@supports not ((text-emphasis: none) and (accent-color: auto))"
LAYER = re.compile(r"^@layer \w+ (\{.*?^\})", re.DOTALL | re.MULTILINE)

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")
# Behind these a line of its own means nothing.
AFTER_MARK = re.compile(r"(?<=[{};,])\n")


def joined(parts: list[Path]) -> str:
    """Return the parts as one text, without what only we read: comments, indents, empty lines."""
    joined_text = "\n".join(map(_text_of, parts))
    lines = INDENT.sub("\n", COMMENT.sub("", joined_text)).strip()
    return AFTER_MARK.sub("", lines) + "\n"


def _text_of(part: Path) -> str:
    """Return a part, with its rules out of their layers before it for browsers that know none."""
    text = part.read_text(encoding="utf-8")
    if part.stem not in FOR_OLD_BROWSERS:
        return text
    old = [f"{WITHOUT_LAYERS} {rules}" for rules in LAYER.findall(text)]
    return "\n".join([*old, text])


class StylesJoined(FileSystemFinder):
    """Finds what FileSystemFinder does, but the joined files in the place of css/site/*.css."""

    def find(self, path: str, find_all: Any = False) -> Any:
        if path.replace("\\", "/") not in BUILT:
            return super().find(path, find_all)
        found = str(self._up_to_date(path.replace("\\", "/")))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        for path, storage in super().list(ignore_patterns):
            plain = path.replace("\\", "/")
            if plain != ALONE and not plain.startswith(f"{PARTS}/"):
                yield path, storage
        for name in BUILT:
            built = self._up_to_date(name)
            yield name, FileSystemStorage(location=built.parents[1])

    def _up_to_date(self, name: str) -> Path:
        """Return a joined file under VAR_DIR, written again if its text has changed."""
        built = Path(settings.VAR_DIR) / "styles" / name
        text = joined(_parts(name, [Path(root) for _prefix, root in self.locations]))
        if not built.exists() or built.read_text(encoding="utf-8") != text:
            replace_file(built, text)
        return built


def _parts(name: str, roots: Iterable[Path]) -> list[Path]:
    if name == ALONE:
        return [root / ALONE for root in roots if (root / ALONE).exists()]
    wanted = JOINED[name]
    found = sorted(part for root in roots for part in (root / PARTS).glob("*.css"))
    return [part for part in found if wanted is None or part.stem in wanted]
