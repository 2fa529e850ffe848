"""Addresses of related agencies and of public services, and which of them are known to be dead."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from portal.department.models import ServiceLink
from portal.kit.sorted_names import in_order
from portal.links import registry
from portal.organisations.models import Organisation, OrganisationKind, Succession


@dataclass(frozen=True, slots=True)
class Agency:
    """A related agency, and whether its address answers as far as is known."""

    organisation: Organisation
    is_dead: bool


@dataclass(frozen=True, slots=True)
class Service:
    """A place with public services, and whether its address answers as far as is known."""

    link: ServiceLink
    is_dead: bool


def agencies() -> list[tuple[str, list[Agency]]]:
    """Return the related agencies by the name of their kind; two queries."""
    rows = list(Organisation.objects.related_agencies())
    dead = registry.dead_among(row.website for row in rows)
    groups: dict[str, list[Agency]] = {}
    for row in rows:
        agency = Agency(row, is_dead=row.website in dead)
        groups.setdefault(str(OrganisationKind(row.kind).label), []).append(agency)
    return list(groups.items())


def services() -> list[Service]:
    """Return the places with public services, in the staff's order; two queries."""
    rows = in_order(ServiceLink.objects.all())
    dead = registry.dead_among(row.url for row in rows)
    return [Service(row, is_dead=row.url in dead) for row in rows]


def _linked_bodies() -> QuerySet[Organisation]:
    """Return related agencies, and the bodies of today that pages of former ones lead to."""
    of_today = Succession.objects.values("today")
    return Organisation.objects.filter(Q(is_related=True) | Q(pk__in=of_today))


registry.register(ServiceLink.objects.all, "url")
registry.register(_linked_bodies, "website")
