"""People as the search of the admin finds them, for who keeps their accounts."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.roles import administers
from portal.kit.finding import Hit, Hits, with_all_words

# An office has some dozens, with the firms' people some hundreds.
MAX_PEOPLE: Final = 2000


def find_people(user: User, typed: str) -> list[Hits]:
    """Return accounts by name, user name or e-mail address, for administrators; one query."""
    if not administers(user):
        return []
    columns = ("pk", "username", "first_name", "last_name", "email", "is_active")
    hits = (
        Hit(str(each), reverse("admin:accounts_user_change", args=[each.pk]), _facts(each))
        for each in User.objects.only(*columns).order_by("-is_active", "username")[:MAX_PEOPLE]
    )
    return [Hits(_("People"), with_all_words(hits, typed))]


def _facts(person: User) -> str:
    """Return what tells people apart, where the name does not say it already."""
    known = (each for each in (person.username, person.email) if each != str(person))
    return " · ".join(filter(None, known))
