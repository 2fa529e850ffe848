"""The two addresses of a page that exists in Vietnamese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Max, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language

from portal.kit.postgres.prepared import Prepared
from portal.pagecache.kept_value import KeptValue
from portal.publishing.archive import last_changes
from portal.publishing.languages import ENGLISH, english_path
from portal.publishing.models import EnglishVersion, Publication
from portal.publishing.models.kinds import kinds
from portal.publishing.models.querysets import LAST_CHANGED_AT


@dataclass(frozen=True, slots=True)
class Pair:
    """The addresses of one page in both languages."""

    vi: str
    en: str


def of_page(page: Publication) -> Pair | None:
    """Of a publication; a query only where an English version was ever begun."""
    if isinstance(page, EnglishVersion):
        original = page.translation_of
        return Pair(original.path, page.path) if original and original.is_public else None
    if page.IS_BILINGUAL:
        return Pair(page.path, english_path(page.path))
    found = _version_of(page)
    return Pair(page.path, found.path) if found else None


def _version_of(page: Publication) -> EnglishVersion | None:
    return _english.first(page=page.pk, at=timezone.now()) if page.is_translated else None


def _public_english(page: int, at: datetime) -> QuerySet[EnglishVersion]:
    rows = EnglishVersion.objects.public(at).filter(translation_of=page)
    return rows.only("path", "title", "language")[:1]


_english = Prepared(_public_english, page=int, at=datetime)


def of_view(name: str, parts: dict[str, str]) -> Pair | None:
    """Of what is no publication, such as a list, by the name of its view in either language."""
    name = name.removeprefix("en:")
    # What stands below a page, such as a correction, is of the text in that language alone.
    if "page" in parts:
        return None
    if name == "list":
        return of_list(parts["listed"][0])
    vietnamese, english = _reversed(name, parts), _reversed(f"en:{name}", parts)
    if vietnamese and english:
        return Pair(vietnamese, english)
    kind = next((kind for kind, model in kinds().items() if name == model.LIST_VIEW), "")
    return of_list(kind) if kind else None


def of_list(kind: str) -> Pair:
    """Of the list of a kind."""
    path = reverse(kinds()[kind].LIST_VIEW)
    return Pair(path, reverse("en:list", args=[path.strip("/")]))


def is_empty_in_english(name: str, parts: dict[str, Any]) -> bool:
    """Return whether a view lists pages of which none stands below /en/: no engine looks there."""
    name = name.removeprefix("en:")
    if name == "topic":
        return ("topic", parts["slug"]) not in IN_ENGLISH.get()
    listed = parts["listed"] if name == "list" else _listed_by(name)
    return bool(listed) and not any(("kind", kind) in IN_ENGLISH.get() for kind in listed)


def _listed_by(view: str) -> list[str]:
    """Return the kinds that a list shows; none where its page below /en/ is one of its own."""
    if _reversed(f"en:{view}", {}):
        return []
    return [kind for kind, model in kinds().items() if view == model.LIST_VIEW]


def last_english_changes(by_kind: Mapping[str, datetime]) -> dict[tuple[str, str], datetime]:
    """Return the kinds and topics whose lists below /en/ have something, with its last change.

    `by_kind` is what `last_changes` says: lists of data have all rows, translated or not.
    """
    versions: QuerySet[EnglishVersion, Any] = EnglishVersion.objects.public().order_by()
    named = {"kind": "translation_of__kind", "topic": "translation_of__topics__slug"}
    found = {("kind", kind): at for kind, at in by_kind.items() if _lists_data(kind)}
    for what, column in named.items():
        for name, at in versions.values_list(column).annotate(changed=Max(LAST_CHANGED_AT)):
            if name is not None:
                found[what, name] = max(found.get((what, name), at), at)
    return found


def _lists_data(kind: str) -> bool:
    """Return whether the list of a kind has all its rows below /en/, translated or not."""
    view = kinds()[kind].LIST_VIEW
    slugs = (*settings.ENGLISH_LISTS, *settings.ENGLISH_VIEWS)
    return bool(view) and reverse(view).strip("/") in slugs


def _in_english() -> frozenset[tuple[str, str]]:
    return frozenset(last_english_changes(last_changes()))


# Made anew with each generation, and when a page appears or ends at its moment.
IN_ENGLISH: Final = KeptValue(_in_english, ends_by_itself=True)


def way_to(name: str) -> str:
    """Return the address of a named page in the language spoken now, else in Vietnamese."""
    pair = of_view(name, {}) if get_language() == ENGLISH else None
    return pair.en if pair else reverse(name)


def way_to_page(page: Publication) -> str:
    """Return a page's address in the language spoken now where that is public, else its own."""
    pair = of_page(page) if get_language() == ENGLISH else None
    return pair.en if pair else page.path


def spoken_page(page: Publication) -> Publication:
    """Return a page's public version in the language spoken now, else the page itself."""
    version = _version_of(page) if get_language() == ENGLISH else None
    return version or page


def _reversed(name: str, parts: dict[str, str]) -> str:
    try:
        return reverse(name, kwargs=parts)
    except NoReverseMatch:
        return ""
