"""The filter of the list of promises."""

from collections.abc import Mapping

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.filters import ALL, MAX_CHOICES, Choice, DayField, ListFilter, Lookup
from portal.organisations.models import Organisation
from projects.kit.models import DueStatus
from projects.promises.models import Promise, PromiseKind, PromiseQuerySet


def years() -> list[Choice]:
    """Return the years in which something was promised, the latest first."""
    days = Promise.objects.public().dates("said_on", "year", order="DESC")[:MAX_CHOICES]
    return [(str(day.year), str(day.year)) for day in days]


def agencies() -> list[Choice]:
    """Return those that are in charge of a promise."""
    owners = Promise.objects.public().filter(owner__isnull=False).values("owner")
    rows = Organisation.objects.filter(pk__in=owners).order_by("sort_key")[:MAX_CHOICES]
    return [(str(row.pk), row.short_name or row.name) for row in rows]


def public_promises() -> PromiseQuerySet:
    """Return all that readers may see, each with its status of today."""
    return Promise.objects.public().with_due_status(timezone.localdate())


class PromiseFilter(ListFilter[PromiseQuerySet]):
    """Day, year, kind, status and agency, all in the address and none of them needed."""

    ngay = DayField(label=_("Said on the day"))
    nam = forms.ChoiceField(label=_("Said in the year"), required=False)
    loai = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *PromiseKind.choices])
    tinh_trang = forms.ChoiceField(
        label=_("What came of it"), required=False, choices=[ALL, *DueStatus.choices]
    )
    co_quan = forms.ChoiceField(label=_("In charge"), required=False)

    def __init__(self, query: QueryDict | None) -> None:
        super().__init__(query, label_suffix="")
        self.offer("nam", years())
        self.offer("co_quan", agencies())

    def lookups(self) -> Mapping[str, Lookup]:
        """Return how the fields narrow the list; the status does so by itself."""
        return {"ngay": "said_on", "nam": "said_on__year", "loai": "kind", "co_quan": "owner"}

    def with_status(self, promises: PromiseQuerySet) -> PromiseQuerySet:
        """Return the promises of the chosen status."""
        status = self.active.get("tinh_trang")
        return promises.filter(Q(due_status=status)) if status else promises

    def given(self) -> dict[str, str]:
        """Return the query parameters of the chosen values."""
        return {name: str(value) for name, value in self.active.items()}
