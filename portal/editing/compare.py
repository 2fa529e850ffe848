"""Two versions of a page beside each other, word by word."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import nh3
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from lxml import html as lxml_html
from lxml.html import HtmlElement

from portal.accounts.models import User
from portal.editing import word_by_word
from portal.editing.compared_attributes import with_differing_attributes
from portal.editing.page_field import name_for
from portal.kit.text.normalize import usable
from portal.kit.text.numbers import amount, figure
from portal.kit.typing import ModelField
from portal.media.pictures.models import Picture
from portal.media.richtext import table
from portal.media.richtext.fields import RichTextField
from portal.media.richtext.pictures import with_descriptions
from portal.publishing.models import Publication
from portal.publishing.models.revision import VersionData
from portal.publishing.revisions import DERIVED, is_same

# How htmldiff writes the address of a link that has changed.
_ADDRESS = re.compile(r"\s*Link: (\S+)\s*")
# Not text: told by the version's own line in the list.
_UNSHOWN = DERIVED | {"id", "state", "path"}
_KEPT = table.allowed() | {"ins": set(), "del": set()}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field or part that differs: all in one text, and as two texts side by side."""

    # As a version names it.
    name: str
    label: str
    inline: SafeString
    before: SafeString
    after: SafeString
    # Whether a word or a picture differs, and is marked.
    is_marked: bool = True
    # Whether nobody looked for words, for good or just now: two texts stand side by side only.
    is_too_long: bool = False
    is_put_off: bool = False

    @property
    def hint(self) -> str:
        """Say what differs where nothing is marked."""
        if self.is_marked:
            return ""
        if self.is_put_off:
            return _(
                "The site is busy and could not compare these word by word now. Look at both side "
                "by side, or load the page again in a few minutes."
            )
        if self.is_too_long:
            return _("Too long to be compared word by word. Look at both side by side.")
        return _(
            "No word differs, only how it looks or is read out: headings, bold words, the header "
            "cells of a table, spaces, or the language of words. Look at both side by side."
        )


class Differing(NamedTuple):
    """One field or part that differs, as two texts that nobody has compared yet."""

    name: str
    label: str
    before: str
    after: str


class _Look(NamedTuple):
    """What of two versions is looked at, and by whom."""

    only: Collection[str] | None
    reader: User | None

    def means(self, name: str) -> bool:
        return self.only is None or name in self.only


@dataclass(slots=True)
class _Room:
    """How much of a page is still compared: whoever reads it waits for all of it."""

    left: int = word_by_word.MAX_CHARACTERS
    is_busy: bool = False

    def merged(self, each: Differing) -> str | None:
        """Return both texts as one with marks; None where nobody compares them."""
        before, after = _spaced(each.before) or "<p></p>", _spaced(each.after) or "<p></p>"
        size = len(before) + len(after)
        if size > max(self.left, word_by_word.AT_ONCE):
            return None
        try:
            merged = word_by_word.merged(before, after)
        except word_by_word.NotNow:
            merged, self.is_busy = None, True
        # One that took too long is the last long one.
        self.left = 0 if merged is None else self.left - size
        return merged


def differences(
    publication: Publication,
    old: VersionData,
    new: VersionData,
    *,
    only: Collection[str] | None = None,
    reader: User | None = None,
) -> list[Difference]:
    """Return what differs between two versions' data, fields first and parts after them.

    `only` names the columns, the parts and the columns of a part's rows (`attachments.name`) that
    are looked at; without it, all are. `reader` is named the pages that they may read; without
    one, all are named.
    """
    room, look = _Room(), _Look(only, reader)
    return [_difference(each, room) for each in _differing(publication, old, new, look)]


def differing(
    publication: Publication,
    old: VersionData,
    new: VersionData,
) -> Iterator[Differing]:
    """Yield what differs between two versions' data, without a look at the words."""
    return _differing(publication, old, new, _Look(None, None))


