"""Enterprises as the search of the admin finds them: by name, words, or tax code."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from enterprises.profiles.models import Enterprise
from portal.accounts.models import User
from portal.accounts.roles import works_here
from portal.kit.finding import MOST_FOUND, Hit, Hits
from portal.publishing.lookup import with_words


def find_enterprises(user: User, typed: str) -> list[Hits]:
    """Return enterprises that the person may read; one query."""
    if not works_here(user):
        return []
    rows = with_words(Enterprise.objects.readable_by(user), typed)
    found = rows.order_by("sort_key", "pk").values_list("pk", "title", "tax_code")[:MOST_FOUND]
    hits = tuple(
        Hit(title, reverse("admin:profiles_enterprise_change", args=[pk]), tax_code or "")
        for pk, title, tax_code in found
    )
    return [Hits(_("Enterprises"), hits)]
