"""What every page says of the department: its name, and how it is reached; no query a page."""

from typing import Final

from django.conf import settings
from django.db import Error

from portal.department.models import Department
from portal.kit.site_names import SiteNames
from portal.pagecache.kept_value import KeptValue


def _department() -> Department:
    facts = Department.objects.select_related("responsible").defer("functions", "functions_en")
    return facts.first() or Department()


# Made anew with each generation: Department and Post are among PUBLIC_RECORDS.
KEPT: Final = KeptValue(_department)


def department() -> Department:
    """Return what is known of the department; a row of nothing where nobody has written any."""
    return KEPT.get()


def last_known_department() -> Department:
    """Return the same as it was last seen, for pages that are made without the database."""
    return KEPT.last() or Department()


def site_names() -> SiteNames:
    """Return what the site is called in both languages; settings.SITE_NAMES names this.

    Without the database it is called what it was called last.
    """
    try:
        known = department()
    except Error:
        known = last_known_department()
    vi, en = known.name or settings.SITE_NAME, known.name_en or settings.SITE_NAME_EN
    return SiteNames(vi, en, known.short_name or vi, known.short_name_en or en)
