from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import template
from django.db.models import QuerySet
from django.utils import timezone

from portal.kit.postgres.prepared import Prepared
from portal.publishing.models import Publication
from projects.indicators.distance import Distance
from projects.indicators.figures.goals import progress_of
from projects.indicators.models import Indicator, Observation, Target
from projects.kit.models import DueStatus
from projects.kit.numbers import is_per_hundred
from projects.overview.plan_cards import PlanCard, card_of, plans_with_projects
from projects.promises.counts import STATUS_TONES, bar_of_shares
from projects.promises.latest import latest_promises
from projects.promises.models import Promise
from projects.work.models import Participation, Project

# So many projects stand on the page of somebody who takes part in them; all of them in the list.
MAX_PROJECTS = 20
register = template.Library()


@dataclass(frozen=True, slots=True)
class Headline:
    """The headline indicator of the home page."""

    title: str
    path: str
    unit: str
    is_per_hundred: bool
    target: Target | None
    latest: Observation | None
    # Shown small and named as one, where there is no fact.
    sample: Observation | None
    # What distance and dots are of; None beside a sample.
    measure: Observation | None
    distance: Distance | None
    source_title: str
    source_path: str


@register.simple_tag
def plan_progress() -> list[PlanCard]:
    """Return the public master plans by name, each with its progress and some of its projects."""
    return [card_of(plan) for plan in plans_with_projects()]


@register.simple_tag
def headline_indicator() -> Headline | None:
    """Return the home page's indicator with target and newest figure, if there is one."""
    public = Indicator.objects.public().filter(is_headline=True)
    today = timezone.localdate()
    indicator = public.for_lists().with_figures(today).first()
    if indicator is None:
        return None
    progress = progress_of(indicator, today=today)
    target = progress.target
    source = target.evidence if target and target.evidence.is_public else None
    is_sample = progress.latest is not None and progress.latest.is_sample
    return Headline(
        title=indicator.title,
        path=indicator.path,
        unit=indicator.unit,
        # Dots fill up towards a target, and do not empty down to one.
        is_per_hundred=is_per_hundred(indicator.unit) and not indicator.less_is_better,
        target=target,
        # A sample is no step towards the target.
        latest=None if is_sample else progress.latest,
        sample=progress.latest if is_sample else None,
        measure=None if is_sample else progress.figure,
        distance=progress.distance,
        source_title=source.title if source else "",
        source_path=source.path if source else "",
    )


@register.filter
def status_label(status: str) -> str:
    """Return a due status in words."""
    return str(DueStatus(status).label)


register.filter(bar_of_shares)


@register.filter
def status_tone(status: str) -> str:
    """Return the tone of a due status, "" for none."""
    return STATUS_TONES.get(DueStatus(status), "")


@dataclass(frozen=True, slots=True)
class PagePromises:
    """The promises about a page, grouped by their relation to it."""

    made: list[Promise]
    proved: list[Promise]
    carried: list[Promise]


def _promises_about(page: int, at: datetime, today: date) -> QuerySet[Promise]:
    rows = Promise.objects.public(at).about(page).with_due_status(today, at)
    return rows.with_links().in_order()


_about = Prepared(_promises_about, page=int, at=datetime, today=date)


@register.simple_tag
def promises_of(page: Publication) -> PagePromises | None:
    """Return the public promises that a page holds, proves, carries out or measures."""
    promises = _about(page=page.pk, at=timezone.now(), today=timezone.localdate())
    if not promises:
        return None
    made = [promise for promise in promises if promise.article_id == page.pk]
    proved = [promise for promise in promises if promise.proof_id == page.pk]
    others = [promise for promise in promises if promise not in (*made, *proved)]
    return PagePromises(made, proved, others)


@register.inclusion_tag("projects/overview/promises_beside.html")
def promises_beside(page: Publication) -> dict[str, PagePromises | None]:
    """Show them on a page of any kind; nothing where there are none."""
    return {"held": promises_of(page)}


register.simple_tag(latest_promises)


@register.filter
def unnamed(rows: list[Participation]) -> list[Participation]:
    """Return the participations of whom the source says no more than that they take part."""
    return [row for row in rows if _is_unnamed(row)]


@register.filter
def named(rows: list[Participation]) -> list[Participation]:
    """Return the others."""
    return [row for row in rows if not _is_unnamed(row)]


@register.filter
def sources_of(rows: list[Participation]) -> list[Publication | None]:
    """Return the sources of these participations, each once; None among them where one lacks it."""
    return list({row.evidence_id: row.evidence for row in rows}.values())


def _is_unnamed(row: Participation) -> bool:
    has_details = row.website or row.quantity is not None or row.starts_on or row.ends_on
    return bool(row.organisation and row.organisation.is_unnamed and not has_details)


@register.inclusion_tag("projects/overview/projects_with.html")
def projects_with(enterprise: Publication) -> dict[str, Any]:
    """Return the newest public participations of an enterprise, in one query."""
    participations = _newest(enterprise=enterprise.pk, at=timezone.now())
    return {
        "enterprise": enterprise,
        "participations": participations[:MAX_PROJECTS],
        "has_more": len(participations) > MAX_PROJECTS,
    }


def _newest_participations(enterprise: int, at: datetime) -> QuerySet[Participation]:
    public = Project.objects.public(at).values("pk")
    rows = Participation.objects.filter(enterprise=enterprise, project__in=public)
    rows = rows.select_related("project").defer("project__body", "project__search_vector")
    return rows.order_by("-project__published_at", "-id")[: MAX_PROJECTS + 1]


_newest = Prepared(_newest_participations, enterprise=int, at=datetime)
