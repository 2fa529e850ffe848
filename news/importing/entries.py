"""An article as a line describes it: checked, in NFC, its rich text cleaned."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.utils.translation import gettext as _

from news.articles.models import Article, Author, Source
from news.importing.lines import BadLine, shown
from portal.kit.text.html import plain_text
from portal.kit.text.normalize import nfc, visible
from portal.kit.text.slugs import slugify
from portal.media.richtext.cleaning import clean_html
from portal.publishing.models import Section, Topic
from portal.publishing.models.addresses import SLUG, is_reserved

_FIRST_PARAGRAPH: Final = re.compile(r"\A<p>(?P<text>.*?)</p>\s*", re.DOTALL)
_CONTROLS: Final = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F])


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line says; `slug` is empty where the line leaves the address to us."""

    number: int
    title: str
    summary: str
    body: str
    published_at: datetime
    slug: str
    category: str
    tags: tuple[str, ...]
    author: str
    source: str


def entry_of(number: int, data: dict[str, Any], read_date: Callable[[str], datetime]) -> Entry:
    """The entry that a line's object describes; raises BadLine with what is wrong."""
    summary = _text(data, "summary")
    return Entry(
        number=number,
        title=_one_line(data, "title", longest=_longest(Article, "title"), needed=True),
        summary=summary,
        body=without_repeated_summary(clean_html(_text(data, "body_html")), summary),
        published_at=read_date(_one_line(data, "published_at", needed=True)).astimezone(UTC),
        slug=_slug(_one_line(data, "slug")),
        category=_named(_one_line(data, "category", longest=_longest(Section, "name")), "category"),
        tags=_tags(data),
        author=_one_line(data, "author", longest=_longest(Author, "name")),
        source=_one_line(data, "source", longest=_longest(Source, "name")),
    )


def without_repeated_summary(body: str, summary: str) -> str:
    """The clean body, less its first paragraph where that is the summary word for word."""
    first = _FIRST_PARAGRAPH.match(body)
    if first and summary and plain_text(first["text"]) == " ".join(visible(summary).split()):
        return body[first.end() :]
    return body


def _longest(model: type[Article | Author | Source | Section | Topic], field: str) -> int:
    return int(getattr(model._meta.get_field(field), "max_length", None) or 0)


def _text(data: dict[str, Any], name: str) -> str:
    """A text of the line, or nothing where it is absent or null; raises BadLine."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadLine(
            _("“%(name)s” is not a text but %(found)s") % {"name": name, "found": shown(value)}
        )
    if "\0" in value:
        raise BadLine(_("“%(name)s” holds a NUL") % {"name": name})
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadLine(_("“%(name)s” holds half a letter (a lone surrogate)") % {"name": name})
    return nfc(value).translate(_CONTROLS).strip()


def _one_line(data: dict[str, Any], name: str, *, longest: int = 0, needed: bool = False) -> str:
    text = " ".join(_text(data, name).split())
    if needed and not text:
        raise BadLine(_("“%(name)s” is missing") % {"name": name})
    _check_length(text, name, longest)
    return text


def _check_length(text: str, name: str, longest: int) -> None:
    if longest and len(text) > longest:
        raise BadLine(
            _("“%(name)s” has %(count)d characters; at most %(longest)d are kept")
            % {"name": name, "count": len(text), "longest": longest}
        )


def _slug(slug: str) -> str:
    if not slug:
        return ""
    _check_length(slug, "slug", _longest(Article, "slug"))
    if not SLUG.fullmatch(slug):
        raise BadLine(
            _("“slug” is %(found)s; write small letters a–z, digits and single hyphens")
            % {"found": shown(slug)}
        )
    if is_reserved(Article, slug):
        raise BadLine(
            _("“slug” is %(found)s, an address of the site itself") % {"found": shown(slug)}
        )
    return slug


def _named(text: str, name: str) -> str:
    """A name that an address can be made of; raises BadLine for one without a letter or digit."""
    if text and not slugify(text):
        raise BadLine(
            _("“%(name)s” is %(found)s, which has no letter or digit for an address")
            % {"name": name, "found": shown(text)}
        )
    return text


def _tags(data: dict[str, Any]) -> tuple[str, ...]:
    """The tags of a list, or of one text with commas."""
    value = data.get("tags")
    items = _text(data, "tags").split(",") if isinstance(value, str) else value or []
    if not isinstance(items, list):
        raise BadLine(_("“tags” is not a list of texts but %(found)s") % {"found": shown(value)})
    longest = _longest(Topic, "name")
    names = [_named(_one_line({"tags": item}, "tags", longest=longest), "tags") for item in items]
    return tuple(dict.fromkeys(name for name in names if name))
