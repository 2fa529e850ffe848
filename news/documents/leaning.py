"""Documents whose effect hangs on what another document does to them."""

from django.utils.translation import ngettext

from news.documents.effect import ENDING, ENDING_PARTLY
from news.documents.models import DocumentRelation, OfficialDocument
from portal.editing.leaning import Leaning
from portal.publishing.models import Publication


def ended_documents(page: Publication) -> list[Leaning]:
    """Return the public documents that the page, once seen, replaces, annuls or amends."""
    ends = DocumentRelation.objects.filter(
        source_id=page.pk, source__live_number__isnull=False, tie__in=(*ENDING, *ENDING_PARTLY)
    )
    return [Leaning(OfficialDocument.objects.public().filter(pk__in=ends.values("target")), _says)]


def _says(number: int) -> str:
    text = ngettext(
        "It replaces, annuls or amends %(number)d document, of which readers will see “effect "
        "today not known”; with this page in the bin, “in force” again.",
        "It replaces, annuls or amends %(number)d documents, of which readers will see “effect "
        "today not known”; with this page in the bin, “in force” again.",
        number,
    )
    return text % {"number": number}
