"""The sitemap: an index of months, each with the pages of one kind that appeared in it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

from django.apps import apps
from django.conf import settings
from django.db.models import Case, CharField, F, Max, OuterRef, Subquery, When
from django.db.models.functions import Greatest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from portal.exchange.opendata.sets import open_sets
from portal.pagecache.fragments import kept_text
from portal.publishing import pairs
from portal.publishing.archive import changes_by_month, last_changes, span_of
from portal.publishing.conditional import conditional_response
from portal.publishing.languages import english_path
from portal.publishing.models import EnglishVersion, Publication, Section, Topic
from portal.publishing.models.kinds import kinds
from portal.publishing.models.querysets import LAST_CHANGED_AT
from portal.publishing.pairs import Pair
from portal.site.news_sitemap import last_news

SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# The topics of so many last changes are looked at no further.
RECENT = 1_000


def _entry(tag: str, path: str, changed: datetime | None, pair: Pair | None = None) -> str:
    lastmod = (
        f"<lastmod>{timezone.localtime(changed).isoformat(timespec='seconds')}</lastmod>"
        if changed
        else ""
    )
    found = lastmod + (_alternates(pair) if pair else "")
    return f"<{tag}><loc>{escape(settings.SITE_URL + path)}</loc>{found}</{tag}>"


def _alternates(pair: Pair) -> str:
    """Return links to both languages of a page, the same on either."""
    links = (("vi", pair.vi), ("en", pair.en), ("x-default", pair.vi))
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" '
        f'href="{escape(settings.SITE_URL + path)}"/>'
        for language, path in links
    )


def _document(root: str, entries: Iterable[str]) -> HttpResponse:
    return HttpResponse(_text(root, entries), content_type="application/xml")


def _text(root: str, entries: Iterable[str]) -> str:
    spaces = f'xmlns="{SCHEMA}"' + (f' xmlns:xhtml="{XHTML}"' if root == "urlset" else "")
    text = f"<{root} {spaces}>{''.join(entries)}</{root}>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'


def index(request: HttpRequest) -> HttpResponse:
    """Serve the index: one sitemap for each kind and month, with its last change."""
    return conditional_response(request, "index", timezone.localdate(), make=_index)


def _index() -> HttpResponse:
    text = kept_text(("sitemap index", timezone.localdate()), _index_text)
    return HttpResponse(text, content_type="application/xml")


def _index_text() -> str:
    entries = [_entry("sitemap", reverse("sitemap_pages"), None)]
    if newest := last_news():
        entries.append(_entry("sitemap", reverse("sitemap_news"), newest))
    for kind, month_start, changed in changes_by_month():
        where = {"kind": kind, "year": f"{month_start:%Y}", "month": f"{month_start:%m}"}
        entries.append(_entry("sitemap", reverse("sitemap_month", kwargs=where), changed))
    return _text("sitemapindex", entries)


def month(request: HttpRequest, kind: str, year: str, month: str) -> HttpResponse:
    """Serve the pages of a kind that appeared in a month; raise Http404 if there are none."""
    try:
        start, end = span_of(int(year), int(month))
    except ValueError as error:
        raise Http404 from error
    rows = (
        Publication.objects.public()
        .filter(kind=kind)
        .published_between(start, end)
        .newest()
        .annotate(changed=LAST_CHANGED_AT, other=_other_language())
        .values_list("path", "changed", "other")
    )
    found = [(path, changed, _pair(kind, path, other)) for path, changed, other in rows]
    if not found:
        raise Http404
    if kinds()[kind].IS_BILINGUAL:  # Of these the English page is none of its own.
        found += [(pair.en, changed, pair) for _path, changed, pair in found if pair]
    return _document("urlset", [_entry("url", *each) for each in found])


def _other_language() -> Case:
    """Return the address of a page in the other language; asked only where there may be one."""
    versions = EnglishVersion.objects.public().filter(translation_of=OuterRef("pk"))
    return Case(
        When(kind=EnglishVersion.KIND, then=F("translation_of__path")),
        When(is_translated=True, then=Subquery(versions.values("path")[:1])),
        output_field=CharField(),
    )


def _pair(kind: str, path: str, other: str | None) -> Pair | None:
    if kinds()[kind].IS_BILINGUAL:
        return Pair(path, english_path(path))
    if other is None:
        return None
    return Pair(other, path) if kind == EnglishVersion.KIND else Pair(path, other)


def site_pages(request: HttpRequest) -> HttpResponse:
    """Show the sitemap of home page, lists, sections, topics and pages about the site.

    A page that gathers others changed when one of these did last.
    """
    return conditional_response(request, "site pages", make=_site_pages)


def _site_pages() -> HttpResponse:
    paths = [reverse(name) for name in settings.SITEMAP_PAGES]
    for model in map(apps.get_model, settings.SITEMAP_MODELS):
        manager: Any = model._default_manager
        rows = manager.public() if hasattr(manager, "public") else manager.all()
        paths += [row.get_absolute_url() for row in rows.order_by("pk")]
    paths += [each.path for each in open_sets().values()]
    by_kind = last_changes()
    all_of = dict.fromkeys(paths) | _lists(by_kind) | _topics() | _english(by_kind)
    both = _pairs(all_of)
    entries = [_entry("url", path, at, both.get(path)) for path, at in all_of.items()]
    return _document("urlset", entries)


def _lists(by_kind: dict[str, datetime]) -> dict[str, datetime | None]:
    """Return the home page, lists and sections, with the last change of a page in each."""
    by_kind = {kind: at for kind, at in by_kind.items() if kind != EnglishVersion.KIND}
    known: dict[str, datetime | None] = {reverse("home"): max(by_kind.values(), default=None)}
    for kind, path in _list_paths().items():
        changes = (known.get(path), by_kind.get(kind))
        known[path] = max((at for at in changes if at is not None), default=None)
    return known | {section.path: section.changed for section in _changed_sections()}


def _changed_sections() -> Iterable[Any]:
    """Return the sections with `changed`, the last change of a page in each; one query."""
    rows = Publication.objects.public().filter(section=OuterRef("pk"), kind=OuterRef("kind"))
    updated, published = rows.order_by("-updated_at"), rows.newest()
    return Section.objects.annotate(
        changed=Greatest(
            Subquery(updated.values("updated_at")[:1]),
            Subquery(published.values("published_at")[:1]),
        )
    )


def _list_paths() -> dict[str, str]:
    """Return the address of each kind's list; two kinds may share one."""
    return {kind: reverse(model.LIST_VIEW) for kind, model in kinds().items() if model.LIST_VIEW}


