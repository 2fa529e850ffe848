"""The saved views of a list of pages, as tabs above it: each with how many pages it has."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, Final

from django.contrib.admin import ModelAdmin, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.publishing.models import BundleMember, ChangeSet, State
from portal.publishing.state_words import (
    DisplayedState,
    displayed_state_rule,
    scheduled_rules,
)

# Nobody needs to know more of a list than that it is long; counting ends here at any length.
MAX_COUNTED: Final = 99


class WorkFilter(SimpleListFilter):
    """The ways in which a list of pages is looked at each day, as tabs above it.

    What waits for a decision is a page that was never public, or a change of one that is; what is
    decided on and appears by itself is scheduled.
    """

    title = _("Views of this list")
    parameter_name = "viec"
    template = "admin/list_tabs.html"
    is_tabs = True
    MINE, WAITING, SCHEDULED, PUBLISHED = "cua-toi", "cho-duyet", "hen-gio", "da-dang"

    def __init__(self, request: HttpRequest, *arguments: Any) -> None:
        super().__init__(request, *arguments)
        self._user = staff(request)

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin[Any]
    ) -> list[tuple[str, StrPromise]]:
        return [
            (self.MINE, _("Mine")),
            (self.WAITING, _("Waiting for a decision")),
            (self.SCHEDULED, _("Scheduled")),
            (self.PUBLISHED, pgettext_lazy("pages", "Published")),
        ]

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        """Return the tabs, that of all pages last; each takes off the others, and the page."""
        all_rows, *views = super().choices(changelist)
        counts = counts_of_views(changelist.root_queryset, self._user)
        for (name, _label), view in zip(self.lookup_choices, views, strict=True):
            yield {**view, "count": counts[str(name)]}
        yield all_rows

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rules = rules_of_view(self.value(), staff(request))
        return queryset.filter(reduce(or_, rules)) if rules else queryset


def rules_of_view(view: str | None, user: User) -> list[Q]:
    """Return the rules of a saved view, one of which its pages keep; none of all pages.

    Each by itself is found by an index.
    """
    changes, now = ChangeSet.objects.all(), timezone.now()
    rules: dict[str | None, list[Q]] = {
        WorkFilter.MINE: [
            Q(created_by=user),
            Q(pk__in=changes.filter(opened_by=user).values("publication")),
        ],
        WorkFilter.WAITING: _waiting_rules(now),
        WorkFilter.SCHEDULED: scheduled_rules(now, user),
        WorkFilter.PUBLISHED: [displayed_state_rule(DisplayedState.PUBLIC, now, user)],
    }
    return rules.get(view, [])


def _waiting_rules(now: datetime) -> list[Q]:
    """Return the rules of what waits for a decision: not what is approved and goes out by itself.

    That has its moment, or goes with its bundle.
    """
    sent = (State.SUBMITTED, State.APPROVED)
    members = BundleMember.objects.filter(is_open=True)
    bundled = Q(Exists(members.filter(publication_id=OuterRef("pk"))))
    later = Q(publish_at__gt=now) | Q(
        Exists(members.filter(publication_id=OuterRef("publication_id")))
    )
    changes = ChangeSet.objects.at_hand(*sent).exclude(later, state=State.APPROVED)
    return [
        Q(state__in=sent) & ~(bundled & Q(state=State.APPROVED)),
        Q(pk__in=changes.values("publication")),
    ]


def counts_of_views(pages: QuerySet[Any], user: User) -> dict[str, str]:
    """Return how many of the pages each saved view has, in one query that reads a few hundred rows.

    Beyond 99 it says "99+".
    """
    views = (WorkFilter.MINE, WorkFilter.WAITING, WorkFilter.SCHEDULED, WorkFilter.PUBLISHED)
    found = [
        pages.order_by().filter(rule).annotate(view=Value(view)).values_list("view", "pk")
        for view in views
        for rule in rules_of_view(view, user)
    ]
    first, *others = (rows[: MAX_COUNTED + 1] for rows in found)
    counted = Counter(view for view, _key in first.union(*others))
    return {
        view: f"{MAX_COUNTED}+" if counted[view] > MAX_COUNTED else str(counted[view])
        for view in views
    }
