"""Keeps pictures that are drawn when they are asked for: charts, and cards shown beside links."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.cache import caches

from portal.pagecache.guard import Guard

KEPT_SECONDS: Final = 24 * 60 * 60

_guard: Final = Guard("The cache of pictures does not work; each is drawn when it is asked for.")


def kept_picture(key: str, draw: Callable[[], bytes]) -> bytes:
    """Return the picture of this key, drawn once a day at most.

    It lies where pages do if CACHE_URL says where, else in the database.
    """
    alias = "pages" if settings.CACHE_IS_SHARED else "default"
    found: bytes | None = _guard.ask(lambda: caches[alias].get(key))
    if found:
        return found
    drawn = draw()
    _guard.ask(lambda: caches[alias].set(key, drawn, KEPT_SECONDS))
    return drawn
