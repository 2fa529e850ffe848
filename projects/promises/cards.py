"""The picture beside a link to a promise: what was promised, and where it stands."""

from django.conf import settings
from django.urls import reverse

from portal.media.pictures.cards import HEIGHT, WIDTH
from portal.publishing.metadata import SharedPicture, card_digest, kept_card
from projects.kit.models import DueStatus
from projects.promises.models import Promise


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
    """Return the card as a PNG."""
    return kept_card(digest_of(promise), promise.title, _kicker(promise))


def _kicker(promise: Promise) -> str:
    """Return its kind and its state, as the card and readers who do not see it are told."""
    status = DueStatus(promise.due_status).label
    return f"{promise.get_kind_display()} · {status}"