def _differing(
    publication: Publication, old: VersionData, new: VersionData, look: _Look
) -> Iterator[Differing]:
    unshown = _UNSHOWN | publication.WORKED_OUT
    for field in publication._meta.concrete_fields:
        if field.name in unshown or field.primary_key or not look.means(field.name):
            continue
        before, after = old["fields"].get(field.attname), new["fields"].get(field.attname)
        if not is_same(field, before, after):
            if isinstance(field, RichTextField):
                before, after = with_differing_attributes(str(before or ""), str(after or ""))
            shown = [_as_html(field, value, look) for value in (before, after)]
            yield Differing(field.name, _label(field.verbose_name), *shown)
    for name in publication.PARTS:
        relation: Any = publication._meta.get_field(name)
        rows, others = old["parts"].get(name, []), new["parts"].get(name, [])
        if rows == others:
            continue
        before, after = _part(relation, rows, look), _part(relation, others, look)
        if before != after:
            label = _label(relation.related_model._meta.verbose_name_plural)
            yield Differing(name, label, before, after)


def _label(name: object) -> str:
    label = str(name)
    return label[:1].upper() + label[1:]


def _difference(each: Differing, room: _Room) -> Difference:
    merged = room.merged(each)
    inline = _tidy(merged or "")
    is_marked = "<ins>" in inline or "<del>" in inline
    return Difference(
        name=each.name,
        label=each.label,
        inline=inline,
        # htmldiff knows words only: what else differs stands in the two texts themselves.
        before=_without(inline, "ins") if is_marked else _safe(each.before),
        after=_without(inline, "del") if is_marked else _safe(each.after),
        is_marked=is_marked,
        is_too_long=merged is None,
        is_put_off=merged is None and room.is_busy,
    )


def _spaced(markup: str) -> str:
    """Return the text with plain spaces.

    `htmldiff` loses those that do not break, as an editor writes them
    behind a link, and no reader sees a difference. Of what was stored long ago it gets no letter
    that it would end at.
    """
    return usable(markup).replace("&nbsp;", " ").replace("\xa0", " ")


def _safe(markup: str) -> SafeString:
    """Return the merged text through the site's own allow-list, with the two marks of a change."""
    cleaned = nh3.clean(markup, tags=set(_KEPT), attributes=_KEPT, link_rel=None).strip()
    return mark_safe(cleaned)  # noqa: S308  # cleaned in the line above


def _tidy(markup: str) -> SafeString:
    """Return the merged text without marks around nothing, as a line break between items."""
    root = lxml_html.fragment_fromstring(_safe(markup), create_parent="div")
    for element in root.xpath(".//ins | .//del"):
        if _is_empty(element):
            element.drop_tree()
        elif found := _ADDRESS.fullmatch(element.text or ""):
            element.text = _(" Link: %(address)s ") % {"address": found[1]}
    _put_old_first(root)
    return _inner(root)


def _put_old_first(parent: HtmlElement) -> None:
    """Let what was taken out stand before what took its place: htmldiff has it the other way.

    Words, and whole paragraphs, headings, items and tables that hold nothing but the one or the
    other, with no text between them.
    """
    run: list[HtmlElement] = []
    for child in list(parent):
        mark = _mark_of(child)
        ends = bool((child.tail or "").strip())
        if mark == "ins":
            run.append(child)
        elif mark == "del" and run:
            last, tail = child.getprevious(), child.tail
            child.tail, last.tail = last.tail or " ", tail
            run[0].addprevious(child)
        else:
            run = []
            _put_old_first(child)
        if ends:
            run = []


def _mark_of(element: HtmlElement) -> str | None:
    """Return the mark that everything in an element has; None of what is kept, or mixed."""
    if element.tag in ("ins", "del"):
        return str(element.tag)
    texts = [element.text, *(child.tail for child in element)]
    if any((text or "").strip() for text in texts):
        return None
    marks = {_mark_of(child) for child in element}
    return marks.pop() if len(marks) == 1 else None


