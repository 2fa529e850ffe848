"""Secret links in letters: to confirm, to manage, to stop. They hold no address."""

from typing import Any, Final

from django.conf import settings
from django.core import signing
from django.urls import reverse

from portal.kit.text.numbers import parse_key
from portal.publishing.languages import ENGLISH
from portal.subscriptions.models import Follower, Subscription

CONFIRM: Final = "portal.subscriptions.confirm"
STOP: Final = "portal.subscriptions.stop"


def confirm_address(subscription: Subscription) -> str:
    """Return where an answer to the first letter goes; it can be used for some days."""
    values = [subscription.pk, subscription.follower.secret]
    return _address("confirm", subscription.follower, signing.dumps(values, salt=CONFIRM))


def manage_address(follower: Follower) -> str:
    """Return where a follower sees and changes all that is followed."""
    return _address("manage", follower, _mark(follower))


def stop_address(follower: Follower) -> str:
    """Return where one press, of a person or of a mail program, ends all letters."""
    return _address("stop", follower, _mark(follower))


def _address(view: str, follower: Follower, mark: str) -> str:
    """Return the address of a page in the language that the follower chose."""
    spoken = "en:" if follower.language == ENGLISH else ""
    return reverse(f"{spoken}subscriptions:{view}", args=[mark])


def _mark(follower: Follower) -> str:
    """Return a proof that holds whatever becomes of the site's key: it has no end."""
    return f"{follower.pk}-{follower.secret}"


def subscription_of(mark: str) -> Subscription | None:
    """Return what a link is to confirm; raise BadSignature where it is none of ours or too old."""
    life = settings.SUBSCRIPTION_CONFIRM_LIFE
    key, secret = _read(signing.loads(mark, salt=CONFIRM, max_age=life))
    rows = Subscription.objects.select_related("follower")
    return rows.filter(pk=key, follower__secret=secret).first()


def follower_of(mark: str) -> Follower | None:
    """Return whose link it is; raise BadSignature where it is none of ours."""
    if ":" in mark:
        # Letters of before had it signed.
        key, secret = _read(signing.loads(mark, salt=STOP))
    else:
        number, _dash, secret = mark.partition("-")
        key = parse_key(number) or 0
    if not key or not secret:
        raise signing.BadSignature("No mark of a follower.")
    return Follower.objects.filter(pk=key, secret=secret).first()


def _read(values: Any) -> tuple[int, str]:
    key, secret = values
    return int(key), str(secret)
