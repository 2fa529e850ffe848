"""The pages that the staff puts first for certain words."""

from django.utils import timezone

from portal.publishing.models import Publication
from portal.search.abbreviations import folded_words
from portal.search.candidates import Rows
from portal.search.models import PickedResult
from portal.search.query import Query


def picked_for(rows: Rows, *questions: Query) -> list[Publication]:
    """Return public pages picked for exactly these words, in the order that the staff gave them."""
    keys = {key for question in questions for key in _keys(question)}
    found = PickedResult.objects.on(timezone.localdate()).filter(key__in=keys)
    order = list(found.order_by("position", "pk").values_list("page", flat=True))
    if not order:
        return []
    pages = rows.in_bulk(order)
    return [pages[key] for key in dict.fromkeys(order) if key in pages]


def _keys(question: Query) -> set[str]:
    """Return the words as they are compared: as typed, all short, and all in full."""
    if not question:
        return set()
    forms = [[folded_words(form.words) for form in clause.forms] for clause in question.clauses]
    ways = [
        [of[0] for of in forms],
        [min(of, key=len) for of in forms],
        [max(of, key=len) for of in forms],
    ]
    return {" ".join(word for form in way for word in form) for way in ways}
