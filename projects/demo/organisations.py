"""Organisations of the report, and the ten that it counts without naming them."""

from dataclasses import dataclass
from typing import Final

from portal.organisations.models import Organisation, OrganisationKind
from portal.publishing import sample_pages


@dataclass(frozen=True, slots=True)
class NamedOrganisation:
    """An organisation that the report names, with the report's words for it."""

    name: str
    short_name: str
    kind: OrganisationKind
    said_as: str


DEPARTMENT: Final = NamedOrganisation(
    sample_pages.DEPARTMENT,
    sample_pages.DEPARTMENT_SHORT,
    OrganisationKind.STATE,
    "Sở Bưu chính Viễn thông",
)
PROVINCE: Final = NamedOrganisation(
    "Ủy ban nhân dân tỉnh Thừa Thiên Huế", "UBND tỉnh", OrganisationKind.STATE, "UBND tỉnh"
)
PARTY: Final = NamedOrganisation(
    "Tỉnh ủy Thừa Thiên Huế", "Tỉnh ủy", OrganisationKind.PARTY, "Tỉnh ủy"
)
MINISTRY: Final = NamedOrganisation(
    "Bộ Bưu chính, Viễn thông", "Bộ BCVT", OrganisationKind.STATE, "đơn vị Bộ BCVT"
)
# What kind of body these two are to the law, the report does not say.
FREQUENCIES: Final = NamedOrganisation(
    "Trung tâm Kiểm soát tần số KV 3", "", OrganisationKind.OTHER, "Trung tâm Kiểm soát tần số KV 3"
)
INFORMATICS: Final = NamedOrganisation(
    "Hội Tin học tỉnh Thừa Thiên Huế",
    "Hội Tin học tỉnh",
    OrganisationKind.ASSOCIATION,
    "Hội tin học tỉnh TT-Huế",
)
NAMED: Final = (DEPARTMENT, PROVINCE, PARTY, MINISTRY, FREQUENCIES, INFORMATICS)
AGENCIES: Final = 10


def find_or_bring(named: NamedOrganisation) -> Organisation:
    """Return the row of a body that the report names, made where there is none of that name.

    Capitals may differ: an older demo wrote some names in small letters.
    """
    fields = {"name": named.name, "short_name": named.short_name, "kind": named.kind}
    return Organisation.objects.get_or_create(name__iexact=named.name, defaults=fields)[0]


def unnamed_agencies() -> list[Organisation]:
    """Return the ten agencies of the radio network, which the report counts and does not name."""
    return [
        Organisation.objects.get_or_create(
            name=f"Cơ quan {number}",
            defaults={"is_unnamed": True, "kind": OrganisationKind.OTHER, "position": number},
        )[0]
        for number in range(1, AGENCIES + 1)
    ]


def load() -> int:
    """Create all organisations that the report names; return the number of rows then."""
    for named in NAMED:
        find_or_bring(named)
    return Organisation.objects.count()
