"""The first content of a site: brought once, and then its editors' own."""

from collections.abc import Callable, Iterable
from datetime import datetime

from portal.kit.text.normalize import slugify
from portal.publishing import services, workflow
from portal.publishing.models import Publication, Redirect, State, Topic
from portal.publishing.models.addresses import is_taken


def get_or_publish[P: Publication](
    publication: P,
    *,
    topics: Iterable[str] = (),
    published_at: datetime | None = None,
    parts: Callable[[P], object] | None = None,
) -> bool:
    """Publish a page, its owned rows made by `parts`, unless one lives or lived at its address.

    Whether it was new. What editors have changed, moved or withdrawn since stays as they left it.
    """
    publication.slug = publication.slug or slugify(publication.title)
    if is_taken(type(publication), publication.slug, but=None):
        return False
    named = [Topic.objects.get_or_create(name=name)[0] for name in topics]
    services.save(publication, by=None, topics=named)
    if parts is not None:
        parts(publication)
        publication.save()
    workflow.transition(publication, to=State.PUBLISHED, by=None, published_at=published_at)
    return True


def page_at(path: str) -> Publication | None:
    """Return the publication at an address, also where it has moved away from it."""
    if found := Publication.objects.filter(path=path).first():
        return found
    moved = Redirect.objects.filter(old_path=path).select_related("publication").first()
    return moved.publication if moved else None
