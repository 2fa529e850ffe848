"""What the search finds of promises: their list, and each one by its words."""

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.kit.places import Place, Rank
from projects.promises.models import Promise

# The newest; older ones are found by the list.
MAX_PROMISES: Final = 1_000


def promise_places() -> Iterator[Place]:
    """Yield the list of promises, and the public ones; one query."""
    yield Place(
        reverse("projects:promise_list"),
        _("Tasks and promises"),
        _(
            "What was assigned, announced and agreed, word for word with its source, "
            "and what came of it."
        ),
        pgettext("searched as", "promises; commitments; pledges; tasks; what was promised"),
        pgettext("meant by", "promise; promised; pledge; commitment; was it kept"),
    )
    rows = Promise.objects.public().in_order().only("title", "quote", "said_on")
    for promise in rows[:MAX_PROMISES]:
        yield Place(
            promise.address,
            promise.title,
            f"“{promise.quote}”",
            kind=_("promise"),
            text=promise.quote,
            rank=Rank.ROW,
        )
