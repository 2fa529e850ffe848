"""Validation of an imported line: NFC text, clean rich text, known fields."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.utils.translation import gettext as _

from news.articles.models import Article, Author, Source
from news.importing.jsonl import LineError, excerpt
from portal.kit.text.html import plain_text
from portal.kit.text.normalize import has_half_letters, nfc, slugify, usable, visible
from portal.media.richtext import figures
from portal.media.richtext.cleaning import clean_html
from portal.publishing.models import Section, Topic
from portal.publishing.models.addresses import SLUG, is_reserved
from portal.publishing.models.searched import Words

_FIRST_PARAGRAPH: Final = re.compile(r"\A<p>(?P<text>.*?)</p>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """The article of a line; `slug` is empty where the line names no address."""

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
    words: Words | None
    """Worked out ahead, unless the text quotes figures: those are asked of the database."""


def entry_of(number: int, data: dict[str, object], read_date: Callable[[str], datetime]) -> Entry:
    """Return the entry that a line's object describes; raise LineError with what is wrong."""
    title = _one_line(data, "title", max_length=_max_length(Article, "title"), required=True)
    summary = _text(data, "summary")
    body = without_repeated_summary(clean_html(_text(data, "body_html")), summary)
    published_at = read_date(_one_line(data, "published_at", required=True)).astimezone(UTC)
    return Entry(
        number=number,
        title=title,
        summary=summary,
        body=body,
        published_at=published_at,
        slug=_slug(_one_line(data, "slug")),
        category=_named(
            _one_line(data, "category", max_length=_max_length(Section, "name")), "category"
        ),
        tags=_tags(data),
        author=_one_line(data, "author", max_length=_max_length(Author, "name")),
        source=_one_line(data, "source", max_length=_max_length(Source, "name")),
        words=_words(Article(title=title, summary=summary, body=body, published_at=published_at)),
    )


def _words(article: Article) -> Words | None:
    if figures.may_be_typed(article.body) or figures.quoted(article.body):
        return None
    article.kind = article.KIND
    return article.get_words(article.body)


def without_repeated_summary(body: str, summary: str) -> str:
    """Return the clean body, less its first paragraph where that is the summary word for word."""
    first = _FIRST_PARAGRAPH.match(body)
    if first and summary and plain_text(first["text"]) == " ".join(visible(summary).split()):
        return body[first.end() :]
    return body


def _max_length(model: type[Article | Author | Source | Section | Topic], field: str) -> int:
    return int(getattr(model._meta.get_field(field), "max_length", None) or 0)


def _text(data: dict[str, object], name: str) -> str:
    """Return a text of the line, "" where it is absent or null; raise LineError."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise LineError(
            _("“%(name)s” is not a text but %(found)s") % {"name": name, "found": excerpt(value)}
        )
    if "\0" in value:
        raise LineError(_("“%(name)s” holds a NUL") % {"name": name})
    if has_half_letters(value):
        raise LineError(_("“%(name)s” holds half a letter (a lone surrogate)") % {"name": name})
    return usable(nfc(value)).strip()


def _one_line(
    data: dict[str, object], name: str, *, max_length: int = 0, required: bool = False
) -> str:
    text = " ".join(_text(data, name).split())
    if required and not text:
        raise LineError(_("“%(name)s” is missing") % {"name": name})
    _check_length(text, name, max_length)
    return text


def _check_length(text: str, name: str, max_length: int) -> None:
    if max_length and len(text) > max_length:
        raise LineError(
            _("“%(name)s” has %(count)d characters; at most %(longest)d are kept")
            % {"name": name, "count": len(text), "longest": max_length}
        )


def _slug(slug: str) -> str:
    if not slug:
        return ""
    _check_length(slug, "slug", _max_length(Article, "slug"))
    if not SLUG.fullmatch(slug):
        raise LineError(
            _("“slug” is %(found)s; write small letters a–z, digits and single hyphens")
            % {"found": excerpt(slug)}
        )
    if is_reserved(Article, slug):
        raise LineError(
            _("“slug” is %(found)s, an address of the site itself") % {"found": excerpt(slug)}
        )
    return slug


def _named(text: str, name: str) -> str:
    """Return the name; raise LineError where no slug can be made of it."""
    if text and not slugify(text):
        raise LineError(
            _("“%(name)s” is %(found)s, which has no letter or digit for an address")
            % {"name": name, "found": excerpt(text)}
        )
    return text


def _tags(data: dict[str, object]) -> tuple[str, ...]:
    """Return the tags of a list, or of one text separated by commas."""
    value = data.get("tags")
    items = _text(data, "tags").split(",") if isinstance(value, str) else value or []
    if not isinstance(items, list):
        raise LineError(
            _("“tags” is not a list of texts but %(found)s") % {"found": excerpt(value)}
        )
    max_length = _max_length(Topic, "name")
    names = [
        _named(_one_line({"tags": item}, "tags", max_length=max_length), "tags") for item in items
    ]
    return tuple(dict.fromkeys(name for name in names if name))
