"""What the search finds of following: the page with all ways, and the form for letters."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.places import Place
from portal.publishing.pairs import way_to


def follow_places() -> Iterator[Place]:
    """Yield both."""
    yield Place(
        way_to("follow"),
        _("Follow"),
        _("What is new by e-mail, in your calendar, or in a feed reader."),
        pgettext("searched as", "follow; RSS; Atom; feeds; newsletter; calendar to subscribe to"),
    )
    yield Place(
        way_to("subscriptions:follow"),
        _("Follow by e-mail"),
        _("Letters on what is new: at once, once a day or once a week."),
        pgettext("searched as", "e-mail letters; newsletter by e-mail; subscribe; be notified"),
        pgettext("meant by", "by e-mail; get letters; get news; newsletter; be notified"),
        _("form to send"),
    )
