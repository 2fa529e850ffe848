"""What an address refers to: a page of our own, a fixed place of the site, or elsewhere."""

from collections.abc import Callable, Collection, Iterable, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.module_loading import import_string

from portal.publishing.models import Publication, Redirect, Section
from portal.publishing.models.kinds import kinds


def own_path(address: str, base: str) -> str:
    """Return the path of an address on this site; nothing for others, e-mails and places in a page.

    `base` is the path of the page on which the address stands. The path has its letters as they
    are, as rows keep it, however the address writes them.
    """
    if address.startswith("#"):
        return ""
    try:
        parts = urlsplit(urljoin(settings.SITE_URL + base, address))
    except ValueError:
        return ""
    ours = urlsplit(settings.SITE_URL)
    if parts.scheme not in ("http", "https") or parts.netloc.lower() != ours.netloc.lower():
        return ""
    # No row's address has a NUL, and the database takes none.
    return unquote(parts.path).replace("\0", "%00") or "/"


def is_fixed_page(path: str) -> bool:
    """Return whether neither a page nor a section is to be looked for at the address.

    A list, a form, a file is there, or a record that has a page and is no publication.
    """
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    match = match_of(path)
    if match is None:
        return False
    rows = {kind.DETAIL_VIEW for kind in kinds().values()}
    rows |= {kind.SECTION_VIEW for kind in kinds().values()}
    return match.view_name not in rows and _has_record(match)


def with_and_without_slash(paths: Iterable[str]) -> list[str]:
    """Return each path as it is and with a slash at its end, which people leave out."""
    return [form for path in paths for form in (path, f"{path}/")]


def match_of(path: str) -> ResolverMatch | None:
    """Return what the map of addresses has at a path, with or without its last slash."""
    for form in with_and_without_slash([path]):
        try:
            return resolve(form)
        except Resolver404:
            continue
    return None


def _has_record(match: ResolverMatch) -> bool:
    """Return whether the record that a view of `RECORD_PAGES` shows is there; True for others."""
    label = settings.RECORD_PAGES.get(match.view_name)
    if label is None:
        return True
    key = "pk" if "pk" in match.kwargs else "slug"
    rows = apps.get_model(label)._base_manager.filter(**{key: match.kwargs[key]})
    return bool(rows.exists())


def is_gone(path: str) -> bool:
    """Return whether the address is one of a section or a record, such as a topic, and none has it.

    A page may still come to an address of its kind.
    """
    match = match_of(path)
    if match is None or match.view_name in {kind.DETAIL_VIEW for kind in kinds().values()}:
        return False
    return path in targets_of([path])


def led_on(paths: Collection[str]) -> Collection[str]:
    """Return the paths that lead on to what readers see, though no page of ours is there."""
    if not paths:
        return ()
    lead: Callable[[Collection[str]], Mapping[str, str]] = import_string(settings.LEADING_ON)
    ends = {path: unquote(end.partition("?")[0]) for path, end in lead(paths).items()}
    # A whole folder leads on, whether or not its pages have come along.
    rows = {end for end in ends.values() if not is_fixed_page(end)}
    lost = rows - _shown(rows) if rows else rows
    return {path for path, end in ends.items() if end not in lost}


def _shown(paths: Collection[str]) -> set[str]:
    """Return the addresses at which readers see a page or a section, or from which one moved."""
    pages = Publication.objects.public()
    moved = Redirect.objects.leading_to(pages)
    found = pages.filter(path__in=paths).order_by().values_list("path", flat=True)
    return set(
        found.union(
            moved.filter(old_path__in=paths).order_by().values_list("old_path", flat=True),
            Section.objects.filter(path__in=paths).order_by().values_list("path", flat=True),
        )
    )


def targets_of(paths: Iterable[str]) -> dict[str, int | None]:
    """Return the pages at which our paths lead today, by key; None for a path at which nothing is.

    What needs no reference is left out: fixed places, sections and records that are there (their
    addresses are looked for when they go), and what leads on from a site before.
    """
    wanted = {path for path in paths if not is_fixed_page(path)}
    if not wanted:
        return {}
    holders = holders_of(with_and_without_slash(wanted))
    found = {
        path: holders[form] for path in wanted for form in (f"{path}/", path) if form in holders
    }
    # A section that has moved holds its old address for nobody else.
    gone = {path for path, key in found.items() if key is None}
    lost = wanted - found.keys()
    if lost:
        sections = Section.objects.filter(path__in=with_and_without_slash(lost)).values_list(
            "path", flat=True
        )
        lost -= {
            path for path in lost for section in sections if section.rstrip("/") == path.rstrip("/")
        }
    lost -= set(led_on(lost))
    return {path: key for path, key in found.items() if path not in gone} | dict.fromkeys(lost)


def holders_of(paths: Iterable[str]) -> dict[str, int | None]:
    """Return the taken ones among the addresses, by address.

    Each with the publication that lives or once lived there; None stands for a section that has
    moved away.
    """
    paths = list(paths)
    moved = Redirect.objects.filter(old_path__in=paths).values_list("old_path", "publication_id")
    living = Publication.objects.filter(path__in=paths)
    holders: dict[str, int | None] = dict(moved)
    return holders | dict(living.values_list("path", "pk"))
