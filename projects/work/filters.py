"""By what readers narrow the list of projects down."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.organisations.models import Organisation
from portal.publishing.models import PublicationQuerySet, Section
from projects.kit.years import FIRST_YEAR, LAST_YEAR
from projects.plans.models import MasterPlan
from projects.work.models import BudgetLine, Participation, Project, Stage

# Nobody reads a longer list to choose from.
MAX_ROWS = 100
ALL = ("", _("all"))
NO_YEAR = _("Write a year in four digits, such as 2007.")
type Choice = tuple[str, str | StrPromise]


def plans() -> list[Choice]:
    """The public plans, by the last part of their address."""
    rows = MasterPlan.objects.public().by_name().values_list("slug", "title")
    return [ALL, *rows[:MAX_ROWS]]


def fields_of_work() -> list[Choice]:
    """The sections that projects stand in."""
    return [ALL, *Section.objects.of_kind(Project.KIND).values_list("slug", "name")[:MAX_ROWS]]


def agencies() -> list[Choice]:
    """Those that own a public project, give the money for one or take part in one."""
    public = Project.objects.public()
    named = Organisation.objects.filter(is_unnamed=False).filter(
        Q(pk__in=public.values("owner"))
        | Q(pk__in=public.values("sponsor"))
        | Q(pk__in=_taking_part(public))
    )
    return [ALL, *((str(row.pk), row.label) for row in named.order_by("sort_key")[:MAX_ROWS])]


def _taking_part(projects: QuerySet[Project]) -> QuerySet[Any, Any]:
    rows = Participation.objects.filter(project__in=projects.values("pk"))
    return rows.order_by().values("organisation")


class ProjectFilter(forms.Form):
    """Plan, stage, field, year and agency: all in the address, and none of them needed."""

    quy_hoach = forms.ChoiceField(label=_("Master plan"), required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Stage of the work"), required=False, choices=[ALL, *Stage.choices]
    )
    linh_vuc = forms.ChoiceField(label=_("Field of work"), required=False)
    nam = forms.IntegerField(
        label=_("Year"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"invalid": NO_YEAR, "min_value": NO_YEAR, "max_value": NO_YEAR},
    )
    co_quan = forms.ChoiceField(label=_("Agency"), required=False)

    def __init__(self, *args: Any, has_field: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("quy_hoach", plans())
        self._offer("co_quan", agencies())
        if has_field:
            del self.fields["linh_vuc"]
        else:
            self._offer("linh_vuc", fields_of_work())

    def _offer(self, name: str, choices: Iterable[Choice]) -> None:
        # As a list: a function would be asked again each time that the field looks at its choices.
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def narrowed(self, projects: PublicationQuerySet[Project]) -> PublicationQuerySet[Project]:
        """Those that fit; what was written wrongly narrows nothing and says so beside its field."""
        for condition in self._conditions():
            projects = projects.filter(condition)
        return projects

    @property
    def is_used(self) -> bool:
        """Whether the list is narrowed down."""
        return self.is_valid() and any(self.cleaned_data.values())

    def _conditions(self) -> Iterable[Combinable | Q]:
        ways: dict[str, Callable[[Any], Combinable | Q]] = {
            "quy_hoach": lambda slug: Q(plan__path=MasterPlan.path_of(slug)),
            "tinh_trang": lambda stage: Q(stage=stage),
            "linh_vuc": lambda slug: Q(section__slug=slug),
            "nam": in_year,
            "co_quan": of_agency,
        }
        self.is_valid()
        asked = self.cleaned_data
        return [ways[name](value) for name, value in asked.items() if value]


def in_year(year: int) -> Combinable | Q:
    """Under way in a year as far as its days say, or with money for it."""
    begun = Q(starts_on=None, ends_on__isnull=False) | Q(starts_on__lte=date(year, 12, 31))
    going = Q(ends_on=None) | Q(ends_on__gte=date(year, 1, 1))
    return (begun & going) | Exists(BudgetLine.objects.filter(project=OuterRef("pk"), year=year))


def of_agency(key: str) -> Combinable | Q:
    """Owned or paid for by an organisation, or with it among those who take part."""
    part = Participation.objects.filter(project=OuterRef("pk"), organisation_id=int(key))
    return Q(owner=key) | Q(sponsor=key) | Exists(part)
