"""Followers, what they type, and the letters that go out to them."""

import re
from datetime import timedelta

from django.core import mail
from django.utils import timezone

from portal.subscriptions import tasks
from portal.subscriptions.models import Follower, Frequency, Subscription
from portal.subscriptions.subjects import followed
from tests import builders
from tests.portal.participation.questions.builders import filled

FORM = "/theo-doi/thu/"
TYPED = {"email": "Doc@Gia.example", "frequency": "at_once", "language": "vi", "website": ""}


def ask(client, query="", **changes):
    address = f"{FORM}{query}"
    return client.post(address, filled(client, address, TYPED, **changes))


def link_in(letter, part):
    return re.search(rf"https?://[^/\s]+(/theo-doi/{part}/\S+)", letter.body)[1]


def follower(kind="tat-ca", key="", email="doc@gia.example", **fields):
    """Somebody who follows since an hour ago."""
    fields = {"frequency": Frequency.AT_ONCE} | fields
    person, _made = Follower.objects.get_or_create(email=email)
    ago = timezone.now() - timedelta(hours=1)
    subject = followed(kind, key)
    Subscription.objects.create(
        follower=person, kind=kind, key=key, confirmed_at=ago, notified_until=ago,
        mark=subject.mark() if subject else "", **fields,
    )  # fmt: skip
    return person


def new_article(title="Tin mới", **fields):
    return builders.article(title, published_at=timezone.now() - timedelta(minutes=1), **fields)


def letters_sent(now=None):
    """Let letters go out; what they say."""
    mail.outbox.clear()
    tasks.notify(now or timezone.now())
    return [letter.body for letter in mail.outbox]
