"""What readers say of pages, for the staff: counts by page, and words to be read."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_stubs_ext import StrPromise

from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.roles import staff
from portal.kit.admin import ReadOnlyAdmin
from portal.participation.feedback.models import FeedbackWord, PageFeedback
from portal.participation.feedback.services import mark_read
from portal.publishing.models import heavy_columns

WORDS = "admin:feedback_feedbackword_changelist"


class UnreadFilter(admin.SimpleListFilter):
    """Filters the words that nobody has read, and those about one's own pages."""

    title = _("read")
    parameter_name = "doc"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, StrPromise]]:
        return [("chua", _("not read yet")), ("toi", _("not read yet, about my pages"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() not in ("chua", "toi"):
            return queryset
        unread = FeedbackWord.objects.unread()
        if self.value() == "toi":
            unread = unread.for_owner(staff(request))
        return queryset.filter(pk__in=unread.values("pk"))


@admin.register(PageFeedback)
class PageFeedbackAdmin(StaffSeesMixin, ReadOnlyAdmin):
    """Counts by page: a reporter sees those of own pages, editors and publishers all."""

    handbook = "trang-nay-co-ich-khong"
    list_display = ["title", "useful", "not_useful", "waiting_words", "last_at"]
    search_fields = ["publication__title"]
    ordering: ClassVar[Any] = ["-last_at", "-pk"]
    fields: ClassVar[Any] = ["title", "useful", "not_useful", "last_at"]
    readonly_fields: ClassVar[Any] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[PageFeedback]:
        rows = PageFeedback.objects.visible_to(staff(request)).with_waiting()
        return rows.select_related("publication").defer(*heavy_columns("publication"))

    @admin.display(description=_("page"), ordering="publication__title")
    def title(self, feedback: PageFeedback) -> str:
        return feedback.publication.title

    @admin.display(description=_("words to read"))
    def waiting_words(self, feedback: Any) -> str:
        address = f"{reverse(WORDS)}?feedback={feedback.pk}"
        return format_html('<a href="{}">{}</a>', address, feedback.waiting)


@admin.register(FeedbackWord)
class FeedbackWordAdmin(StaffSeesMixin, ReadOnlyAdmin):
    """Words of readers; they are read, and never shown to others."""

    handbook = "trang-nay-co-ich-khong"
    list_display = ["beginning", "page", "is_useful", "given_at", "read_by"]
    list_filter: ClassVar[Any] = [UnreadFilter, "is_useful"]
    list_select_related: ClassVar[Any] = ["feedback__publication", "read_by"]
    search_fields = ["text", "feedback__publication__title"]
    ordering: ClassVar[Any] = ["-given_at", "-pk"]
    actions = ["mark_as_read"]
    fields: ClassVar[Any] = ["page", "is_useful", "text", "given_at", "read_at", "read_by"]
    readonly_fields: ClassVar[Any] = fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[FeedbackWord]:
        rows = FeedbackWord.objects.visible_to(staff(request))
        rows = rows.select_related("feedback__publication", "read_by")
        return rows.defer(*heavy_columns("feedback__publication"))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup == "feedback" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=pgettext_lazy("of a reader", "word"))
    def beginning(self, word: FeedbackWord) -> str:
        return str(word)

    @admin.display(description=_("page"))
    def page(self, word: FeedbackWord) -> str:
        page = word.feedback.publication
        return format_html('<a href="{}">{}</a>', page.path, page.title)

    def has_read_permission(self, request: HttpRequest) -> bool:
        """Return whether the person reads words at all; whose, the list decides."""
        return self.has_module_permission(request)

    @admin.action(description=_("Note as read"), permissions=["read"])
    def mark_as_read(self, request: HttpRequest, queryset: QuerySet[FeedbackWord]) -> None:
        keys = list(queryset.values_list("pk", flat=True))
        count = mark_read(FeedbackWord.objects.filter(pk__in=keys), by=staff(request))
        message = ngettext("%(number)d word is read.", "%(number)d words are read.", count)
        self.message_user(request, message % {"number": count}, messages.SUCCESS)
