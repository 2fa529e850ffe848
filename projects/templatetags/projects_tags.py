from dataclasses import dataclass
from decimal import Decimal

from django import template
from django.utils import timezone

from projects.figures import latest_of, target_to_show, targets_of
from projects.models import Indicator, MasterPlan, Observation

register = template.Library()


@dataclass(frozen=True, slots=True)
class Headline:
    """What the home page says of its one indicator."""

    title: str
    path: str
    unit: str
    target_value: Decimal | None
    target_year: int | None
    latest: Observation | None
    source_title: str
    source_path: str


@register.simple_tag
def master_plans() -> list[MasterPlan]:
    """The public master plans by name, each with its public projects as `project_list`."""
    return list(MasterPlan.objects.with_public_projects())


@register.simple_tag
def headline_indicator() -> Headline | None:
    """The home page's indicator with its target and what is known; None where there is none."""
    public = Indicator.objects.public().filter(is_headline=True)
    indicator = public.for_lists().with_figures().first()
    if indicator is None:
        return None
    target = target_to_show(targets_of(indicator), year=timezone.localdate().year)
    source = target.evidence if target and target.evidence.is_public else None
    return Headline(
        title=indicator.title,
        path=indicator.path,
        unit=indicator.unit,
        target_value=target.value if target else None,
        target_year=target.year if target else None,
        latest=latest_of(indicator),
        source_title=source.title if source else "",
        source_path=source.path if source else "",
    )
