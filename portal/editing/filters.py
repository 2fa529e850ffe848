"""Filters of the admin's lists that stay short at any number of records."""

from collections.abc import Iterator
from typing import Any

from django.contrib.admin import ModelAdmin, RelatedFieldListFilter, SimpleListFilter
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.publishing.models import ChangeSet, Publication, Section, State
from portal.publishing.state_words import DisplayedState, displayed_state_rule

# Nobody reads a longer list; what is not in it is found by the list's search.
MAX_ROWS = 100


class ShortRelatedFilter(RelatedFieldListFilter):
    """Offers the first records only, and of sections those of the list's own kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What Django would call "-".
        self.empty_value_display = format_html("{}", _("not stated"))

    def field_choices(
        self, field: Any, request: object, model_admin: ModelAdmin[Publication]
    ) -> Any:
        rows = field.remote_field.model._default_manager.all()
        if issubclass(field.remote_field.model, Publication):
            rows = rows.exclude(state=State.BINNED)
        if field.remote_field.model is Section:
            rows = rows.of_kind(model_admin.model.KIND)
        return [(str(row.pk), str(row)) for row in rows[:MAX_ROWS]]


class StateFilter(SimpleListFilter):
    """Narrows a list to the pages that stand so, in the words of its column."""

    title = _("state")
    # As Django's own filter has it: addresses that people keep go on.
    parameter_name = "state__exact"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return [(state.value, str(state.label)) for state in DisplayedState]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Publication]
    ) -> QuerySet[Publication]:
        """Return what stands as chosen; all where nothing, or nothing known, is chosen."""
        value = self.value()
        if value is None or value not in DisplayedState.values:
            return queryset
        return queryset.filter(displayed_state_rule(DisplayedState(value), timezone.now()))


class WorkFilter(SimpleListFilter):
    """The ways in which a list of pages is looked at each day, as tabs above it.

    What waits for a decision is a page that was never public, or a change of one that is.
    """

    title = _("Views of this list")
    parameter_name = "viec"
    template = "admin/list_tabs.html"
    is_tabs = True
    MINE, WAITING, SCHEDULED, PUBLISHED = "cua-toi", "cho-duyet", "hen-gio", "da-dang"

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
        yield from views
        yield all_rows

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        rule = rule_of_view(self.value(), staff(request))
        return queryset if rule is None else queryset.filter(rule)


def rule_of_view(view: str | None, user: User) -> Q | None:
    """Return the rule of a saved view of the list; None of all pages."""
    changes = ChangeSet.objects.filter(publication=OuterRef("pk"))
    if view == WorkFilter.MINE:
        return Q(created_by=user) | Q(Exists(changes.filter(opened_by=user)))
    if view == WorkFilter.WAITING:
        sent = (State.SUBMITTED, State.APPROVED)
        return Q(state__in=sent) | Q(Exists(changes.filter(state__in=sent)))
    if view == WorkFilter.SCHEDULED:
        return displayed_state_rule(DisplayedState.SCHEDULED, timezone.now())
    if view == WorkFilter.PUBLISHED:
        return displayed_state_rule(DisplayedState.PUBLIC, timezone.now())
    return None
