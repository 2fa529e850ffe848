"""The bin in the admin: its pages, and the way to restore them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.html import format_html
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import staff, works_here
from portal.editing import bin as the_bin
from portal.editing.bulk.admin import plan
from portal.editing.bulk.models import Action
from portal.kit.admin import BoundedPaginator
from portal.kit.admin_pages import show_own_page
from portal.kit.text.numbers import parse_key
from portal.publishing.lookup import with_words
from portal.publishing.models import Publication
from portal.publishing.models.kinds import admin_address, kind_label, kind_named
from portal.publishing.state_words import step_message

ROWS = 50


def bin_view(request: HttpRequest) -> HttpResponse:
    """Show what this person may see of the bin (`?q=` words, `?trang=` page); POST restores."""
    if not works_here(request.user):
        raise Http404
    if request.method == "POST":
        return _restore(request)
    user, typed = staff(request), request.GET.get("q", "").strip()
    pages = BoundedPaginator(with_words(the_bin.binned(user), typed), ROWS)
    rows = pages.get_page(request.GET.get("trang"))
    return show_own_page(
        request,
        "admin/newsroom/bin.html",
        _("Bin"),
        handbook_anchor="thung-rac",
        rows=[_row(user, page) for page in rows],
        page=rows,
        typed=typed,
    )


def _row(user: User, page: Publication) -> dict[str, Any]:
    return {
        "page": page,
        "kind": kind_label(page.kind),
        "may_restore": the_bin.may_restore(user, page),
    }


def _restore(request: HttpRequest) -> HttpResponse:
    """Restore the one page whose button was pressed, or begin a job for the chosen ones."""
    if "_many" in request.POST:
        # The box of each page that was chosen, by key; what is no key was typed by no browser.
        sent = map(parse_key, request.POST.getlist("chosen")[:ROWS])
        keys = [key for key in sent if key is not None]
        return plan(request, Action.RESTORE, the_bin.binned(staff(request)).filter(pk__in=keys))
    key = parse_key(request.POST.get("_restore", ""))
    if key is None:
        raise PermissionDenied
    user = staff(request)
    found = get_object_or_404(the_bin.binned(user), pk=key)
    page = kind_named(found.kind).objects.get(pk=found.pk)
    try:
        step = the_bin.restore(page, by=user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        way = (admin_address(page.kind, page.pk), _("Go on with it"))
        message = format_html('{} <a href="{}">{}</a>', step_message(page, step), *way)
        messages.success(request, message)
    return HttpResponseRedirect(request.get_full_path())
