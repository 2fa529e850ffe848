"""The bar above a public page that only who works here gets: its state, and ways to its form."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import edits, works_here
from portal.kit.session_cookie import may_be_signed_in
from portal.publishing import changes, deciding, permissions
from portal.publishing.models import ChangeSet, Publication
from portal.publishing.models.kinds import admin_address
from portal.publishing.models.state import State
from portal.publishing.scheduling import in_words
from portal.publishing.state_words import change_words, page_words


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the bar."""

    label: str
    address: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """What the bar says of a page."""

    state: str
    change: str
    ways: list[Way]


def bar_for(request: HttpRequest | None, page: Publication | None) -> Bar | None:
    """Return the bar of a page for who is signed in and works here; None for all readers.

    Readers are not even asked who they are: their pages are kept, and depend on no cookie.
    """
    if request is None or page is None or not may_be_signed_in(request):
        return None
    user = request.user
    if not isinstance(user, User) or not works_here(user) or not admin_address(page.kind, page.pk):
        return None
    may_write = permissions.may_write(user, page)
    sees_more = permissions.sees_what_waits(user, page, may_write=may_write)
    change = changes.open_change(page) if sees_more and page.state == State.PUBLISHED else None
    ways = _ways(user, page, change, may_write=may_write, sees_more=sees_more)
    return Bar(_state(page), _of_change(change), ways)


def _state(page: Publication) -> str:
    return _("%(state)s, %(at)s") % {
        "state": page_words(page),
        "at": in_words(page.published_at),
    }


def _of_change(change: ChangeSet | None) -> str:
    """Return where the change that waits stands; nothing where none does."""
    if change is None:
        return ""
    return f"{capfirst(change_words(change.state, change.publish_at))}."


def _ways(
    user: User, page: Publication, change: ChangeSet | None, *, may_write: bool, sees_more: bool
) -> list[Way]:
    def way(label: str, view: str, *, is_main: bool = False) -> Way:
        return Way(label, admin_address(page.kind, page.pk, view=view), is_main)

    form = _("Edit this page") if may_write else _("See the form of this page")
    ways = [way(form, "change", is_main=True), Way(_("Work desk"), reverse("admin:index"))]
    if change is not None and change.state in deciding.SENT:
        ways.append(way(_("See the change"), "review"))
    if sees_more:
        ways += [way(_("Preview"), "preview"), way(_("Versions"), "history")]
    ways += (each for name in settings.STAFF_BAR_WAYS for each in import_string(name)(user, page))
    if edits(user):
        ways.append(Way(_("Statistics"), reverse("admin:statistics")))
    return ways
