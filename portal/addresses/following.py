"""Where an old address leads: the exact one first, then the longest folder above it."""

from collections.abc import Collection
from typing import Final

from django.db import Error
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.encoding import iri_to_uri

from portal.addresses.models import OldAddress
from portal.addresses.written import folders_of, with_fields
from portal.pagecache.kept_value import KeptValue
from portal.pagecache.pages import Environ
from portal.publishing.languages import ENGLISH, english_path, language_of, vietnamese_path
from portal.publishing.models import Redirect, heavy_columns
from portal.publishing.models.kinds import kinds

# More names of fields than old systems have; of more rows only the first count.
MAX_NAMES: Final = 50


def _field_names() -> frozenset[str]:
    rows = OldAddress.objects.filter(address__contains="?").values_list("address", flat=True)
    names: set[str] = set()
    for address in rows.iterator():
        names |= set(QueryDict(address.partition("?")[2]))
        if len(names) >= MAX_NAMES:
            break
    return frozenset(names)


# Made anew with each generation: OldAddress is among PUBLIC_RECORDS.
NAMES: Final = KeptValue(_field_names)


def field_names() -> frozenset[str]:
    """Return the fields that old addresses have behind their question mark."""
    try:
        return NAMES.get()
    except Error:
        return NAMES.last() or frozenset()


def asks_by_old_fields(environ: Environ) -> bool:
    """Return whether no kept page may answer: an old address may stand behind the question mark."""
    query = environ.get("QUERY_STRING", "")
    if not query:
        return False
    names = field_names()
    return any(part.partition("=")[0] in names for part in query.split("&", 100))


def by_fields(request: HttpRequest) -> str | None:
    """Return where an address with old fields leads, whatever page its path has here."""
    if not request.GET or not (names := field_names()):
        return None
    # What others have put behind it, such as where a link stood, is left out.
    known = [(name, values) for name, values in request.GET.lists() if name in names]
    pairs = [(name, value) for name, values in known for value in values]
    if not pairs:
        return None
    row = _rows().filter(address=with_fields(request.path, pairs)).first()
    return _target_of(row) if row else None


def by_page(path: str) -> str | None:
    """Return where a frame, a picture or a summary lies whose page moved.

    In English, too, where the page stands there though nobody translated it.
    """
    is_english = language_of(path) == ENGLISH
    own = vietnamese_path(path) if is_english else path
    moved = Redirect.objects.filter(old_path__in=folders_of(own), publication__isnull=False)
    rows = moved.select_related("publication").defer(*heavy_columns("publication"))
    row = max(rows, key=lambda each: len(each.old_path), default=None)
    page = row.publication if row is not None else None
    if row is None or page is None or not page.is_public:
        return None
    if is_english and not kinds()[page.kind].IS_BILINGUAL:
        return None
    target = f"{page.path}{own.removeprefix(row.old_path)}"
    target = english_path(target) if is_english else target
    try:
        resolve(target)
    except Resolver404:
        return None
    return iri_to_uri(target)


def by_path(path: str) -> str | None:
    """Return where a path without a page leads; the rest below a folder goes along."""
    return by_paths([path]).get(path)


def by_paths(paths: Collection[str]) -> dict[str, str]:
    """Return where paths without a page lead, in one query for all; those that do not left out."""
    above = {folder for path in paths for folder in folders_of(path)}
    exact = Q(address__in=paths, is_prefix=False)
    rows = list(_rows().filter(exact | Q(address__in=above, is_prefix=True)))
    led = {path: _led(path, rows) for path in paths}
    return {path: target for path, target in led.items() if target is not None}


def _led(path: str, rows: list[OldAddress]) -> str | None:
    above = folders_of(path)
    fitting = [
        row for row in rows if (row.address in above if row.is_prefix else row.address == path)
    ]
    row = max(fitting, key=lambda each: (not each.is_prefix, len(each.address)), default=None)
    if row is None:
        return None
    return _target_of(row, path.removeprefix(row.address) if row.is_prefix else "")


def _rows() -> QuerySet[OldAddress]:
    return OldAddress.objects.select_related("publication")


def _target_of(row: OldAddress, rest: str = "") -> str | None:
    """Return the address to lead to; None where nothing public is there."""
    if row.publication is not None:
        return row.publication.path if row.publication.is_public else None
    target = f"{row.target}{rest}"
    try:
        resolve(target.partition("?")[0])
    except Resolver404:
        # Better the list than nothing: the rest may be written otherwise here.
        target = row.target
    return iri_to_uri(target)
