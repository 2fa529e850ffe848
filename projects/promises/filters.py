"""By what readers narrow the list of promises down."""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.kit.text.days import DayField
from portal.organisations.models import Organisation
from projects.kit.due import Standing
from projects.promises.models import Promise, PromiseKind, PromiseQuerySet

MAX_ROWS = 100
ALL = ("", _("all"))
type Choice = tuple[str, str | StrPromise]


def years() -> list[Choice]:
    """The years in which something was promised, the latest first."""
    days = Promise.objects.public().dates("said_on", "year", order="DESC")[:MAX_ROWS]
    return [ALL, *((str(day.year), str(day.year)) for day in days)]


def agencies() -> list[Choice]:
    """Those that are in charge of a promise."""
    owners = Promise.objects.public().filter(owner__isnull=False).values("owner")
    rows = Organisation.objects.filter(pk__in=owners).order_by("sort_key")[:MAX_ROWS]
    return [ALL, *((str(row.pk), row.short_name or row.name) for row in rows)]


def public_promises() -> PromiseQuerySet:
    """All that readers may see, each with its standing of today."""
    return Promise.objects.public().with_standing(timezone.localdate())


class PromiseFilter(forms.Form):
    """Day, year, kind, standing and agency, all in the address and none of them needed."""

    ngay = DayField(label=_("Said on the day"))
    nam = forms.ChoiceField(label=_("Said in the year"), required=False)
    loai = forms.ChoiceField(label=_("Kind"), required=False, choices=[ALL, *PromiseKind.choices])
    tinh_trang = forms.ChoiceField(
        label=_("What came of it"), required=False, choices=[ALL, *Standing.choices]
    )
    co_quan = forms.ChoiceField(label=_("In charge"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # As lists: a function would be asked again each time that the field looks at its choices.
        for name, choices in (("nam", years()), ("co_quan", agencies())):
            cast(forms.ChoiceField, self.fields[name]).choices = choices

    def narrowed(self, promises: PromiseQuerySet) -> PromiseQuerySet:
        """Those that fit in all but standing; what was written wrongly narrows nothing."""
        ways = {"ngay": "said_on", "nam": "said_on__year", "loai": "kind", "co_quan": "owner"}
        return promises.filter(
            **{ways[name]: value for name, value in self._asked() if name in ways}
        )

    def of_standing(self, promises: PromiseQuerySet) -> PromiseQuerySet:
        """Those of the standing that was asked for."""
        standing = dict(self._asked()).get("tinh_trang")
        return promises.filter(Q(standing=standing)) if standing else promises

    def given(self) -> dict[str, str]:
        """What was asked for, as an address says it."""
        return {name: str(value) for name, value in self._asked()}

    def _asked(self) -> list[tuple[str, Any]]:
        if not self.is_bound:
            return []
        self.is_valid()
        return [(name, value) for name, value in self.cleaned_data.items() if value]
