"""The rules of which publications are meant, each once."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest
from django.utils import timezone

from portal.accounts.models import User
from portal.publishing.models.access import reach_rule, readable_rule, section_rule
from portal.publishing.models.section import Section
from portal.publishing.models.visibility import VISIBILITY_FIELDS, public_rule

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication

# `last_changed_at` as an expression.
LAST_CHANGED_AT = Greatest("updated_at", "published_at")
# Most of a row's size; a page that is only named in a list does not need them.
HEAVY_COLUMNS = ("body", "summary", "search_vector")


def heavy_columns(*relations: str) -> list[str]:
    """Return the columns to defer where a page is only named: its own, or behind relations."""
    prefixes = [f"{relation}__" for relation in relations] or [""]
    return [f"{prefix}{column}" for prefix in prefixes for column in HEAVY_COLUMNS]


class PublicationQuerySet[P: "Publication"](models.QuerySet[P]):
    def public(self, at: datetime | None = None) -> Self:
        """Return what anybody may read now, or at the given moment."""
        return self.filter(public_rule(at or timezone.now()))

    def locked(self) -> Self:
        """Lock the rows, first the parent's: every save begins with that one.

        Both, for of a row that it had to wait for PostgreSQL reads anew only what it locks. Rows
        that point to the page are committed meanwhile: its key stays.
        """
        pk = self.model._meta.pk
        parent = [pk.name] if pk.is_relation else []
        return self.select_for_update(of=(*parent, "self"), no_key=True)

    def readable_by(self, user: User) -> Self:
        """Return what somebody on the staff may read, published or not; see `readable_rule`."""
        return self.filter(readable_rule(user))

    def in_sections_of(self, user: User) -> Self:
        """Return what stands in the sections that the user's rights reach into."""
        return self.filter(section_rule(user))

    def in_reach_of(self, user: User) -> Self:
        """Return what is the user's to look after; see `reach_rule`."""
        return self.filter(reach_rule(user))

    def newest(self) -> Self:
        """Newest first, in an order that is the same each time."""
        return self.order_by("-published_at", "-id")

    def by_name(self) -> Self:
        """In the order of the Vietnamese alphabet."""
        return self.order_by("sort_key", "id")

    def in_section(self, section: Section) -> Self:
        return self.filter(section=section)

    def published_between(self, start: datetime, end: datetime) -> Self:
        """Published from `start` on and before `end`."""
        return self.filter(published_at__gte=start, published_at__lt=end)

    def newer_than(self, other: "Publication") -> Self:
        # The first bound is what an index can begin at; it cannot at an OR.
        return self.filter(published_at__gte=other.published_at).filter(
            Q(published_at__gt=other.published_at)
            | Q(published_at=other.published_at, pk__gt=other.pk)
        )

    def older_than(self, other: "Publication") -> Self:
        return self.filter(published_at__lte=other.published_at).filter(
            Q(published_at__lt=other.published_at)
            | Q(published_at=other.published_at, pk__lt=other.pk)
        )

    def only_named(self, *columns: str) -> Self:
        """With these columns and what `is_public` asks, of the page that each hangs on too."""
        needed = [
            f"{prefix}{name}" for prefix in ("", "parent_page__") for name in VISIBILITY_FIELDS
        ]
        return self.select_related("parent_page").only(*columns, *needed)

    def for_lists(self) -> Self:
        """With what a card shows and without the long columns."""
        return self.select_related("section", "cover").defer("body")


_Manager = models.Manager.from_queryset(PublicationQuerySet)


class PublicationManager[P: "Publication"](_Manager[P]):
    """Rows of the model's own kind; the search vector is read by PostgreSQL only.

    A kind with questions of its own makes its manager by `PublicationManager.from_queryset`.
    """

    def get_queryset(self) -> models.QuerySet[P]:
        rows = super().get_queryset().defer("search_vector")
        kind = self.model.KIND
        return rows.filter(kind=kind) if kind else rows