def _topics() -> dict[str, datetime | None]:
    """Return the topics on which something is public, with its last change; and their list."""
    rows = Publication.objects.public().annotate(changed=LAST_CHANGED_AT)
    changes: dict[str, datetime] = {}
    for slug, changed in rows.order_by("-changed").values_list("topics__slug", "changed")[:RECENT]:
        if slug is not None:
            changes.setdefault(slug, changed)
    changes |= _quiet_topics(changes)
    topics = {reverse("topic", kwargs={"slug": slug}): changes[slug] for slug in sorted(changes)}
    return {reverse("topics"): max(topics.values(), default=None)} | topics


def _quiet_topics(known: Collection[str]) -> dict[str, datetime]:
    """Return the last change of topics beside the known ones; all their pages are looked at."""
    quiet = list(Topic.objects.exclude(slug__in=known).values_list("pk", flat=True))
    if not quiet:
        return {}
    rows = Publication.objects.public().filter(topics__in=quiet).order_by()
    return dict(rows.values_list("topics__slug").annotate(changed=Max(LAST_CHANGED_AT)))


def _english(by_kind: dict[str, datetime]) -> dict[str, datetime | None]:
    """Return the pages below /en/: those about the site, and lists and topics with something."""
    own = (pairs.of_view(name, {}) for name in settings.SITEMAP_PAGES)
    known: dict[str, datetime | None] = {pair.en: None for pair in own if pair}
    known[reverse("en:home")] = by_kind.get(EnglishVersion.KIND)
    for (what, name), changed in pairs.last_english_changes(by_kind).items():
        is_topic = what == "topic"
        path = reverse("en:topic", args=[name]) if is_topic else pairs.of_list(name).en
        known[path] = max(known.get(path) or changed, changed)
    return known


def _pairs(paths: Collection[str]) -> dict[str, Pair]:
    """Return those of the addresses that stand below /en/, too, and their like there, with both."""
    both = [Pair(path, other) for path in paths if (other := english_path(path)) in paths]
    return {path: pair for pair in both for path in (pair.vi, pair.en)}


def robots(request: HttpRequest) -> HttpResponse:
    """Serve what crawlers are asked to leave alone, and where the sitemap is."""
    closed = ("/admin/", "/tai-khoan/", "/tim-kiem/?", "/en/tim-kiem/?", "/tai-len/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
