"""Which pages have on paper the code of their own address, beside publications."""

from functools import cache
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from portal.publishing.languages import vietnamese_path
from portal.publishing.models import Publication
from portal.publishing.models.kinds import kinds

# Of the first there is no address to put it below; the other is empty without what was asked.
_WITHOUT: Final = frozenset({"home", "search"})


def has_code(match: ResolverMatch | None) -> bool:
    """Return whether the pages of a view have a code: lists, pages of the site, those named."""
    return match is not None and match.view_name in _views()


def is_coded(path: str) -> bool:
    """Return whether there is a public page at the path that has a code; two queries at most."""
    if Publication.objects.public().filter(path=path).exists():
        return True
    try:
        match = resolve(path)
    except Resolver404:
        return False
    return has_code(match) and _is_there(match, path)


@cache
def _views() -> frozenset[str]:
    lists = {model.LIST_VIEW for model in kinds().values() if model.LIST_VIEW}
    plain = ({*settings.SITEMAP_PAGES} | lists) - _WITHOUT
    return frozenset(plain | {f"en:{name}" for name in plain} | {"en:list", *settings.CODED_PAGES})


def _is_there(match: ResolverMatch, path: str) -> bool:
    """Return whether the row that a page with parts in its address shows is public."""
    named = settings.CODED_PAGES.get(match.view_name)
    if named is None:
        return True
    manager: Any = apps.get_model(named)._default_manager
    rows = manager.public() if hasattr(manager, "public") else manager.all()
    key = "pk" if "pk" in match.kwargs else "slug"
    row = rows.filter(**{key: match.kwargs[key]}).first()
    return row is not None and vietnamese_path(path).startswith(row.get_absolute_url())
