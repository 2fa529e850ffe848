"""Texts hear when what they link to comes, and when what is no page goes: a topic, a section."""

from functools import reduce
from operator import or_
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save

from portal.kit.priorities import leisure_task
from portal.media.richtext.fields import rich_fields
from portal.publishing import links
from portal.publishing.models import Publication, Section
from portal.publishing.models.kinds import kinds

# The addresses that a row had when it was read for its save, or before it went.
_BEFORE: Final = "_addresses_before"


def connect() -> None:
    """Let the links of texts follow pages, sections and the models of `RECORD_PAGES`."""
    for kind in kinds().values():
        post_save.connect(_follow_page, sender=kind)
    records: set[type[models.Model]] = set(map(apps.get_model, settings.RECORD_PAGES.values()))
    for model in records | {Section}:
        pre_save.connect(_remember, sender=model)
        post_save.connect(_follow, sender=model)
        pre_delete.connect(_remember_all, sender=model)
        post_delete.connect(_lose, sender=model)


def _follow_page(instance: Publication, created: bool, **rest: object) -> None:
    # Until its save is over, a page remembers the address that it had.
    has_moved = instance._stored_path not in (None, instance.path)
    if (created or has_moved) and not rest.get("raw"):
        links.find_dead_again(instance.path)


def _address(row: Any) -> str:
    """Return what every address of a row begins with: of a promise, all but its words."""
    path: str = row.get_absolute_url()
    before, number, _words = path.partition(f"/{row.pk}-")
    return before + number


def _remember(sender: type[models.Model], instance: models.Model, **rest: object) -> None:
    if not rest.get("raw") and not instance._state.adding:
        stored = sender._base_manager.filter(pk=instance.pk).first()
        vars(instance)[_BEFORE] = stored and _address(stored)


def _follow(instance: models.Model, created: bool, **rest: object) -> None:
    before, now = vars(instance).pop(_BEFORE, None), _address(instance)
    if rest.get("raw") or not (created or before) or before == now:
        return
    links.find_dead_again(now)
    # The address that a section had leads on.
    if before and not isinstance(instance, Section):
        find_links_of_texts.enqueue([before])


def _remember_all(instance: models.Model, **_rest: object) -> None:
    moved = instance.redirects.all() if isinstance(instance, Section) else ()
    vars(instance)[_BEFORE] = [_address(instance), *(row.old_path for row in moved)]


def _lose(instance: models.Model, **_rest: object) -> None:
    find_links_of_texts.enqueue(vars(instance).pop(_BEFORE))


@leisure_task
def find_links_of_texts(addresses: list[str]) -> None:
    """Work out anew the links of the texts that name an address at which nothing is any more."""
    for kind in kinds().values():
        named = [
            Q(**{f"{name}__contains": address.rstrip("/")})
            for name in rich_fields(kind)
            for address in addresses
        ]
        keys = kind._base_manager.filter(reduce(or_, named)).order_by("pk")
        links.find_in(kind, list(keys.values_list("pk", flat=True)))
