"""Pages that quote a figure which was corrected: the list, and the way to a dated correction."""

from typing import Any, ClassVar, Final

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.accounts.admin_access import StaffSeesMixin
from portal.accounts.models import User
from portal.accounts.roles import staff
from portal.kit.admin import ReadOnlyAdmin
from portal.publishing import quotes
from portal.publishing.models import Publication, QuoteNotice
from portal.publishing.models.access import reach_rule
from portal.publishing.models.correction import MAX_LENGTH
from portal.publishing.models.kinds import admin_address, admin_link
from portal.publishing.models.visibility import public_rule

MAX_ROWS = 30
# In the address of a page's form: offer a correction that tells of its corrected figures.
CORRECTS: Final = "dinh-chinh-so-lieu"


def notices_for(user: User) -> QuerySet[QuoteNotice]:
    """Return the notices about the pages that are the user's to look after, the newest first.

    Of pages and figures that readers see now.
    """
    now = timezone.now()
    rows = QuoteNotice.objects.filter(
        reach_rule(user, "publication__"),
        public_rule(now, "publication__"),
        public_rule(now, "figure_page__"),
    )
    rows = rows.select_related("publication__created_by").only(
        *("name", "unit", "old", "new", "at", "closed_at", "reference"),
        *("publication__title", "publication__kind", "publication__created_by"),
    )
    return rows.order_by("-at", "-id")


def correcting_address(notice: QuoteNotice) -> str:
    """Return where the page is opened with the correction as it could read."""
    page = notice.publication
    address = admin_address(page.kind, page.pk)
    return f"{address}?{CORRECTS}=1#id_correction" if address else ""


def corrects_figures(request: HttpRequest) -> bool:
    """Return whether the form is opened to correct the figures that its page quotes."""
    return request.method == "GET" and CORRECTS in request.GET


def offer_correction(page: Publication) -> None:
    """Let a page tell of its corrected figures, for the form alone: nothing is saved."""
    if page.was_seen():
        page.correction = quotes.note_for(page, MAX_LENGTH)


class OpenFilter(admin.SimpleListFilter):
    """Those that wait for a correction, unless others are asked for."""

    title = _("state")
    parameter_name = "xem"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, Any]]:
        return [("da-xong", _("done")), ("tat-ca", _("all"))]

    def choices(self, changelist: ChangeList) -> Any:
        for number, choice in enumerate(super().choices(changelist)):
            yield choice | ({"display": _("to be corrected")} if number == 0 else {})

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[QuoteNotice]
    ) -> QuerySet[QuoteNotice]:
        if self.value() == "tat-ca":
            return queryset
        return queryset.filter(closed_at__isnull=self.value() != "da-xong")


@admin.register(QuoteNotice)
class QuoteNoticeAdmin(StaffSeesMixin, ReadOnlyAdmin):
    """To be read; a notice closes by itself when its page is corrected."""

    handbook = "dan-so-lieu"
    list_display = ["page", "name", "change", "at", "closed_at", "way"]
    list_display_links: Any = None
    fields = ("page", "name", "change", "at", "closed_at", "way")
    readonly_fields = fields
    list_filter: ClassVar[Any] = [OpenFilter]
    search_fields: ClassVar[Any] = ["name", "publication__title"]
    search_help_text = _("Words of the page's title or of the figure's name.")
    ordering = ["-at", "-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuoteNotice]:
        return notices_for(staff(request))

    @admin.display(description=_("page"))
    def page(self, notice: QuoteNotice) -> SafeString:
        return admin_link(notice.publication)

    @admin.display(description=_("figure corrected"))
    def change(self, notice: QuoteNotice) -> str:
        return f"{notice.old} → {notice.new} {notice.unit}".strip()

    @admin.display(description=_("correction"))
    def way(self, notice: QuoteNotice) -> SafeString | str:
        if notice.closed_at is not None:
            return "—"
        return format_html('<a href="{}">{}</a>', correcting_address(notice), _("Write it"))
