"""The public list of promises."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.kit.moved import moved_to
from portal.media.pictures.cards import HEIGHT, WIDTH
from portal.publishing.metadata import CARD_HEADERS, SharedPicture, card_digest, kept_card
from portal.publishing.paging import page_of
from portal.publishing.structured import json_ld_script, made_up
from projects.kit.models import DueStatus
from projects.kit.structured import dataset_fields
from projects.promises.counts import tally_of
from projects.promises.data import ABOUT
from projects.promises.filters import PromiseFilter, public_promises
from projects.promises.models import Promise

# A day's promises stand on one page, so that a link to one of them finds it.
PAGE_SIZE = 100
MAX_OTHERS = 20


def promise_list(request: HttpRequest) -> HttpResponse:
    """List promises by day and kind; status 400 where a filter is wrong."""
    form = PromiseFilter(request.GET or None)
    found = form.narrowed(public_promises())
    page = page_of(request, form.with_status(found).with_links().in_order(), size=PAGE_SIZE)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "promises": page.rows,
        "tally": tally_of(found),
        "query": form.query,
        "json_ld": _json_ld(),
    }
    status = 400 if form.errors else 200
    return render(request, "projects/promises/list.html", context, status=status)


@require_safe
def promise(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """Show one promise with what came of it; its former words lead to today's address."""
    found = get_object_or_404(public_promises().with_links(), pk=pk)
    if request.path != found.address:
        return moved_to(found.address)
    others = public_promises().filter(said_on=found.said_on).exclude(pk=pk)
    context = {
        "promise": found,
        "others": list(others.with_links().in_order()[:MAX_OTHERS]),
        "shared": shared_picture(found),
        "json_ld": _json_ld_of(found),
    }
    return render(request, "projects/promises/detail.html", context)


@require_safe
def promise_card(request: HttpRequest, pk: int, digest: str) -> HttpResponse:
    """Show the picture beside a link to a promise elsewhere; another digest leads to today's."""
    found = get_object_or_404(public_promises().with_links(), pk=pk)
    if digest != digest_of(found):
        return redirect(card_path(found))
    return HttpResponse(card_of(found), content_type="image/png", headers=CARD_HEADERS)


def shared_picture(promise: Promise) -> SharedPicture:
    """Return the picture that other sites show beside a link to a promise."""
    alt = f"{_kicker(promise)}: {promise.title}"
    return SharedPicture(settings.SITE_URL + card_path(promise), WIDTH, HEIGHT, alt)


def card_path(promise: Promise) -> str:
    """Return where its card stands; the digest holds all that is on it."""
    parts = {"pk": promise.pk, "digest": digest_of(promise)}
    return reverse("projects:promise_card", kwargs=parts)


def digest_of(promise: Promise) -> str:
    return card_digest(promise.title, _kicker(promise))


def card_of(promise: Promise) -> bytes:
    """Return the card as a PNG."""
    return kept_card(digest_of(promise), promise.title, _kicker(promise))


def _kicker(promise: Promise) -> str:
    """Return its kind and its state, as the card and readers who do not see it are told."""
    status = DueStatus(promise.due_status).label
    return f"{promise.get_kind_display()} · {status}"


def _json_ld_of(promise: Promise) -> SafeString:
    """Return the promise as schema.org's Quotation, which it is word for word."""
    data = {
        "@context": "https://schema.org",
        "@type": "Quotation",
        "name": promise.title,
        "text": promise.quote,
        "url": settings.SITE_URL + promise.address,
        "dateCreated": promise.said_on.isoformat(),
        "isPartOf": settings.SITE_URL + promise.article.path,
    }
    return json_ld_script(data | made_up(promise.article))


def _json_ld() -> SafeString:
    """Return the list of promises as schema.org's Dataset, with its files."""
    path = reverse("projects:promise_list")
    data = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": _("Tasks and promises"),
        "description": str(ABOUT),
        "url": settings.SITE_URL + path,
    }
    return json_ld_script(data | dataset_fields(path))
