"""Structured data: the department as schema.org's GovernmentOrganization."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.safestring import SafeString

from portal.department.models import Department, Page, Unit
from portal.kit.sorted_names import in_order
from portal.publishing.structured import (
    corrected,
    json_ld_script,
    known_facts,
    made_up,
    modified,
    organization,
)

type Node = dict[str, Any]


def department_json_ld() -> SafeString:
    """Return the department with what is known of its contacts and units; two queries."""
    facts = Department.objects.first()
    data = {"@context": "https://schema.org"} | organization()
    if facts is not None:
        data |= known_facts({"address": facts.address, **_contact(facts.phone, facts.email)})
        if facts.name_en:
            data["alternateName"] = facts.name_en
        if points := _points(facts):
            data["contactPoint"] = points
    if units := _units(in_order(Unit.objects.filter(~Q(phone="") | ~Q(email="")))):
        data["department"] = units
    return json_ld_script(data)


def page_json_ld(page: Page) -> SafeString:
    """Return a page of free text about the department, with its corrections."""
    data = {
        "@context": "https://schema.org",
        "@type": "AboutPage",
        "name": page.title,
        "description": page.summary or page.title,
        "inLanguage": page.language,
        "dateModified": modified(page),
        "url": settings.SITE_URL + page.path,
        "publisher": organization(),
    }
    return json_ld_script(data | made_up(page) | corrected(page))


def _points(facts: Department) -> list[Node]:
    known_contacts = (
        ("customer service", _contact(facts.hotline, "")),
        ("press", _contact(facts.press_phone, facts.press_email)),
    )
    return [
        {"@type": "ContactPoint", "contactType": kind, **contact}
        for kind, contact in known_contacts
        if contact
    ]


def _units(units: Iterable[Unit]) -> list[Node]:
    return [
        {"@type": "GovernmentOrganization", "name": unit.name, **_contact(unit.phone, unit.email)}
        for unit in units
    ]


def _contact(phone: str, email: str) -> Node:
    return known_facts({"telephone": phone, "email": email})
