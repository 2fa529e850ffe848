"""The association's page, from the rows of its members: nothing stands there that nobody said."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from enterprises.association.models import (
    NAME_UNKNOWN,
    Association,
    AssociationPost,
    Membership,
    PersonalMember,
)
from enterprises.profiles.models import Enterprise
from portal.kit.text.sorting import sort_key
from portal.publishing.models import heavy_columns
from portal.publishing.paging import page_of
from portal.publishing.structured import json_ld_of


@require_safe
def association(request: HttpRequest) -> HttpResponse:
    """Show the association: posts, statute, member firms, persons by consent."""
    today = timezone.localdate()
    rows = Association.objects.select_related("statute", "evidence")
    found = rows.defer(*heavy_columns("statute", "evidence")).first()
    persons = PersonalMember.objects.on(today).exclude(consent_on=None)
    context = {
        "association": found,
        "name": found.name if found else NAME_UNKNOWN,
        "posts": list(AssociationPost.objects.on(today)),
        "page": page_of(request, member_firms(), size=100),
        "persons": sorted(persons, key=lambda row: sort_key(row.person)),
        "json_ld": association_json_ld(found) if found else "",
    }
    return render(request, "enterprises/association/association.html", context)


def member_firms() -> QuerySet[Membership]:
    """Return today's memberships of public enterprises, by the enterprise's name."""
    public = Enterprise.objects.public().values("pk")
    rows = Membership.objects.on(timezone.localdate()).filter(enterprise__in=public)
    return (
        rows.select_related("enterprise")
        .defer("enterprise__body", "enterprise__search_vector")
        .order_by("enterprise__sort_key", "enterprise_id")
    )


def association_json_ld(association: Association) -> SafeString:
    """Return the association as schema.org's Organization."""
    return json_ld_of(
        "Organization",
        association.name,
        "/hoi-tin-hoc/",
        description=association.about,
        address=association.address,
        telephone=association.phone,
        email=association.email,
        sameAs=association.website,
    )
