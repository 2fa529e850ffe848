"""The search of the admin over settings: each field by its label and its help, with where it is."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Field, Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.kit.finding import MAX_HITS, Hit, Hits, holds_words
from portal.publishing.models import Publication
from portal.site.navigation import NavBlock, NavLink


class _Setting(NamedTuple):
    label: str
    help_text: str
    url: str


def find_setting_fields(blocks: Iterable[NavBlock], typed: str) -> Hits:
    """Return the fields of settings among these blocks that hold the words; no query.

    Those whose label alone holds them come before those whose help or place does.
    """
    named, explained = [], []
    for block in (block for block in blocks if block.has_settings):
        for link in block.links:
            where = f"{block.name} › {link.label}"
            for setting in _settings_behind(link):
                hit = Hit(setting.label, setting.url, where)
                if holds_words(setting.label, typed):
                    named.append(hit)
                elif holds_words(f"{setting.label} {where} {setting.help_text}", typed):
                    explained.append(hit)
    return Hits(_("Settings, field by field"), tuple([*named, *explained][:MAX_HITS]))


def _settings_behind(link: NavLink) -> Iterator[_Setting]:
    """Return each field of the form behind a list; pages have texts and no settings."""
    model = apps.get_model(link.model) if link.model else None
    if model is None or issubclass(model, Publication):
        return
    model_admin = admin.site.get_model_admin(model)
    is_one = getattr(model_admin, "is_of_one_record", False)
    for field in _shown_fields(model, model_admin):
        helps = getattr(model_admin, "help_texts", {})
        help_text = str(helps.get(field.name, field.help_text))
        # Of one record the list leads on to its form, and the browser to the field.
        url = f"{link.url}#id_{field.name}" if is_one else link.url
        yield _Setting(capfirst(str(field.verbose_name)), help_text, url)


def _shown_fields(model: type[Model], model_admin: Any) -> Iterator[Field[Any, Any]]:
    declared = model_admin.fields or flatten_fieldsets(model_admin.fieldsets or ())
    left_out = {*(model_admin.exclude or ()), *model_admin.readonly_fields}
    for field in (*model._meta.fields, *model._meta.many_to_many):
        is_offered = field.name in declared if declared else field.name not in left_out
        if field.editable and not field.auto_created and is_offered:
            yield field
