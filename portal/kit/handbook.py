"""Handbooks on the site: the very files in docs/, read anew when they change."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import FileResponse, Http404
from django.urls import reverse

from portal.kit.text.markdown import Document, render

_DOCS: Final = settings.BASE_DIR / "docs"


@dataclass(frozen=True, slots=True)
class Handbook:
    """A document of docs/, and the name of the view that gives its pictures by `name`."""

    file: Path
    picture_view: str

    def document(self) -> Document | None:
        """Return the handbook as it stands on disk.

        Nothing where it was not installed with the site.
        """
        try:
            return _rendered(self, self.file.stat().st_mtime_ns)
        except OSError:
            return None

    def picture_address(self, source: str) -> str:
        """Return where the site gives a picture that the text names by its place in docs/."""
        return reverse(self.picture_view, args=[Path(source).stem])


def handbook_of(name: str, *, picture_view: str) -> Handbook:
    """Return the handbook that docs/ keeps by this name."""
    return Handbook(_DOCS / f"{name}.md", picture_view)


def picture_of_docs(name: str) -> FileResponse:
    """Return a picture that handbooks show; the name is made of letters, digits and dashes."""
    file = _DOCS / "img" / f"{name}.png"
    try:
        return FileResponse(file.open("rb"), content_type="image/png")
    except OSError as error:  # also for a name that is longer than any file's
        raise Http404 from error


@lru_cache(maxsize=8)
def _rendered(handbook: Handbook, _changed_at: int) -> Document:
    return render(handbook.file.read_text(encoding="utf-8"), picture=handbook.picture_address)
