"""What a version keeps of a field or a part, as markup that people read beside another one."""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.editing.page_field import name_for
from portal.kit.text.numbers import amount, figure
from portal.kit.typing import ModelField
from portal.media.pictures.models import Picture
from portal.media.richtext.fields import RichTextField
from portal.media.richtext.pictures import with_descriptions


class Look(NamedTuple):
    """What of two versions is looked at, and by whom."""

    only: Collection[str] | None
    reader: User | None

    def means(self, name: str) -> bool:
        """Return whether a column, a part, or a column of a part's rows is looked at."""
        return self.only is None or name in self.only


def as_html(field: ModelField, value: object, look: Look) -> str:
    """Return a stored value as markup that people read."""
    if isinstance(field, RichTextField):
        return with_descriptions(str(value or ""), _description)
    return f"<p>{_shown(field, value, look)}</p>" if value not in (None, "") else ""


def _description(alt: str) -> str:
    """Return what is read out of a picture: its words are compared like any others."""
    return _("[Picture: %(words)s]") % {"words": alt} if alt else _("[Picture without description]")


def _shown(field: ModelField, value: Any, look: Look) -> str:
    """Return a value in words as markup; a picture, with the picture before its words."""
    if not isinstance(field, models.ForeignKey) or field.related_model is not Picture:
        return escape(_words(field, value, look))
    picture = Picture.objects.filter(pk=value).first()
    if picture is None:
        return escape(_("no longer there"))
    return format_html('<img src="{}" alt=""> {}', picture.smallest_url, picture)


def _words(field: ModelField, value: object, look: Look) -> str:
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


def part_as_html(relation: Any, rows: list[Any], look: Look) -> str:
    """Return the rows of a part as a list; each in the order of its fields."""
    if relation.many_to_many:
        if not look.means(relation.name):
            return ""
        names = relation.related_model._base_manager.in_bulk(rows)
        return _list([escape(str(names.get(key, _("no longer there")))) for key in rows])
    return _list([shown for row in rows if (shown := _row(relation, row, look))])


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>" if items else ""


def _row(relation: Any, row: Mapping[str, object], look: Look) -> str:
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
