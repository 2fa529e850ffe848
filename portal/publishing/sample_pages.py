"""The pages of the lived-in year: written as data, published as samples, each once."""

import tomllib
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from django.utils import timezone
from django.utils.html import escape

from portal.kit.text.normalize import slugify
from portal.publishing import translating
from portal.publishing.first_content import get_or_publish, page_at
from portal.publishing.models import Publication

type Row = dict[str, Any]

# Whose report the demo's content comes from; several of its parts name the same body.
DEPARTMENT: Final = "Sở Bưu chính, Viễn thông tỉnh Thừa Thiên Huế"
DEPARTMENT_EN: Final = "Department of Posts and Telematics of Thừa Thiên Huế"
DEPARTMENT_SHORT: Final = "Sở BCVT"
NOTE: Final = "Translated for this demonstration; not an official translation."
_HEADING: Final = "## "
_ITEM: Final = "- "


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a TOML file, whatever it calls them, in their order."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [row for rows in tables.values() for row in rows]


def moment_of(value: datetime | date) -> datetime:
    """Return a day or moment of the data as a moment here; a day begins at eight."""
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(8))
    return timezone.make_aware(value)


def html_of(text: str) -> str:
    """Return plain text as HTML: blank lines part paragraphs, `## ` is a heading, `- ` an item."""
    return "\n".join(_block(block.strip()) for block in text.split("\n\n") if block.strip())


def _block(block: str) -> str:
    if block.startswith("<"):
        return block
    if block.startswith(_HEADING):
        return f"<h2>{escape(block.removeprefix(_HEADING))}</h2>"
    lines = block.splitlines()
    if all(line.startswith(_ITEM) for line in lines):
        items = "".join(f"<li>{escape(line.removeprefix(_ITEM))}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    return f"<p>{escape(' '.join(lines))}</p>"


def publish_sample[P: Publication](
    page: P, row: Row, *, parts: Callable[[P], object] | None = None
) -> bool:
    """Publish a page of a row as a sample, with its topics and English; return whether it was new.

    The row's `at` is when it appeared, `topics` are names, `english` holds title, summary and text.
    """
    page.title, page.summary = row["title"], row.get("summary", "")
    page.body, page.slug = html_of(row.get("text", "")), row.get("slug", "")
    page.is_sample = True
    at = moment_of(row["at"]) if "at" in row else None
    topics: Iterable[str] = row.get("topics", ())
    if not get_or_publish(page, topics=topics, published_at=at, parts=parts):
        return False
    if english := row.get("english"):
        words = {"title": english["title"], "summary": english.get("summary", "")}
        translating.publish_once(page, note=NOTE, body=html_of(english.get("text", "")), **words)
    return True


def sample_at(model: type[Publication], title: str) -> Publication:
    """Return the page that a sample of this title became; LookupError where it is gone."""
    found = page_at(model.path_of(slugify(title)))
    if found is None:
        raise LookupError(f"The sample “{title}” is not at {model.path_of(slugify(title))}.")
    return found
