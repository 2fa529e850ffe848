from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.freshness.models import Confirmation, ConfirmedVia
from enterprises.freshness.services import confirm
from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.roles import staff
from portal.kit.admin import NoChangeMixin, NoDeleteMixin


class AgeFilter(admin.SimpleListFilter):
    """A filter by the age of profiles, for enterprises or for their confirmations."""

    title = _("age of the profile")
    parameter_name = "tuoi"
    prefix = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [
            ("chua-xac-nhan", _("not confirmed for a year")),
            ("khong-tra-loi", _("asked, and no answer")),
            ("da-cu", _("told to readers as old")),
            ("dang-an", _("hidden from readers")),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        now, at = timezone.now(), f"{self.prefix}at__lte"
        conditions: dict[str | None, dict[str, Any]] = {
            "chua-xac-nhan": {at: now - settings.ENTERPRISE_ASK_AFTER},
            "khong-tra-loi": {
                f"{self.prefix}asked__gte": settings.ENTERPRISE_ASK_TIMES,
                f"{self.prefix}asked_at__lte": now - settings.ENTERPRISE_ASK_PAUSE,
            },
            "da-cu": {at: now - settings.ENTERPRISE_STALE_AFTER},
            "dang-an": {at: now - settings.ENTERPRISE_HIDDEN_AFTER},
        }
        chosen = conditions.get(self.value())
        if chosen is None:
            return queryset
        return queryset.filter(**{f"{self.prefix}is_last": True}, **chosen)


class EnterpriseAgeFilter(AgeFilter):
    prefix = "confirmations__"


@admin.register(Confirmation)
class ConfirmationAdmin(NoChangeMixin, NoDeleteMixin, SharedRecordAdmin):
    """Confirmations, which are never changed; the staff adds one after asking the enterprise."""

    handbook = "ho-so-doanh-nghiep-con-dung-khong"
    list_display = ["enterprise", "at", "via", "by", "asked", "asked_at"]
    list_filter = [AgeFilter, "via"]
    list_select_related = ["enterprise", "by"]
    search_fields = ["enterprise__title"]
    autocomplete_fields = ["enterprise"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Keep it as the last one, by whom and when."""
        confirmation = confirm(obj.enterprise_id, via=ConfirmedVia.STAFF, by=staff(request))
        obj.pk = confirmation.pk
        # It is in the record already.
        form.values_before = self._stored_values(obj)
