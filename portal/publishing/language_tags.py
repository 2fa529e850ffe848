"""Where a page stands in the other language, and the way to others in this one."""

from typing import Any, cast

from django import template
from django.conf import settings
from django.template import Context
from django.urls import ResolverMatch
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.publishing import pairs
from portal.publishing.languages import ENGLISH, PREFIX, spoken_path
from portal.publishing.models import Publication

register = template.Library()
register.simple_tag(pairs.way_to)
register.simple_tag(pairs.spoken_page)
register.simple_tag(spoken_path)


@register.simple_tag
def href_to(name: str) -> SafeString:
    """Return the `href` of a named page; where it is in Vietnamese alone, the link says so."""
    return href_of(pairs.way_to(name))


@register.simple_tag
def href_to_page(page: Publication) -> SafeString:
    """Return the `href` of a page in the language spoken now; the link says where it is not."""
    return href_of(pairs.way_to_page(page))


@register.simple_tag
def href_of(path: str) -> SafeString:
    """Return the `href` of an address; on English pages the link says where it leaves English."""
    is_foreign = get_language() == ENGLISH and not path.startswith(f"{PREFIX}/")
    return format_html('href="{}" hreflang="vi"' if is_foreign else 'href="{}"', path)


@register.simple_tag
def lang_of(page: Any) -> SafeString:
    """Return the `lang` of what says its language, where that is not the one spoken now."""
    language = page.language
    return SafeString("") if language == get_language() else format_html(' lang="{}"', language)


@register.filter
def in_vietnamese(name: str) -> str:
    """Return a name that has no translation, so marked on pages of another language."""
    if (get_language() or "").startswith("vi"):
        return name
    return format_html('<span lang="vi">{}</span>', name)


@register.filter
def plain_name(row: Any) -> str:
    """Return what a row is called in the language spoken now, for where no mark can stand."""
    return str(row.name_en or row.name) if get_language() == ENGLISH else str(row.name)


@register.filter
def spoken_name(row: Any) -> str:
    """Return what a row is called in the language spoken now; a Vietnamese name marked as such."""
    if get_language() == ENGLISH and row.name_en:
        return str(row.name_en)
    return in_vietnamese(row.name)


@register.simple_tag(takes_context=True)
def in_both_languages(context: Context, page: Publication | None) -> pairs.Pair | None:
    """This page in both languages; None where it exists in one, or is the page of an error.

    `page` is the publication whose page this is, if it is one's. Worked out where it is first
    asked for.
    """
    request, canonical = context.get("request"), context.get("canonical_url")
    # A later page of a list is no page of its own in the other language.
    if request is None or canonical != settings.SITE_URL + request.path:
        return None
    lazy: Any = SimpleLazyObject(lambda: _pair(page, request.resolver_match))
    return cast("pairs.Pair | None", lazy)


@register.simple_tag(takes_context=True)
def pair_for_engines(
    context: Context, page: Publication | None, pair: pairs.Pair | None
) -> pairs.Pair | None:
    """Return the page in both languages; None where it is an English list with nothing in it."""
    if pair is None or page is not None:
        return pair
    match = context["request"].resolver_match
    is_empty = match is not None and pairs.is_empty_in_english(match.view_name, match.kwargs)
    return None if is_empty else pair


def _pair(page: Publication | None, match: ResolverMatch | None) -> pairs.Pair | None:
    if page is not None:
        return pairs.of_page(page)
    return pairs.of_view(match.view_name, match.kwargs) if match else None
