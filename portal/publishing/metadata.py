"""What machines are told of a page in its head: one record, told in each of their languages."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.kit.samples import with_mark
from portal.kit.site_names import site_name
from portal.media.pictures.card_figure import CardFigure
from portal.media.pictures.card_style import card_style
from portal.media.pictures.cards import DESIGN, HEIGHT, WIDTH, draw_card
from portal.pagecache.pictures import kept_picture
from portal.publishing.languages import language_of
from portal.publishing.models import Publication

# Of a card: how many letters of its digest its address holds.
_DIGITS: Final = 16
# Of a card that is not stored: its address changes with what is on it.
CARD_HEADERS: Final = {
    "Cache-Control": "public, max-age=2592000",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """The picture that stands beside a link to the page elsewhere."""

    address: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page as its publisher describes it; JSON-LD, OpenGraph and Dublin Core take from here."""

    title: str
    # Another than that of the page where nobody has translated the title.
    title_language: str
    address: str
    language: str
    creator: str
    publisher: str
    dc_type: str
    # What kind of page it is, and in which section where that is known.
    subject: str
    published: datetime | None
    modified: datetime
    picture: SharedPicture

    @property
    def published_iso(self) -> str:
        return timezone.localtime(self.published).isoformat() if self.published else ""

    @property
    def modified_iso(self) -> str:
        return self.modified.isoformat()


def facts_of(page: Publication) -> PageFacts:
    """Return the facts of a page; asks nothing where its cover and its creator have been read."""
    path = page.spoken_path
    return PageFacts(
        title=with_mark(page.meta_title(), is_sample=page.is_made_up),
        title_language=page.language,
        address=settings.SITE_URL + path,
        language=page.language if path == page.path else language_of(path),
        creator=page.meta_creator() or site_name(),
        publisher=site_name(),
        dc_type=page.DC_TYPE,
        subject=_subject(page),
        published=page.published_at,
        modified=timezone.localtime(page.last_changed_at),
        picture=picture_of(page),
    )


def _subject(page: Publication) -> str:
    """Return the kind of a page and its section, where that was read with it."""
    section = page._state.fields_cache.get("section")
    kind = str(capfirst(page._meta.verbose_name))
    return f"{kind}; {section.name}" if section is not None else kind


def picture_of(page: Publication) -> SharedPicture:
    """Return the cover; of a page without one the card that is drawn of its title."""
    if page.cover:
        cover = page.cover
        address = settings.SITE_URL + cover.file.url
        return SharedPicture(address, cover.width, cover.height, page.cover_alt)
    title = page.meta_title()
    return _card(page.pk, stored_card_digest(title, card_kicker(page)), title)


def site_picture() -> SharedPicture:
    """Return the card of the site itself, for pages that are no publication."""
    return _card(0, stored_card_digest("", ""), site_name("vi"))


def card_path(key: int, digest: str) -> str:
    """Return where a card stands."""
    return reverse("shared_picture", kwargs={"pk": key, "digest": digest})


def _card(key: int, digest: str, title: str) -> SharedPicture:
    path = card_path(key, digest)
    alt = _("The title on the department's colour: %(title)s") % {"title": title}
    return SharedPicture(settings.SITE_URL + path, WIDTH, HEIGHT, alt)


def card_kicker(page: Publication) -> str:
    """Return what stands above the title on a card: what kind of page it is."""
    return str(page._meta.verbose_name)


def stored_card_digest(title: str, kicker: str) -> str:
    """Return the mark of a card that is drawn once for all languages, with the Vietnamese name."""
    return _digest_of(site_name("vi"), title, kicker)


def card_digest(title: str, kicker: str, figure: CardFigure | None = None) -> str:
    """Return the mark of all that is on a card, for its address: another card has another.

    The site's name stands on it in the language spoken, as `kept_card` draws it.
    """
    return _digest_of(site_name(), title, kicker, *([] if figure is None else [figure]))


def _digest_of(name: str, *shown: object) -> str:
    described = repr((DESIGN, card_style(), name, settings.SITE_IS_DEMO, *shown))
    return hashlib.sha256(described.encode()).hexdigest()[:_DIGITS]


def kept_card(digest: str, title: str, kicker: str, figure: CardFigure | None = None) -> bytes:
    """Return a card as a PNG, drawn once a day at most under the digest of what is on it."""

    def draw() -> bytes:
        mark = _("A demonstration") if settings.SITE_IS_DEMO else ""
        return draw_card(title, kicker=kicker, name=site_name(), mark=mark, figure=figure)

    return kept_picture(f"card:{digest}:{get_language()}", draw)
