"""In which fields of a kind words may be replaced, and replacing in a version's data."""

from collections.abc import Collection
from copy import deepcopy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.typing import ModelField
from portal.media.richtext.fields import RichTextField
from portal.newsroom.replacing.wording import Replaced, Wording, in_html, in_text
from portal.publishing.models import Publication
from portal.publishing.models.revision import VersionData
from portal.publishing.prose import prose_columns, prose_of_parts


class Group(models.TextChoices):
    """Fields that are chosen together."""

    TITLE = "title", _("title")
    SUMMARY = "summary", _("summary")
    BODY = "body", _("text")
    OTHER = "other", _("other fields")
    PARTS = "parts", _("names of attachments, and other rows of a page")
    # Last, and chosen by nobody unasked: what a source said stays as it was said.
    QUOTES = "quotes", _("words of sources, which are kept word for word")


# The column in which each kind and each row keeps what its source says, misspellings included.
QUOTE = "quote"


def group_of(field: ModelField) -> Group:
    if field.name == QUOTE:
        return Group.QUOTES
    return Group(field.name) if field.name in Group.values else Group.OTHER


def _group_of_part(field: ModelField) -> Group:
    return Group.QUOTES if field.name == QUOTE else Group.PARTS


def columns(kind: type[Publication], groups: Collection[str]) -> list[ModelField]:
    """Return the kind's own columns in which words are replaced, of the chosen groups."""
    return [field for field in prose_columns(kind) if group_of(field) in groups]


def parts(kind: type[Publication], groups: Collection[str]) -> dict[str, list[ModelField]]:
    """Return by part the columns of the kind's owned rows in which words are replaced.

    A model of rows that keep their words says `STAYS_AS_SAID`; one with the moment at which words
    were entered names that column as `DATED_ANEW`.
    """
    found = {
        name: [field for field in fields if _is_replaced_in_part(field, groups)]
        for name, fields in prose_of_parts(kind).items()
    }
    return {name: fields for name, fields in found.items() if fields}


def _is_replaced_in_part(field: ModelField, groups: Collection[str]) -> bool:
    return _group_of_part(field) in groups and not getattr(field.model, "STAYS_AS_SAID", False)


@dataclass(slots=True)
class Replacement:
    """A version's data with the new wording in it, and what cannot be done by itself."""

    data: VersionData
    count: int = 0
    by_hand: int = 0
    problem: str = ""


def replace(
    page: Publication, data: VersionData, wording: Wording, groups: Collection[str]
) -> Replacement:
    """Return the data of a version of the page with the new wording in the chosen fields."""
    replacement = Replacement(deepcopy(data))
    kind = type(page)
    _in_row(replacement, replacement.data["fields"], columns(kind, groups), wording)
    for name, fields in parts(kind, groups).items():
        dated = getattr(fields[0].model, "DATED_ANEW", "")
        for row in replacement.data["parts"].get(name, []):
            if _in_row(replacement, row, fields, wording) and dated:
                # Else the new words would look as old as the first ones.
                row[dated] = timezone.now().isoformat()
    return replacement


def _in_row(
    replacement: Replacement, row: dict[str, object], fields: list[ModelField], wording: Wording
) -> int:
    """Replace in the columns of a row; return how often."""
    before = replacement.count
    for field in fields:
        value = row.get(field.attname)
        if not isinstance(value, str):
            continue
        done = _in_field(field, value, wording)
        replacement.count += done.count
        replacement.by_hand += done.by_hand
        if done.count:
            row[field.attname] = done.text
            replacement.problem = replacement.problem or _problem(field, done.text)
    return replacement.count - before


def _in_field(field: ModelField, value: str, wording: Wording) -> Replaced:
    if isinstance(field, RichTextField):
        return in_html(value, wording)
    return in_text(value, wording)


def _problem(field: ModelField, value: str) -> str:
    """Why the field would refuse the new text, such as its length; nothing where it would not."""
    try:
        field.clean(value, None)
    except ValidationError as error:
        return f"{field.verbose_name}: {' '.join(error.messages)}"
    return ""
