"""Obligations and holidays in the admin: all the staff reads them, editors keep them."""

from datetime import date
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.accounts.admin import SharedRecordAdmin
from portal.kit.typing import ModelField
from portal.obligations.holidays import missing_tet
from portal.obligations.models import Obligation, SpecialDay


@admin.register(Obligation)
class ObligationAdmin(SharedRecordAdmin):
    handbook = "thoi-han-cong-bo"
    list_display = [
        "name",
        "working_days",
        "event",
        "in_force_from",
        "in_force_until",
        "basis",
    ]
    search_fields = ["name"]

    @admin.display(description=gettext_lazy("source"))
    def basis(self, obligation: Obligation) -> str:
        """Return the words of the rule; who reads the list sees where nobody has written them."""
        return obligation.source or _("no source written yet")


@admin.register(SpecialDay)
class SpecialDayAdmin(SharedRecordAdmin):
    handbook = "thoi-han-cong-bo"
    list_display = ["shown_day", "name", "kind", "source"]
    list_filter: ClassVar[Any] = ["kind", "every_year"]
    search_fields = ["name"]
    # What comes every year is never past.
    ordering: ClassVar[Any] = ["-every_year", "-day"]

    @admin.display(description=gettext_lazy("day"), ordering="day")
    def shown_day(self, special: SpecialDay) -> str | date:
        """Return the day; of one that comes every year the day and since when it does."""
        if not special.every_year:
            return special.day
        values = {"day": f"{special.day:%d/%m}", "year": special.day.year}
        return _("%(day)s every year, since %(year)s") % values

    def formfield_for_dbfield(
        self, db_field: ModelField, request: HttpRequest, **kwargs: object
    ) -> Any:
        if db_field.name == "source":
            # As long as the source of an obligation often is.
            kwargs["widget"] = AdminTextareaWidget(attrs={"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, object] | None = None
    ) -> Any:
        """Show the list, with a word on what is missing from it."""
        if request.method == "GET" and (text := missing_tet()):
            self.message_user(request, text, messages.WARNING)
        return super().changelist_view(request, extra_context)
