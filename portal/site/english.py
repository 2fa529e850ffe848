"""The pages below /en/: what exists in English, and plainly what does not."""

from collections.abc import Sequence
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from portal.kit.postgres.prepared import Prepared
from portal.organisations.former_bodies import with_successions
from portal.pagecache.fragments import kept_unless_asked
from portal.publishing.attachments import attachments_of
from portal.publishing.language_tags import plain_name
from portal.publishing.languages import english_path, vietnamese_path
from portal.publishing.models import EnglishVersion, EnglishVersionQuerySet, Publication, Topic
from portal.publishing.models.kinds import kinds
from portal.publishing.models.searched import Beside
from portal.publishing.paging import page_of
from portal.publishing.structured import english_version
from portal.publishing.topics import topics_of
from portal.site import corrections
from portal.site.card_facts import CardFacts
from portal.site.english_lists import english_list
from portal.site.topics import kind_heading

# So many of the newest stand on the home page, in groups by what they are.
MAX_ON_HOME = 24


def _for_lists(versions: EnglishVersionQuerySet) -> EnglishVersionQuerySet:
    rows = versions.for_lists().select_related("translation_of").newest()
    return rows.defer("body", "translation_of__body", "translation_of__search_vector")


def _cards(versions: Sequence[EnglishVersion]) -> list[tuple[EnglishVersion, Beside]]:
    """Return each version with what the page that it translates says of itself, such as a day."""
    facts = CardFacts([each.translation_of for each in versions if each.translation_of])
    return [
        (each, facts.of(each.translation_of) if each.translation_of else Beside())
        for each in versions
    ]


def _page_of(request: HttpRequest, versions: EnglishVersionQuerySet) -> dict[str, Any]:
    """Return what a list of versions is shown from."""
    page = page_of(request, _for_lists(versions))
    return {"page": page, "cards": _cards(page.rows), "vietnamese": vietnamese_path(request.path)}


def home(request: HttpRequest) -> HttpResponse:
    """Show who we are, how to reach us, and the newest in English, by kind."""
    # Asked for where its fragment is made.
    context = {"groups": SimpleLazyObject(_groups), "kept_page": kept_unless_asked(request)}
    return render(request, "portal/english/home.html", context)


def _groups() -> list[dict[str, Any]]:
    found: dict[str, list[EnglishVersion]] = {kind: [] for kind in kinds()}
    for version in _newest(at=timezone.now()):
        original = version.translation_of
        # Rows of an app that is no longer installed stay.
        if original and original.kind in found:
            found[original.kind].append(version)
    return [
        {"heading": kind_heading(kind), "path": _list_path(kind), "cards": _cards(versions)}
        for kind, versions in found.items()
        if versions
    ]


def _newest_versions(at: datetime) -> EnglishVersionQuerySet:
    return _for_lists(EnglishVersion.objects.public(at))[:MAX_ON_HOME]


_newest = Prepared(_newest_versions, at=datetime)


def _list_path(kind: str) -> str:
    view = kinds()[kind].LIST_VIEW
    return english_path(reverse(view)) if view else ""


def kind_list(request: HttpRequest, listed: list[str]) -> HttpResponse:
    """Show a Vietnamese list: data as a table, of texts what has been translated, newest first."""
    slug = vietnamese_path(request.path).strip("/")
    if view := settings.ENGLISH_VIEWS.get(slug):
        answer: HttpResponse = import_string(view)(request)
        return answer
    if listing := english_list(request, slug):
        context = {
            "heading": kind_heading(listed[0]),
            "page": listing.page,
            "listing": listing,
            "vietnamese": vietnamese_path(request.path),
        }
        return render(request, "portal/english/data_list.html", context)
    versions = EnglishVersion.objects.public().filter(translation_of__kind__in=listed)
    context = _page_of(request, versions) | {"heading": kind_heading(listed[0])}
    return render(request, "portal/english/list.html", context)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what has been translated of a topic, the newest first."""
    found = get_object_or_404(Topic, slug=slug)
    versions = EnglishVersion.objects.public().filter(
        translation_of__topics=found, translation_of__in=Publication.objects.public().values("pk")
    )
    context = _page_of(request, versions) | {"topic": found, "heading": plain_name(found)}
    context["vietnamese"] = found.get_absolute_url()
    return render(request, "portal/english/topic.html", context)


def page(request: HttpRequest, page: str) -> HttpResponse:
    """Show the English version at this address; if there is none, a page that says so."""
    rows = EnglishVersion.objects.public().select_related("cover", "translation_of")
    rows = with_successions(rows)
    found = rows.filter(path=request.path).first()
    if found is None:
        return _only_vietnamese(request)
    [(_version, beside)] = _cards([found])
    context = {
        "publication": found,
        "original": found.translation_of,
        "beside": beside,
        "attachments": attachments_of(found),
        "topics": topics_of_original(found),
        "json_ld": english_version(found),
    }
    return render(request, "portal/english/page.html", context)


def topics_of_original(version: EnglishVersion) -> list[Topic]:
    """Return the topics of the page that an English version translates; readers see them there."""
    original = version.translation_of
    return topics_of(original) if original is not None and original.is_public else []


def _only_vietnamese(request: HttpRequest) -> HttpResponse:
    """Answer 404 with a link to the Vietnamese page; raise Http404 if there is none."""
    path = vietnamese_path(request.path)
    rows = Publication.objects.public().only("title", "path", "language")
    original = rows.filter(path=path).first()
    if original is None and path not in map(reverse, settings.SITEMAP_PAGES):
        raise Http404
    context = {"path": path, "original": original, "canonical_url": ""}
    template = "portal/english/only_vietnamese.html"
    return render(request, template, context, status=HTTPStatus.NOT_FOUND)


def correction(request: HttpRequest, page: str, number: int) -> HttpResponse:
    """Show what a correction of an English version changed."""
    return corrections.comparison(request, f"en/{page}", number)
