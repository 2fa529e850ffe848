"""Two versions of a page beside each other, word by word."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.editing import word_by_word
from portal.editing.compared_attributes import with_differing_attributes
from portal.editing.compared_markup import safe, spaced, tidy, without
from portal.editing.compared_values import Look, as_html, part_as_html
from portal.media.richtext.fields import RichTextField
from portal.publishing.models import Publication
from portal.publishing.models.revision import VersionData
from portal.publishing.revisions import DERIVED, is_same

# Not text: told by the version's own line in the list.
_UNSHOWN = DERIVED | {"id", "state", "path"}


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


@dataclass(slots=True)
class _Room:
    """How much of a page is still compared: whoever reads it waits for all of it."""

    left: int = word_by_word.MAX_CHARACTERS
    is_busy: bool = False

    def merged(self, each: Differing) -> str | None:
        """Return both texts as one with marks; None where nobody compares them."""
        before, after = spaced(each.before) or "<p></p>", spaced(each.after) or "<p></p>"
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
    room, look = _Room(), Look(only, reader)
    return [_difference(each, room) for each in _differing(publication, old, new, look)]


def differing(
    publication: Publication,
    old: VersionData,
    new: VersionData,
) -> Iterator[Differing]:
    """Yield what differs between two versions' data, without a look at the words."""
    return _differing(publication, old, new, Look(None, None))


def _differing(
    publication: Publication, old: VersionData, new: VersionData, look: Look
) -> Iterator[Differing]:
    unshown = _UNSHOWN | publication.WORKED_OUT
    for field in publication._meta.concrete_fields:
        if field.name in unshown or field.primary_key or not look.means(field.name):
            continue
        before, after = old["fields"].get(field.attname), new["fields"].get(field.attname)
        if not is_same(field, before, after):
            if isinstance(field, RichTextField):
                before, after = with_differing_attributes(str(before or ""), str(after or ""))
            shown = [as_html(field, value, look) for value in (before, after)]
            yield Differing(field.name, _label(field.verbose_name), *shown)
    for name in publication.PARTS:
        relation: Any = publication._meta.get_field(name)
        rows, others = old["parts"].get(name, []), new["parts"].get(name, [])
        if rows == others:
            continue
        before, after = part_as_html(relation, rows, look), part_as_html(relation, others, look)
        if before != after:
            label = _label(relation.related_model._meta.verbose_name_plural)
            yield Differing(name, label, before, after)


def _label(name: object) -> str:
    label = str(name)
    return label[:1].upper() + label[1:]


def _difference(each: Differing, room: _Room) -> Difference:
    merged = room.merged(each)
    inline = tidy(merged or "")
    is_marked = "<ins>" in inline or "<del>" in inline
    return Difference(
        name=each.name,
        label=each.label,
        inline=inline,
        # htmldiff knows words only: what else differs stands in the two texts themselves.
        before=without(inline, "ins") if is_marked else safe(each.before),
        after=without(inline, "del") if is_marked else safe(each.after),
        is_marked=is_marked,
        is_too_long=merged is None,
        is_put_off=merged is None and room.is_busy,
    )
