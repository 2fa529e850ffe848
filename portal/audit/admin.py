"""The record in the admin: superusers read it, nobody writes."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.audit.chain import last_number
from portal.audit.models import Action, AuditEntry
from portal.audit.wording import changes_of, in_short, kind_of, subject_of
from portal.kit.admin import ReadOnlyAdmin
from portal.kit.admin_days import DaysFilter
from portal.kit.text.numbers import parse_key

# A list cut down by a filter is counted this far and no further.
MAX_COUNTED = 5000
# A search compares the words of so many entries; of more it would outlast the patience of nginx.
MAX_SEARCHED = 100_000
# Nobody reads a longer list; others are found by their names.
MAX_PEOPLE = 100


class NumberPaginator(Paginator[Any]):
    """Counts no rows: numbers have no gaps, so the newest one tells how many there are."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if not rows.query.where:
            return last_number()
        return int(rows.order_by()[:MAX_COUNTED].count())

    def page(self, number: int | str) -> Page[Any]:
        """Return a page; without a filter its first number is known, and none before it is read."""
        number = self.validate_number(number)
        rows: Any = self.object_list
        if rows.query.where:
            return super().page(number)
        first = self.count - (number - 1) * self.per_page
        return Page(rows.filter(number__lte=first)[: self.per_page], number, self)


class ActionFilter(admin.SimpleListFilter):
    title = _("action")
    parameter_name = "action"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[AuditEntry]
    ) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in Action.choices]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        return queryset.filter(action=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    """The people of the staff; who else did something is found by the name."""

    title = _("person")
    parameter_name = "nguoi"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[AuditEntry]
    ) -> list[tuple[str, str]]:
        people = get_user_model().objects.filter(is_staff=True).order_by("-is_active", "pk")
        return [(str(person.pk), str(person)) for person in people[:MAX_PEOPLE]]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[AuditEntry]
    ) -> QuerySet[AuditEntry]:
        if not self.value():
            return queryset
        key = parse_key(str(self.value()))
        return queryset.filter(actor_id=key) if key is not None else queryset.none()


class AuditEntryAdmin(ReadOnlyAdmin):
    """Newest first, with what each entry changed from and to."""

    list_display = ("at", "actor_name", "action_label", "subject", "what_changed", "ip", "number")
    list_display_links = ("at",)
    # Newest first: any other order would sort all that was ever done here.
    sortable_by = ()
    list_filter = (PersonFilter, ActionFilter, DaysFilter)
    search_fields = ("actor_name", "subject_text")
    search_help_text = _(
        "Words of the person's name or of the record's, in the newest 100,000 entries; choose days "
        "to search in earlier ones."
    )
    paginator = NumberPaginator
    actions = None
    fields = (
        "number",
        "at",
        "actor_name",
        "action_label",
        "subject_kind",
        "subject_pk",
        "subject_text",
        "values",
        "ip",
        "previous_hash",
        "hash",
    )
    readonly_fields = fields

    def has_view_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return request.user.is_active and request.user.is_superuser

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search in the newest entries of those that the filters leave."""
        if search_term:
            earlier = queryset.order_by("-number").values("number")[MAX_SEARCHED:][:1]
            queryset = queryset.filter(number__gt=Coalesce(Subquery(earlier), 0))
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description=_("action"))
    def action_label(self, entry: AuditEntry) -> str:
        return entry.action_label

    @admin.display(description=_("kind of record"))
    def subject_kind(self, entry: AuditEntry) -> str:
        return kind_of(entry) or entry.subject_label

    @admin.display(description=_("old and new values"))
    def values(self, entry: AuditEntry) -> SafeString | str:
        lines = [(each.label, each.old, each.new) for each in changes_of(entry)]
        if not lines:
            return self.get_empty_value_display()
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} → {}</li>", lines))

    @admin.display(description=_("record"))
    def subject(self, entry: AuditEntry) -> str:
        return subject_of(entry)

    @admin.display(description=_("what changed"))
    def what_changed(self, entry: AuditEntry) -> str:
        return in_short(entry)
