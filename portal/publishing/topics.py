"""The topics of a page as readers see them."""

from django.db.models import QuerySet

from portal.kit.postgres.prepared import Prepared
from portal.publishing.models import Publication, Topic


def topics_of(publication: Publication) -> list[Topic]:
    """Return the topics of a page, by name."""
    return _topics(publication=publication.pk)


def _topics_of(publication: int) -> QuerySet[Topic]:
    return Topic.objects.filter(publications=publication)


_topics = Prepared(_topics_of, publication=int)