def _is_empty(element: HtmlElement) -> bool:
    shows = element.find(".//img") is not None or element.find(".//hr") is not None
    return not shows and not element.text_content().strip()


def _without(markup: str, tag: str) -> SafeString:
    """One side of the merged text: the other side's words are taken out, and what they filled."""
    root = lxml_html.fragment_fromstring(markup, create_parent="div")
    for element in root.findall(f".//{tag}"):
        element.drop_tree()
    for element in reversed(root.xpath(".//p | .//li | .//ul | .//ol")):
        if _is_empty(element):
            element.drop_tree()
    return _inner(root)


def _inner(root: HtmlElement) -> SafeString:
    inner = (escape(root.text) if root.text else "") + "".join(
        lxml_html.tostring(child, encoding="unicode") for child in root
    )
    return _safe(inner)


def _as_html(field: ModelField, value: object, look: _Look) -> str:
    """Return a stored value as markup that people read."""
    if isinstance(field, RichTextField):
        return with_descriptions(str(value or ""), _description)
    return f"<p>{_shown(field, value, look)}</p>" if value not in (None, "") else ""


def _description(alt: str) -> str:
    """Return what is read out of a picture: its words are compared like any others."""
    return _("[Picture: %(words)s]") % {"words": alt} if alt else _("[Picture without description]")


def _shown(field: ModelField, value: Any, look: _Look) -> str:
    """Return a value in words as markup; a picture, with the picture before its words."""
    if not isinstance(field, models.ForeignKey) or field.related_model is not Picture:
        return escape(_words(field, value, look))
    picture = Picture.objects.filter(pk=value).first()
    if picture is None:
        return escape(_("no longer there"))
    return format_html('<img src="{}" alt=""> {}', picture.smallest_url, picture)


def _words(field: ModelField, value: object, look: _Look) -> str:
    if isinstance(field, models.BooleanField):
        return _("yes") if value else _("no")
    if isinstance(field, models.ForeignKey):
        row = field.related_model._base_manager.filter(pk=value).first()
        return name_for(look.reader, row) if row is not None else _("no longer there")
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(field.to_python(value)), "DATETIME_FORMAT")
    if isinstance(field, models.DateField):
        return date_format(field.to_python(value), "DATE_FORMAT")
    if isinstance(field, models.TimeField):
        return time_format(field.to_python(value), "TIME_FORMAT")
    if isinstance(field, models.DecimalField):
        # The column's own zeros say nothing; without places it keeps just the digits typed.
        written = figure if field.decimal_places is None else amount
        return written(field.to_python(value))
    if isinstance(field, models.FileField):
        return _file_words(str(value))
    return str(dict(field.flatchoices).get(value, value))


def _file_words(name: str) -> str:
    """Return a stored file as people know it; its mark is another one where its content is."""
    stem, _dot, extension = name.rpartition("/")[2].rpartition(".")
    return _("%(extension)s, mark %(mark)s") % {"extension": extension.upper(), "mark": stem[:6]}


def _part(relation: Any, rows: list[Any], look: _Look) -> str:
    """Return the rows of a part as a list; each in the order of its fields."""
    if relation.many_to_many:
        if not look.means(relation.name):
            return ""
        names = relation.related_model._base_manager.in_bulk(rows)
        return _list([escape(str(names.get(key, _("no longer there")))) for key in rows])
    return _list([shown for row in rows if (shown := _row(relation, row, look))])


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""


def _row(relation: Any, row: Mapping[str, object], look: _Look) -> str:
    """Return the fields of a row with their names, as markup."""
    shown = []
    for field in relation.related_model._meta.concrete_fields:
        value = row.get(field.attname)
        if field.primary_key or value in (None, "") or field.name == relation.field.name:
            continue
        if not look.means(f"{relation.name}.{field.name}"):
            continue
        shown.append(f"{escape(str(field.verbose_name))}: {_shown(field, value, look)}")
    return "; ".join(shown)
