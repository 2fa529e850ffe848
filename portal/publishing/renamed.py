"""Pages are found by the names that they show: of an agency that is renamed, by its new one."""

import math
from collections import deque
from collections.abc import Iterable
from functools import cache
from time import monotonic
from typing import Any, Final

from django.apps import apps
from django.contrib.postgres.search import SearchVectorField
from django.db import models, transaction
from django.db.models import TextField, Value
from django.db.models.functions import Cast
from django.db.models.signals import post_save, pre_save
from django.tasks import task

from portal.kit.priorities import BULK
from portal.pagecache import generation
from portal.publishing.dry_run import allow_live_writes, is_dry_run
from portal.publishing.models import Publication, State, Transition
from portal.publishing.models.kinds import kind_named, kinds
from portal.publishing.signals import transitioned

# Other tasks wait no longer than that.
SECONDS: Final = 2.0
# What a row was called when it was read for its save.
_BEFORE: Final = "_names_before"

type Naming = tuple[type[Publication], str, tuple[str, ...]]


@cache
def namings() -> dict[type[models.Model], list[Naming]]:
    """Return the models whose rows lend their names: to which kinds, by which relation, and what.

    An enterprise lends its products its name; it is a page itself.
    """
    found: dict[type[models.Model], list[Naming]] = {}
    for kind in kinds().values():
        for relation, fields in kind.NAMES_SEARCHED.items():
            named: Any = kind._meta.get_field(relation).related_model
            found.setdefault(named, []).append((kind, relation, fields))
    return found


def connect() -> None:
    """Let the search follow the names of rows, and of pages once readers see the new one."""
    for model in namings():
        if model is Publication:
            transitioned.connect(_published_translated)
        elif issubclass(model, Publication):
            transitioned.connect(_published, sender=model)
        else:
            pre_save.connect(_remember, sender=model)
            post_save.connect(_follow, sender=model)
    for kind in kinds().values():
        if kind.PARTS_SEARCHED:
            transitioned.connect(_parts_published, sender=kind)


def _names(model: type[models.Model]) -> list[str]:
    return sorted({name for _kind, _relation, fields in namings()[model] for name in fields})


def _remember(sender: type[models.Model], instance: models.Model, **rest: object) -> None:
    if not rest.get("raw") and not instance._state.adding:
        rows = sender._default_manager.filter(pk=instance.pk)
        vars(instance)[_BEFORE] = rows.values_list(*_names(sender)).first()


def _follow(sender: type[models.Model], instance: models.Model, **_rest: object) -> None:
    before = vars(instance).pop(_BEFORE, None)
    now = tuple(getattr(instance, name) for name in _names(sender))
    if before is not None and before != now:
        find_by_new_names.enqueue(sender._meta.label, instance.pk)


def _published(
    sender: type[Publication], publication: Publication, transition: Transition, **_rest: object
) -> None:
    if transition.to_state != State.PUBLISHED or is_dry_run():
        return
    if any(rows.exists() for rows in _naming(sender, publication.pk)):
        find_by_new_names.enqueue(sender._meta.label, publication.pk)


def _published_translated(
    sender: type[Publication], publication: Publication, transition: Transition, **_rest: object
) -> None:
    """Let its English version follow the number of a page."""
    if publication.is_translated and sender.has_number():
        _published(Publication, publication, transition)


def _parts_published(
    sender: type[Publication], publication: Publication, transition: Transition, **_rest: object
) -> None:
    """Let search know the owned rows of a page, which were written after the page itself."""
    if transition.to_state == State.PUBLISHED and not is_dry_run():
        _find_anew(publication.pk)


def _naming(model: type[models.Model], key: int) -> list[models.QuerySet[Any]]:
    """Return the pages that name a row."""
    return [
        kind._base_manager.filter(**{relation: key}) for kind, relation, _fields in namings()[model]
    ]


@task
def find_by_new_names(label: str, key: int, after: int = 0) -> None:
    """Let search know the pages that name a row by what it is called now; those after a page.

    An agency may be named by fifty thousand pages, some minutes of work: it goes in slices, between
    which letters and all else have their turn.
    """
    found = (rows.filter(pk__gt=after) for rows in _naming(apps.get_model(label), key))
    keys = {page for rows in found for page in rows.values_list("pk", flat=True)}
    if left := find_anew(keys, within=SECONDS):
        find_by_new_names.using(priority=BULK).enqueue(label, key, after=left[0] - 1)


def find_anew(keys: Iterable[int], *, within: float = math.inf) -> list[int]:
    """Work out anew what search knows of pages, each in its own transaction.

    Return the pages for which there was no time `within` so many seconds, in order. The generation
    comes after all pages: in it, a page would be waited for whose publisher waits for the
    generation.
    """
    left, ends_at, is_any_other = deque(sorted(keys)), monotonic() + within, False
    while left:
        is_any_other |= _find_anew(left.popleft())
        if monotonic() >= ends_at:
            break
    if is_any_other:
        with transaction.atomic():
            generation.invalidate_public_content()
    return list(left)


@transaction.atomic
def _find_anew(key: int) -> bool:
    """Store what search knows of a page; whether it is another than before."""
    kind = Publication.objects.filter(pk=key).values_list("kind", flat=True).first()
    # Locked before it is read: else words of a text that is published meanwhile would be lost.
    page = kind_named(kind).objects.locked().filter(pk=key).first() if kind else None
    if page is None:
        return False
    page.derive()
    # As texts: between two vectors `=` would ask for a match.
    vector = Cast(Cast(Value(page.search_vector), SearchVectorField()), TextField())
    rows = Publication.objects.filter(pk=key).annotate(known=Cast("search_vector", TextField()))
    other = rows.exclude(folded_title=page.folded_title, known=vector)
    with allow_live_writes():
        # By a query: the text is as it was, and so is its version.
        found = other.update(folded_title=page.folded_title, search_vector=page.search_vector)
    return bool(found)
