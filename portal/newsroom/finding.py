"""Pages of all kinds and sections of the handbook, as the search of the admin finds them."""

from typing import Any, Final

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.finding import Hit, Hits, with_all_words
from portal.kit.text.vectors import folded_text
from portal.newsroom.handbook import HANDBOOK
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication, State
from portal.publishing.models.kinds import admin_address, kind_label

# Of words that thousands of pages have, the pages that were changed last are looked at.
MAX_LOOKED_AT: Final = 500
MAX_PAGES: Final = 20
# Firms have a group of their own, with their tax codes.
OF_OTHERS: Final = ("enterprise",)


def find_pages(user: User, typed: str) -> list[Hits]:
    """Return pages that the person may read and that hold the words; one query.

    Those with the words at the head of their title come first, then what was changed last.
    """
    if not works_here(user):
        return []
    rows = Publication.objects.readable_by(user).exclude(kind__in=OF_OTHERS)
    some = with_words(rows, typed).order_by("-updated_at", "-id")[:MAX_LOOKED_AT]
    pages: QuerySet[Any, Any] = Publication.objects.filter(pk__in=some.values("pk")).annotate(
        rank=Case(
            When(folded_title__startswith=folded_text(typed), then=Value(0)),
            When(folded_title__contains=folded_text(typed), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
    )
    columns = ("pk", "kind", "title", "state", "updated_at")
    found = pages.order_by("rank", "-updated_at", "-id").values_list(*columns)[:MAX_PAGES]
    hits = (_page(*row) for row in found)
    return [Hits(_("Pages"), tuple(hit for hit in hits if hit.url))]


def _page(pk: int, kind: str, title: str, state: str, updated_at: Any) -> Hit:
    facts = f"{capfirst(kind_label(kind))} · {State(state).label} · {updated_at:%d/%m/%Y}"
    return Hit(title, admin_address(kind, pk), facts)


def find_sections_of_handbook(user: User, typed: str) -> list[Hits]:
    """Return the sections of the handbook whose headings hold the words."""
    document = HANDBOOK.document() if works_here(user) else None
    if document is None:
        return []
    place = reverse("admin:handbook")
    hits = (Hit(each.words, f"{place}#{each.anchor}") for each in document.headings)
    return [Hits(_("Handbook"), with_all_words(hits, typed))]
