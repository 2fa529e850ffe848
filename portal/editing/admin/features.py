"""What the staff sets on top of the home page, until when."""

from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.editing.picked_pages import HoldsFilter, PickedPageAdmin
from portal.kit.admin_lists import Conditions
from portal.publishing.models import Feature


class DaysFilter(HoldsFilter):
    """Filters what stands there today, what comes, what has ended."""

    parameter_name = "days"
    picks = Feature

    def conditions(self) -> Conditions:
        usual = super().conditions()
        later = (_("To come"), Q(starts_on__gt=timezone.localdate()))
        return {"now": usual["now"], "later": later, "ended": usual["ended"]}


@admin.register(Feature)
class FeatureAdmin(PickedPageAdmin):
    handbook = "dua-mot-trang-len-dau-trang-chu"
    list_display = ["page", "words", "starts_on", "ends_on", "position", "readers_see_it"]
    list_filter: ClassVar[Any] = [DaysFilter]
    search_fields = ["page__title", "words"]
