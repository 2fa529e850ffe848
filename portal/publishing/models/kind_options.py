"""What a kind of page says of itself: its name, views and parts, and who keeps its pages."""

from collections.abc import Collection
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.publishing.models.searched import Beside
from portal.publishing.models.state_now import StateNow


class KindOptionsMixin(models.Model):
    """What each kind may say otherwise; a plain page of no kind has what stands here."""

    # A kind says what it is, which views show one, the list, and a section (if it has sections),
    # and which owned rows belong to a version of it. Rows that are too many for a version come in
    # batches: each name with the function that puts such rows, called with the page and the rows.
    KIND: ClassVar[str] = ""
    DETAIL_VIEW: ClassVar[str] = ""
    # Views of single pages that show more than the kind's own.
    OTHER_VIEWS: ClassVar[tuple[str, ...]] = ()
    LIST_VIEW: ClassVar[str] = ""
    # What else readers call the list when they search for it, with semicolons between.
    LIST_WORDS: ClassVar[StrPromise | str] = ""
    # What means the list wherever it stands in a longer question.
    LIST_PHRASES: ClassVar[StrPromise | str] = ""
    SECTION_VIEW: ClassVar[str] = ""
    # Whether lists show the cover of a page.
    HAS_COVER_IN_LISTS: ClassVar[bool] = False
    # What schema.org calls a page of the kind, for machines that read its English version.
    SCHEMA_TYPE: ClassVar[str] = "WebPage"
    PARTS: ClassVar[tuple[str, ...]] = ("attachments", "topics")
    # What readers may compare of an earlier version: columns, parts, and columns of a part's rows.
    # Nothing that names a page, which need not be public.
    COMPARED: ClassVar[tuple[str, ...]] = (
        "title", "summary", "body", "cover_alt", "attachments.name", "topics",
    )  # fmt: skip
    # What its English version has to follow beside title, summary and text: names as above.
    FOLLOWED_IN_ENGLISH: ClassVar[tuple[str, ...]] = ()
    # Columns with numbers that are meant to be public, such as a firm's telephone, or that a rule
    # of the kind looks at: no check asks of a person's number in them.
    NUMBERS_NOT_CHECKED: ClassVar[tuple[str, ...]] = ()
    # Fields of which one means nothing without the other: who decides, decides about them as one.
    FIELD_GROUPS: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("cover", "cover_alt", "cover_decorative"), ("correction", "hides_earlier"),
    )  # fmt: skip
    # Fields that each save of the kind works out: whatever a version has of them, it changes none.
    WORKED_OUT: ClassVar[frozenset[str]] = frozenset()
    # Whether its pages have topics of their own, and stand on those topics' pages.
    HAS_TOPICS: ClassVar[bool] = True
    BATCHES: ClassVar[dict[str, str]] = {}
    # What makes two rows of a batch the same one: the later takes the place of one that waits.
    BATCH_KEYS: ClassVar[dict[str, tuple[str, ...]]] = {}
    # How each batch is told to who approves it: see portal.publishing.batches.
    BATCH_TABLES: ClassVar[dict[str, str]] = {}

    class Meta:
        abstract = True

    @classmethod
    def path_of(cls, slug: str) -> str:
        """Return the address that a slug gives a publication of this kind."""
        return reverse(cls.DETAIL_VIEW, kwargs={"slug": slug})

    def get_parent_page_id(self) -> int | None:
        """Return the key of the page that this one is a piece of.

        It is public only while that one is.
        """
        return None

    def is_kept_by(self, user: User) -> bool:
        """Return whether somebody not of the staff keeps this page, as enterprises their own.

        Who keeps a page may propose and submit; only the staff decides.
        """
        return False

    @property
    def has_keeper(self) -> bool:
        """Return whether somebody not of the staff keeps this page and reads why it goes."""
        return False

    @classmethod
    def keepers(cls, keys: Collection[int]) -> dict[int, str]:
        """Return by key who keeps each of these pages, where its title does not tell."""
        return {}

    @classmethod
    def beside_title(cls, keys: Collection[int]) -> dict[int, Beside]:
        """Return what a search result says beside each title, such as a number."""
        return {}

    def state_now(self) -> StateNow:
        """Return what has become of it; followers hear of another state."""
        return StateNow()
