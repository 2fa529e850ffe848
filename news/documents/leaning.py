"""Documents whose effect hangs on what another document does to them."""

from django.utils.translation import ngettext

from news.documents.effect import changed_without
from news.documents.models import DocumentRelation, OfficialDocument
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def ended_documents(page: Publication) -> list[Leaning]:
    """Return the public documents that have another effect today because of the page."""
    targets = DocumentRelation.objects.filter(source_id=page.pk).values("target")
    rows = OfficialDocument.objects.public().filter(pk__in=targets)
    changed = changed_without(rows, page.pk).values("pk")
    return [Leaning(OfficialDocument.objects.filter(pk__in=changed), _describe)]


def _describe(number: int) -> str:
    text = ngettext(
        "It replaces, annuls or amends %(number)d document; without this page readers see its "
        "effect as if that had not happened.",
        "It replaces, annuls or amends %(number)d documents; without this page readers see their "
        "effect as if that had not happened.",
        number,
    )
    return text % {"number": number}
