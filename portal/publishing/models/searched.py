"""A page as search and alphabetical lists know it: the words that are worked out on save."""

from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from portal.kit.text.sorting import sort_key
from portal.kit.text.vectors import folded_text, search_vector

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


class SearchedMixin(models.Model):
    """What a kind tells search of its pages; each may say more of its own."""

    class Meta:
        abstract = True

    def title_to_search(self) -> str:
        """The title as the search weighs it; a document leads it with its number."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return page.title

    def number_to_search(self) -> str:
        """The number by which people know the page: who types it finds this page first."""
        return ""

    def search_extra(self) -> str:
        """Words of the kind's own fields that the search should know, such as a number."""
        return ""

    def name_to_sort_by(self) -> str:
        """What an alphabetical list sorts by; an enterprise leaves "Công ty" out of it."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return page.title

    def derive_words(self, body: str) -> None:
        """Work out the sort key, and what search asks, from the text with `body` as of today."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        page.sort_key = sort_key(self.name_to_sort_by())[:400]
        page.folded_title = folded_text(self.title_to_search())
        page.search_vector = search_vector(
            title=self.title_to_search(),
            summary=page.summary,
            body_html=body,
            kind=page.kind,
            language=page.language,
            published_at=timezone.localdate(page.published_at) if page.published_at else None,
            extra=self.search_extra(),
            number=self.number_to_search(),
        )
