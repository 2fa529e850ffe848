"""Where a picture is used: every version that is kept names its pictures in an index."""

from dataclasses import dataclass
from enum import IntEnum

from django.db import models
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.media.pictures.models import Picture
from portal.publishing.models import Revision
from portal.publishing.models.state import OPEN
from portal.publishing.models.visibility import has_come_out

# Pages named, and versions looked at for them.
MAX_ROWS = 100
MAX_VERSIONS = 2000


class TextPlace(IntEnum):
    """In which version of a page the picture stands; the first that holds is told."""

    CURRENT = 0
    PENDING = 1
    EARLIER = 2

    @property
    def label(self) -> Promise:
        return _LABELS[self]


_LABELS = {
    TextPlace.CURRENT: _("in the text as it stands"),
    TextPlace.PENDING: _("in a change that waits"),
    TextPlace.EARLIER: _("in an earlier version only"),
}


@dataclass(frozen=True, slots=True)
class Use:
    """A page that shows a picture, or would after a step forward or back."""

    publication_id: int
    kind: str
    title: str
    place: TextPlace
    # It has appeared, so any of the staff may read it; it may have ended since.
    is_published: bool
    author_id: int | None


_COLUMNS = (
    "publication_id",
    "publication__kind",
    "publication__title",
    "place",
    "publication__state",
    "publication__published_at",
    "publication__created_by",
)


def uses_of(picture: Picture) -> list[Use]:
    """Return the pages that use a picture as cover or in their text, what readers see first."""
    rows = (
        _versions_with(picture)
        .annotate(place=_place())
        .order_by("place", "-publication__updated_at", "publication")
        .values_list(*_COLUMNS)
    )
    now, found = timezone.now(), dict[int, Use]()
    for key, kind, title, place, state, at, author in rows[:MAX_VERSIONS]:
        is_published = has_come_out(state, at, now)
        use = Use(key, kind, title, TextPlace(place), is_published, author)
        found.setdefault(key, use)
    return list(found.values())[:MAX_ROWS]


def _versions_with(picture: Picture) -> models.QuerySet[Revision]:
    names = [f"cover:{picture.pk}", picture.sha256[:32]]
    holds = RawSQL(
        'portal_pictures_in("publishing_revision"."data") && %s::text[]',
        (names,),
        output_field=models.BooleanField(),
    )
    return Revision.objects.filter(holds)


def _place() -> models.Case:
    """Return the text as it stands: what readers see, or a draft's newest version."""
    live, newest = models.F("publication__live_number"), models.F("publication__revision_number")
    pending = models.Q(change_set__state__in=OPEN, number=newest)
    stands = models.Q(number=live) | models.Q(number=newest, change_set=None)
    return models.Case(
        models.When(stands, then=TextPlace.CURRENT.value),
        models.When(pending, then=TextPlace.PENDING.value),
        default=TextPlace.EARLIER.value,
        output_field=models.PositiveSmallIntegerField(),
    )
