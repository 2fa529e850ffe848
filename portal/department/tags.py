"""Template tags about the department, for the pages of other apps."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.department import external_links
from portal.department.bilingual import Bilingual, Translated
from portal.department.external_links import Service
from portal.department.identity import department
from portal.department.models import Department
from portal.department.reception import Reception, receptions
from portal.department.structured import department_json_ld as json_ld
from portal.kit.site_names import site_name
from portal.organisations import former_bodies
from portal.organisations.models import Organisation

register = template.Library()


@register.filter
def translated(row: Bilingual | None, field: str) -> str:
    """Return a field in the language of the page, marked up where it is not translated."""
    if row is None:
        return ""
    found = row.translated(field)
    return _foreign(found, "span", found.text) if found.text else ""


@register.filter
def translated_lines(row: Bilingual | None, field: str) -> str:
    """Return a longer field in the language of the page, its lines as paragraphs."""
    if row is None or not (found := row.translated(field)).text:
        return ""
    # Escaped line by line; what stands in it are our own paragraphs only.
    return _foreign(found, "div", mark_safe(linebreaks(found.text, autoescape=True)))  # noqa: S308  # escaped, as above


def _foreign(found: Translated, tag: str, text: str) -> str:
    if (get_language() or "vi").startswith(found.language):
        return text
    return format_html(
        '<{} lang="{}">{}</{}>', SafeString(tag), found.language, text, SafeString(tag)
    )


@dataclass(frozen=True, slots=True)
class ServiceLinks:
    """Ways to the department and its services, as far as is known."""

    facts: Department | None
    reception: Reception | None
    services: list[Service]


@register.simple_tag
def department_facts() -> Department | None:
    """Return what is known of the department as a whole; one query."""
    return Department.objects.first()


@register.simple_tag
def successor_of_this_site() -> Organisation | None:
    """Return the body that does this department's work today; one query."""
    return former_bodies.successor_of_this_site()


@register.simple_tag
def site_description() -> str:
    """Return what the site is, in a sentence; the department's own where it has written one."""
    known = department()
    english = (get_language() or "vi").startswith("en")
    return (english and known.description_en) or known.description or _usual_description()


@register.simple_tag
def site_rights() -> str:
    """Return how texts of the site may be used, in a sentence."""
    known = department()
    english = (get_language() or "vi").startswith("en")
    usual = _("Free to quote as long as the source is named: %(site)s.") % {"site": site_name()}
    return (english and known.rights_en) or known.rights or usual


def _usual_description() -> str:
    words = _("%(site)s: news, official documents, plans, figures and services.")
    return words % {"site": site_name()}


@register.simple_tag
def next_receptions() -> list[Reception]:
    """Return the receptions of citizens, the next one first; two queries at most."""
    return receptions()


@register.inclusion_tag("components/service_links.html")
def service_links(heading: str = "h3") -> dict[str, Any]:
    """Return public services, the next reception and the hotline; five queries at most."""
    coming = [each for each in receptions() if each.next_day]
    links = ServiceLinks(
        facts=Department.objects.only("hotline", "hotline_note", "hotline_note_en").first(),
        reception=coming[0] if coming else None,
        services=[each for each in external_links.services() if not each.is_dead][:4],
    )
    return {"links": links, "heading": heading}


@register.simple_tag
def department_json_ld() -> SafeString:
    """Return the department for machines, with its contacts and units; two queries."""
    return json_ld()
