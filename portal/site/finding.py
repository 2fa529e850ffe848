"""The search of the admin over everything: pages, people, firms, lists, settings, the handbook."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from portal.accounts.roles import administers, staff
from portal.kit.finding import Hit, Hits, with_all_words
from portal.site.navigation import Navigation

MAX_LENGTH: Final = 200


def find_view(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with groups of links; without words, list all that the person may open."""
    context = admin.site.each_context(request)
    navigation: Navigation = context["navigation"]
    typed = " ".join(request.GET.get("q", "")[:MAX_LENGTH].split())
    found = list(_found(request, navigation, typed)) if typed else []
    context |= {
        "title": _("Search everything"),
        "typed": typed,
        "found": found,
        "blocks": [] if typed else navigation.everything(),
    }
    return TemplateResponse(request, "admin/find.html", context)


def tables_view(request: HttpRequest) -> HttpResponse:
    """List all tables by package, for the administrator."""
    if not administers(staff(request)):
        raise Http404
    context = admin.site.each_context(request)
    context |= {"title": _("All tables"), "app_list": context["available_apps"]}
    return TemplateResponse(request, "admin/tables.html", context)


def _found(request: HttpRequest, navigation: Navigation, typed: str) -> Iterator[Hits]:
    lists = _lists(navigation, typed)
    if lists.rows:
        yield lists
    for name in settings.ADMIN_SEARCHES:
        yield from (hits for hits in import_string(name)(staff(request), typed) if hits.rows)


def _lists(navigation: Navigation, typed: str) -> Hits:
    hits = (
        Hit(link.label, link.url, block.name)
        for block in navigation.everything()
        for link in block.links
    )
    return Hits(_("Lists and pages of the workplace"), with_all_words(hits, typed))
