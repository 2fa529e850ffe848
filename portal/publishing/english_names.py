"""What rows such as sections, sectors and organisations are called in English, by their names."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.conf import settings


def _named() -> list[Any]:
    return [apps.get_model(label) for label in settings.NAMED_IN_ENGLISH]


def english_names() -> dict[str, str]:
    """Return the English name of each row that has one; one query."""
    first, *others = (
        model._default_manager.exclude(name_en="").order_by().values_list("name", "name_en")
        for model in _named()
    )
    return dict(first.union(*others).order_by())


def bring_english_names(names: Mapping[str, str]) -> int:
    """Give rows of these names an English one, unless they have one; return how many got it."""
    return sum(
        model._default_manager.filter(name=name, name_en="").update(name_en=english)
        for model in _named()
        for name, english in names.items()
    )
