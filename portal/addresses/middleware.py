"""Leads on from addresses of before, tells of withdrawn pages, and counts what is not found."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.addresses.counting import count_missing
from portal.addresses.following import by_fields, by_page, by_path
from portal.addresses.known import is_known
from portal.addresses.models import OldAddress
from portal.addresses.withdrawn import withdrawn_at
from portal.kit.moved import moved_to
from portal.publishing.models import Redirect

type GetResponse = Callable[[HttpRequest], HttpResponse]


class FollowOldAddresses:
    """Answers where no page is found: pages that moved first, then addresses of another portal.

    Before a page is asked only for old fields in the query.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        target = by_fields(request)
        # Its fields may stand in its target, too, beside others: there the page answers.
        if target and target != request.get_full_path():
            return moved_to(target)
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND:
            return response
        return _instead(request) or response


def _instead(request: HttpRequest) -> HttpResponse | None:
    """Return a better answer than “not found”; where there is none, count it."""
    if is_known(request.path):
        target = Redirect.objects.target_of(request.path) or by_page(request.path)
        if target is not None and target != request.path:
            query = request.META.get("QUERY_STRING", "")
            return moved_to(f"{target}?{query}" if query else target)
        target = by_path(request.path)
        if target is not None and target != request.path:
            return moved_to(target)
        if (notice := withdrawn_at(request.path)) is not None:
            context = {"withdrawn": notice, "canonical_url": ""}
            return render(request, "portal/errors/410.html", context, status=HTTPStatus.GONE)
        if OldAddress.objects.filter(address=request.path).exists():
            # Somebody has said where it leads; it does so again once that page is public.
            return None
    count_missing(request)
    return None
