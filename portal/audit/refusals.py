"""Refused access in the record: somebody signed in asks for what is not shown to them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from portal.audit.attempts import Details, record_attempt
from portal.audit.models import Action
from portal.audit.signins import address_of
from portal.kit.logs.secret_addresses import without_secrets
from portal.kit.session_cookie import may_be_signed_in

_SIGNED_IN: Final = "_signed_in"


def remember_who_signed_in(request: HttpRequest) -> None:
    """Keep who it is for the record, where the site may take them for a reader from here on."""
    setattr(request, _SIGNED_IN, request.user)


def _who_signed_in(request: HttpRequest) -> Any:
    return getattr(request, _SIGNED_IN, request.user)


class RecordRefusals:
    """Writes down what somebody signed in was refused, one entry an hour from each address.

    What is not theirs and what is not there are answered alike, so both are written down; a
    mistyped address that leads nowhere is not. Strangers at the door of the admin are no news.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            response.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)
            and may_be_signed_in(request)
            and _was_refused(request, response)
        ):
            _record(request)
        return response


def _was_refused(request: HttpRequest, response: HttpResponse) -> bool:
    found = request.resolver_match
    # A form without its token was not looked at; what has no name is the admin's “no such page”.
    was_reached = getattr(request, "csrf_processing_done", False)
    if found is None or not found.url_name or not was_reached:
        return False
    if not _who_signed_in(request).is_authenticated:
        return False
    is_forbidden = response.status_code == HTTPStatus.FORBIDDEN
    return is_forbidden or request.path.startswith(tuple(settings.PRIVATE_PATHS))


def _record(request: HttpRequest) -> None:
    # The record is kept for good, and taken out: a link to a draft would stay open to its readers.
    path = without_secrets(request.path)[:200]
    details: Details = {"address": [f"{request.method} {path}"]}
    if not request.user.is_authenticated:
        details["without_second_step"] = [True]
    person = _who_signed_in(request)
    record_attempt(Action.REFUSED, by=person, ip=address_of(request), details=details)
