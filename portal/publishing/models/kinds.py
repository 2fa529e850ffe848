"""The kinds of publication that the installed apps have, found by asking their models."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


def parent_link() -> "models.OneToOneField[Any, Any]":
    """Return the link of a kind to the table of all pages, which gets no name for it."""
    return models.OneToOneField(
        "publishing.Publication",
        on_delete=models.CASCADE,
        parent_link=True,
        primary_key=True,
        related_name="+",
    )


@cache
def kinds() -> dict[str, "type[Publication]"]:
    """Return every kind by its name, in the order of the installed apps."""
    found: dict[str, Any] = {getattr(model, "KIND", ""): model for model in apps.get_models()}
    found.pop("", None)
    return found


def kind_named(name: str) -> "type[Publication]":
    """Return the model of a kind; KeyError for a name that no installed app has."""
    return kinds()[name]


def public_kinds() -> list[tuple[str, str]]:
    """Return names and labels of all kinds, as a choice list for readers."""
    return [(name, str(model._meta.verbose_name_plural)) for name, model in kinds().items()]


def kinds_with_sections() -> list[tuple[str, str]]:
    """Return names and labels of the kinds whose publications stand in sections."""
    return [
        (name, str(model._meta.verbose_name))
        for name, model in kinds().items()
        if model.SECTION_VIEW
    ]


def kind_label(kind: str) -> str:
    """Return the kind's name for people; the stored word itself where no installed app has it."""
    model = kinds().get(kind)
    return str(model._meta.verbose_name) if model else kind


def in_bulk(
    keys: Iterable[tuple[int, str]], *, without: Iterable[str] = ()
) -> "dict[int, Publication]":
    """Return the pages with these keys and kinds as rows of their kinds; a query for each kind.

    Columns that are read later, if at all, are named in `without`.
    """
    deferred = list(without)
    of_kinds: dict[str, list[int]] = {}
    for key, kind in keys:
        of_kinds.setdefault(kind, []).append(key)
    found: dict[int, Publication] = {}
    for kind, of_kind in of_kinds.items():
        found |= kind_named(kind).objects.defer(*deferred).in_bulk(of_kind)
    return found


def admin_link(page: "Publication") -> SafeString:
    """Return the title of a page as a link to where it is worked on."""
    return format_html('<a href="{}">{}</a>', admin_address(page.kind, page.pk), page.title)


def admin_address(kind: str, key: int, *, view: str = "change") -> str:
    """Return where the admin works on a publication of this kind; "" where it has no such page."""
    try:
        options = kinds()[kind]._meta
        return reverse(f"admin:{options.app_label}_{options.model_name}_{view}", args=[key])
    except (KeyError, NoReverseMatch):
        return ""
