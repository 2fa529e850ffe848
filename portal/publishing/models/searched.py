"""A page as search and alphabetical lists know it: the words that are worked out on save."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from django.db import models
from django.utils import timezone
from django_stubs_ext import StrPromise

from portal.kit.text.sorting import sort_key
from portal.kit.text.vectors import folded_text, search_vector

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


class Words(NamedTuple):
    """What is worked out of a page's text for search and for alphabetical lists."""

    sort_key: str
    folded_title: str
    search_vector: str


class Beside(NamedTuple):
    """What a search result says beside a title, and the day that counts where it has its own."""

    text: str = ""
    day: date | None = None
    # What the day is; "" where it is that of publication.
    day_label: StrPromise | str = ""


class SearchedMixin(models.Model):
    """What a kind tells search of its pages; each may say more of its own."""

    # Relations to rows that `search_extra` or `title_to_search` name, each with what of a row is
    # named: where that changes, the words of the pages follow (`renamed.py`).
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {}
    # Owned rows that `search_extra` names. They are written after the page: its words follow once
    # readers see them (`renamed.py`).
    PARTS_SEARCHED: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def title_to_search(self) -> str:
        """Return the title as the search weighs it; a document leads it with its number."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return page.title

    def number_to_search(self) -> str:
        """Return the number by which people know the page: who types it finds this page first."""
        return ""

    @classmethod
    def has_number(cls) -> bool:
        """Return whether people know pages of the kind by a number."""
        return cls.number_to_search is not SearchedMixin.number_to_search

    def search_extra(self) -> str:
        """Words of the kind's own fields that the search should know, such as a number."""
        return ""

    def parts_to_search(self) -> list[str]:
        """Return the words of the owned rows that search knows, a query for each of their kinds."""
        known = self.PARTS_SEARCHED if self.pk else ()
        names = (name.split(".") for name in known)
        return [
            text
            for part, column in names
            for text in getattr(self, part).values_list(column, flat=True)
        ]

    def name_to_sort_by(self) -> str:
        """Return what an alphabetical list sorts by; an enterprise leaves "Công ty" out of it."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return page.title

    def get_words(self, text: str) -> Words:
        """Return the sort key, and what search asks, of the page with rich `text` as of today."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return Words(
            sort_key=sort_key(self.name_to_sort_by())[:400],
            folded_title=folded_text(self.title_to_search()),
            search_vector=search_vector(
                title=self.title_to_search(),
                summary=page.summary,
                body_html=text,
                kind=page.kind,
                language=page.language,
                published_at=timezone.localdate(page.published_at) if page.published_at else None,
                extra=self.search_extra(),
                number=self.number_to_search(),
            ),
        )

    def set_words(self, words: Words) -> None:
        """Let the row have the words that were worked out of its text."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        page.sort_key, page.folded_title, page.search_vector = words
