"""The search of the admin over everything: pages, people, firms, lists, settings, the handbook."""

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.accounts.roles import administers, staff
from portal.kit.finding import Hit, Hits, with_all_words
from portal.kit.text.syllables import words
from portal.site.navigation import NavBlock, Navigation
from portal.site.setting_fields import find_setting_fields

MAX_LENGTH: Final = 200


def find_view(request: HttpRequest) -> HttpResponse:
    """Answer `?q=` with groups of links; without words, list all that the person may open."""
    context = admin.site.each_context(request)
    navigation: Navigation = context["navigation"]
    typed = " ".join(request.GET.get("q", "")[:MAX_LENGTH].split())
    # What is all punctuation asks for nothing, and would else be had by every page.
    found = list(_found(request, navigation, typed)) if words(typed) else []
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
    blocks = navigation.everything()
    own = [NavBlock(str(pgettext("staff", "Your account")), navigation.own(), is_open=False)]
    yield from filter(_has_rows, [_lists([*blocks, *own], typed)])
    for name in settings.ADMIN_SEARCHES:
        yield from filter(_has_rows, import_string(name)(staff(request), typed))
    yield from filter(_has_rows, [find_setting_fields(blocks, typed)])


def _has_rows(hits: Hits) -> bool:
    return bool(hits.rows)


def _lists(blocks: list[NavBlock], typed: str) -> Hits:
    hits = (Hit(link.label, link.url, block.name) for block in blocks for link in block.links)
    return Hits(_("Lists and pages of the workplace"), with_all_words(hits, typed))
