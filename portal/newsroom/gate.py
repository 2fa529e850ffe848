"""The gate before readers: no step that lets a text through is taken past a blocking finding."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.newsroom import markup
from portal.newsroom.checks import Finding, Written, findings
from portal.publishing import changes, life
from portal.publishing.kinds import kinds
from portal.publishing.models import Publication, Redirect, Section, State

# What a text must be mended for before it is taken; all other steps are open as ever.
GUARDED = frozenset({State.APPROVED, State.PUBLISHED})
_FIELDS = ("title", "summary", "body", "cover_alt", "cover_decorative")


class Blocked(ValidationError):
    """The text has findings that have to be mended first; it is kept as it is."""

    def __init__(self, blocking: list[Finding]) -> None:
        named = " ".join(f"({number}) {each.message}" for number, each in enumerate(blocking, 1))
        super().__init__(
            _("before readers see it, something has to be mended: %(named)s") % {"named": named},
            code="gate",
        )


def check(publication: Publication) -> list[Finding]:
    """What is to be mended in the text that would be let through: of a live page its change."""
    version = None
    if publication.state == State.PUBLISHED:
        version = changes.pending_version(publication)
    if version is None:
        return check_as_it_stands(publication)
    return _check(publication, version.data["fields"])


def check_as_it_stands(publication: Publication) -> list[Finding]:
    """What is to be mended in the fields of the object itself."""
    return _check(
        publication,
        {name: getattr(publication, name) for name in (*_FIELDS, "correction", "cover_id")},
    )


def _check(publication: Publication, fields: dict[str, Any]) -> list[Finding]:
    written = Written(
        **{name: fields[name] for name in _FIELDS},
        # What was proposed before there were corrections has none.
        correction=fields.get("correction", ""),
        has_cover=fields["cover_id"] is not None,
        is_imported=getattr(publication, "is_imported", False),
    )
    addresses = {link.address for link in markup.links(written.body)}
    nowhere, hidden = lost_addresses(addresses, of=publication)
    return findings(written, nowhere=nowhere, hidden=hidden)


def move(
    publication: Publication,
    *,
    to: State,
    by: User,
    published_at: datetime | None = None,
    word: str = "",
    force: str = "",
    seen: int | None = None,
) -> None:
    """`life.move` for people at a screen: raises Blocked where the text is not fit for readers."""
    if to in GUARDED and (blocking := [each for each in check(publication) if each.blocks]):
        raise Blocked(blocking)
    life.move(
        publication, to=to, by=by, published_at=published_at, word=word, force=force, seen=seen
    )


def lost_addresses(
    addresses: Iterable[str], *, of: Publication
) -> tuple[frozenset[str], frozenset[str]]:
    """Of the addresses those on this site at which nothing is, and those not yet to be seen."""
    paths = {each: path for each in addresses if (path := _own_path(each, of.path or "/"))}
    asked = {path for path in paths.values() if not _is_a_fixed_page(path)}
    if not asked:
        return frozenset(), frozenset()
    forms = {form for path in asked for form in (path, f"{path}/")}
    pages = Publication.objects.filter(path__in=forms) | Publication.objects.filter(
        redirects__old_path__in=forms
    )
    known: dict[str, bool] = {}
    for page in pages.distinct().only("path", "state", "published_at", "expires_at"):
        known[page.path] = page.is_public
    moved = Redirect.objects.filter(old_path__in=forms).values_list(
        "old_path", "publication__path", "section_id"
    )
    for old, path, section in moved:
        known[old] = bool(section) or known.get(path or "", False)
    sections = Section.objects.filter(path__in=forms).values_list("path", flat=True)
    known |= dict.fromkeys(sections, True)
    shown = {path: known.get(path, known.get(f"{path}/")) for path in asked}
    return (
        frozenset(each for each, path in paths.items() if shown.get(path, True) is None),
        frozenset(each for each, path in paths.items() if shown.get(path, True) is False),
    )


def _own_path(address: str, base: str) -> str:
    """The path of an address on this site; nothing for others, e-mails and places in a page."""
    if address.startswith("#"):
        return ""
    parts = urlsplit(urljoin(settings.SITE_URL + base, address))
    ours = urlsplit(settings.SITE_URL)
    if parts.scheme not in ("http", "https") or parts.netloc != ours.netloc:
        return ""
    return parts.path or "/"


def _is_a_fixed_page(path: str) -> bool:
    """Whether the URL map alone answers for the address: a list, a form, a file, not a row."""
    if path.startswith((settings.STATIC_URL, settings.MEDIA_URL)):
        return True
    rows = {kind.DETAIL_VIEW for kind in kinds().values()}
    rows |= {kind.SECTION_VIEW for kind in kinds().values()}
    for form in (path, f"{path}/"):
        try:
            return resolve(form).view_name not in rows
        except Resolver404:
            continue
    return False
