"""The filter of the list of projects."""

from collections.abc import Mapping
from datetime import date, datetime

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.filters import enterprise_field, offer_enterprise
from portal.kit.filters import ALL, MAX_CHOICES, Choice, ListFilter, Lookup
from portal.kit.postgres.prepared import Prepared
from portal.organisations.models import Organisation
from portal.publishing.models import PublicationQuerySet, Section
from projects.kit.numbers import FIRST_YEAR, LAST_YEAR
from projects.plans.models import MasterPlan
from projects.work.models import BudgetLine, Participation, Project, Stage

NO_YEAR = _("Write a year in four digits, such as 2007.")


def plans() -> list[Choice]:
    """Return the public plans, by the last part of their address."""
    return [(plan.slug, plan.title) for plan in _plans(at=timezone.now())]


def _plans_by_name(at: datetime) -> PublicationQuerySet[MasterPlan]:
    return MasterPlan.objects.public(at).by_name().only("slug", "title")[:MAX_CHOICES]


_plans = Prepared(_plans_by_name, at=datetime)


def fields_of_work() -> list[Choice]:
    """Return the sections that projects stand in."""
    return list(Section.objects.of_kind(Project.KIND).values_list("slug", "name")[:MAX_CHOICES])


def agencies() -> list[Choice]:
    """Return those that own a public project, give the money for one or take part in one."""
    return [(str(row.pk), row.label) for row in _agencies(at=timezone.now())]


def _agencies_of_projects(at: datetime) -> QuerySet[Organisation]:
    public = Project.objects.public(at)
    parts = Participation.objects.filter(project__in=public.values("pk"))
    named = Organisation.objects.filter(is_unnamed=False).filter(
        Q(pk__in=public.values("owner"))
        | Q(pk__in=public.values("sponsor"))
        | Q(pk__in=parts.order_by().values("organisation"))
    )
    return named.order_by("sort_key")[:MAX_CHOICES]


_agencies = Prepared(_agencies_of_projects, at=datetime)


class ProjectFilter(ListFilter[PublicationQuerySet[Project]]):
    """Plan, stage, field, year, agency and enterprise: all in the address, none of them needed."""

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
    doanh_nghiep = enterprise_field()

    def __init__(self, query: QueryDict, *, has_field: bool = False) -> None:
        super().__init__(query)
        self.offer("quy_hoach", plans())
        self.offer("co_quan", agencies())
        offer_enterprise(self, query)
        if has_field:
            del self.fields["linh_vuc"]
        else:
            self.offer("linh_vuc", fields_of_work())

    def lookups(self) -> Mapping[str, Lookup]:
        return {
            "quy_hoach": lambda slug: Q(plan__path=MasterPlan.path_of(slug)),
            "tinh_trang": "stage",
            "linh_vuc": "section__slug",
            "nam": in_year,
            "co_quan": of_agency,
            "doanh_nghiep": with_enterprise,
        }


def in_year(year: int) -> Combinable | Q:
    """Return the condition: under way in a year as far as its days say, or with money for it."""
    begun = Q(starts_on=None, ends_on__isnull=False) | Q(starts_on__lte=date(year, 12, 31))
    going = Q(ends_on=None) | Q(ends_on__gte=date(year, 1, 1))
    return (begun & going) | Exists(BudgetLine.objects.filter(project=OuterRef("pk"), year=year))


def of_agency(key: str) -> Combinable | Q:
    """Return the condition: an organisation owns it, pays for it or takes part in it."""
    part = Participation.objects.filter(project=OuterRef("pk"), organisation_id=int(key))
    return Q(owner=key) | Q(sponsor=key) | Exists(part)


def with_enterprise(slug: str) -> Exists:
    """Return the condition: an enterprise takes part in it."""
    return Exists(Participation.objects.filter(project=OuterRef("pk"), enterprise__slug=slug))
