"""What stands in every page's head and around its text, found by the page's own address."""

from html import unescape
from itertools import chain
from typing import Any, cast

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from portal.kit.site_names import site_name
from portal.publishing.feeds import has_feed
from portal.publishing.metadata import PageFacts, SharedPicture, facts_of, site_picture
from portal.publishing.models import Publication
from portal.publishing.structured import json_ld_script, organization

register = template.Library()


@register.simple_tag(takes_context=True)
def page_here(context: Context) -> Publication | None:
    """Return the publication whose page this is: the one in the context that lives at this address.

    Found and not passed, so that no kind can forget to say it.
    """
    request = context.get("request")
    values = chain.from_iterable(layer.values() for layer in context.dicts)
    # By `type`: to ask a lazy object for its class would look up who asks, and set a cookie.
    pages = (value for value in values if issubclass(type(value), Publication))
    here = (page for page in pages if request and page.spoken_path == request.path)
    # What somebody translated has this address for its own.
    return min(here, key=lambda page: page.path != page.spoken_path, default=None)


@register.simple_tag
def page_facts(page: Publication | None) -> PageFacts | None:
    """Return what machines are told of the page in its head, worked out where it is first read."""
    if page is None:
        return None
    lazy: Any = SimpleLazyObject(lambda: facts_of(page))
    return cast("PageFacts", lazy)


@register.simple_tag
def shared_picture(facts: PageFacts | None) -> SharedPicture:
    """Return the picture beside a link to the page: its own, else the site's."""
    return facts.picture if facts else site_picture()


@register.simple_tag(takes_context=True)
def feed_here(context: Context) -> str:
    """Return the address under which feeds of this list, section or topic stand.

    Empty where none do.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    return request.path if request and match and has_feed(match.view_name) else ""


@register.simple_tag
def web_page_json_ld(name: str, url: str, kind: str = "WebPage") -> SafeString:
    """Return a page that has no facts of its own, as schema.org's WebPage or a kind of it."""
    page = {
        "@context": "https://schema.org",
        "@type": kind,
        "name": unescape(name),
        "url": url,
        "inLanguage": get_language(),
        "publisher": organization(),
    }
    return json_ld_script(page)


@register.simple_tag
def website_json_ld() -> SafeString:
    """Return the site as schema.org's WebSite, with the address of its search."""
    search = f"{settings.SITE_URL}{reverse('search')}?q={{search_term_string}}"
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": search},
        "query-input": "required name=search_term_string",
    }
    site = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": site_name("vi"),
        "url": f"{settings.SITE_URL}/",
        "inLanguage": "vi",
        "publisher": organization(),
        "potentialAction": action,
    }
    return json_ld_script(site)
