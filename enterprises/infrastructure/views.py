"""The public pages of shared infrastructure, and whom to call for those who may know."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from enterprises.infrastructure.filters import (
    ListingFilter,
    public_listings,
    similar_to,
    with_owners,
)
from enterprises.infrastructure.matches import made_matches_of
from enterprises.infrastructure.models import InfrastructureListing, ListingContact
from enterprises.infrastructure.models.match import is_matched
from enterprises.infrastructure.structured import listing_json_ld
from enterprises.people.access import for_representatives
from enterprises.profiles.models import Representative
from portal.accounts.roles import works_here
from portal.accounts.second_step import lacks_second_factor
from portal.publishing.attachments import attachments_of
from portal.publishing.paging import page_of
from portal.publishing.topics import topics_of


@require_safe
def listing_list(request: HttpRequest) -> HttpResponse:
    """Show the public listings, the newest first, filtered by the query."""
    form = ListingFilter(request.GET)
    rows = with_owners(form.narrowed(public_listings()).for_lists()).annotate(
        is_matched=is_matched()
    )
    page = page_of(request, rows.newest())
    context = {"page": page, "listings": page.rows, "form": form, "query": form.query}
    status = 400 if form.errors else 200
    return render(request, "enterprises/infrastructure/list.html", context, status=status)


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an offer or request: the same page for all, without the contact."""
    found = _found(slug)
    context = {
        "listing": found,
        "matched": made_matches_of(found),
        "similar": similar_to(found),
        "attachments": attachments_of(found),
        "topics": topics_of(found),
        "json_ld": listing_json_ld(found),
    }
    return render(request, "enterprises/infrastructure/detail.html", context)


@never_cache
@require_safe
def contact(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the contact to representatives and the staff; 404 for others."""
    if not works_here(request.user):
        return _contact_for_enterprises(request, slug)
    if lacks_second_factor(request.user):
        return redirect("mfa_index")
    return _contact(request, slug)


@for_representatives
def _contact_for_enterprises(
    request: HttpRequest, _me: Representative, slug: str
) -> HttpResponseBase:
    return _contact(request, slug)


def _contact(request: HttpRequest, slug: str) -> HttpResponse:
    found = _found(slug)
    whom = ListingContact.objects.filter(listing=found).first()
    context = {"listing": found, "contact": whom}
    return render(request, "enterprises/infrastructure/contact.html", context)


def _found(slug: str) -> InfrastructureListing:
    rows = with_owners(public_listings()).select_related("cover")
    return get_object_or_404(rows, path=InfrastructureListing.path_of(slug))
