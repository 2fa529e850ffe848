"""The picture beside a link to a promise: what was promised, and where it stands."""

from django.conf import settings
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.kit.site_names import site_name
from portal.media.pictures.cards import HEIGHT, WIDTH, draw_card
from portal.publishing.metadata import SharedPicture, card_digest
from projects.kit.models import DueStatus
from projects.promises.models import Promise

_DRAWN_FOR = 24 * 60 * 60


def shared_picture(promise: Promise) -> SharedPicture:
    """Return the picture that other sites show beside a link to a promise."""
    alt = f"{_kicker(promise)}: {promise.title}"
    return SharedPicture(settings.SITE_URL + card_path(promise), WIDTH, HEIGHT, alt)


def card_path(promise: Promise) -> str:
    """Return where its card stands; the digest holds all that is on it."""
    parts = {"pk": promise.pk, "digest": digest_of(promise)}
    return reverse("projects:promise_card", kwargs=parts)


def digest_of(promise: Promise) -> str:
    return card_digest(promise.title, _kicker(promise))


def card_of(promise: Promise) -> bytes:
    """Return the card as a PNG; it is drawn once a day at most."""

    def draw() -> bytes:
        mark = _("A demonstration") if settings.SITE_IS_DEMO else ""
        return draw_card(promise.title, kicker=_kicker(promise), name=site_name("vi"), mark=mark)

    key = f"promise-card:{promise.pk}:{digest_of(promise)}"
    kept: bytes | None = cache.get_or_set(key, draw, _DRAWN_FOR)
    return kept or draw()


def _kicker(promise: Promise) -> str:
    """Return its kind and its state, as the card and readers who do not see it are told."""
    status = DueStatus(promise.due_status).label
    return f"{promise.get_kind_display()} · {status}"
