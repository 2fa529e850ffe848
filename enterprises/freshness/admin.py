from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.freshness.models import Confirmation, ConfirmedVia
from enterprises.freshness.services import confirm, without_address
from portal.accounts.admin import SharedRecordAdmin
from portal.accounts.roles import staff
from portal.kit.admin import NoChangeMixin, NoDeleteMixin
from portal.kit.admin_lists import ConditionFilter, Conditions


class AgeFilter(ConditionFilter):
    """A filter by the age of profiles, for enterprises or for their confirmations."""

    title = _("age of the profile")
    parameter_name = "tuoi"
    prefix = ""

    def conditions(self) -> Conditions:
        now, last = timezone.now(), settings.ENTERPRISE_ASK_TIMES
        return {
            "chua-xac-nhan": (
                _("not confirmed for a year"),
                self._last(at__lte=now - settings.ENTERPRISE_ASK_AFTER),
            ),
            "khong-tra-loi": (
                _("asked, and no answer"),
                self._last(
                    reminders__gte=last, reminded_at__lte=now - settings.ENTERPRISE_ASK_PAUSE
                ),
            ),
            "khong-co-thu": (
                _("to be asked, with nobody to write to"),
                Q(**{f"{self.prefix}pk__in": without_address().values("pk")}),
            ),
            "da-cu": (
                _("told to readers as old"),
                self._last(at__lte=now - settings.ENTERPRISE_STALE_AFTER),
            ),
            "dang-an": (
                _("hidden from readers"),
                self._last(at__lte=now - settings.ENTERPRISE_HIDDEN_AFTER),
            ),
        }

    def _last(self, **what: object) -> Q:
        """Return the condition that this holds of the last confirmation."""
        return Q(
            **{f"{self.prefix}{name}": value for name, value in what.items()}
            | {f"{self.prefix}is_last": True}
        )


class EnterpriseAgeFilter(AgeFilter):
    prefix = "confirmations__"


@admin.register(Confirmation)
class ConfirmationAdmin(NoChangeMixin, NoDeleteMixin, SharedRecordAdmin):
    """Confirmations, which are never changed; the staff adds one after asking the enterprise."""

    handbook = "ho-so-doanh-nghiep-con-dung-khong"
    list_display = ["enterprise", "at", "via", "by", "reminders", "reminded_at"]
    list_filter = [AgeFilter, "via"]
    list_select_related = ["enterprise", "by"]
    search_fields = ["enterprise__title"]
    autocomplete_fields = ["enterprise"]
    kept = ("at", "via", "by", "reminders", "reminded_at")

    def get_fields(self, request: HttpRequest, obj: Confirmation | None = None) -> Any:
        """Ask whose profile was confirmed; of one that was, show how and when, too."""
        return ["enterprise"] if obj is None else ["enterprise", *self.kept]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*super().get_readonly_fields(request, obj), *(self.kept if obj else ())]

    def save_model(self, request: HttpRequest, obj: Confirmation, form: Any, change: bool) -> None:
        """Keep it as the last one, by whom and when."""
        confirmation = confirm(obj.enterprise_id, via=ConfirmedVia.STAFF, by=staff(request))
        obj.pk = confirmation.pk
        # It is in the record already.
        form.values_before = self._stored_values(obj)
