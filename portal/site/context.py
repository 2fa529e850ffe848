"""The context of every public page."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from portal.branding.brand import brand
from portal.department import identity
from portal.emergency import alerts
from portal.kit.site_names import site_name
from portal.pagecache.fragments import Typed
from portal.publishing.languages import ENGLISH
from portal.publishing.paging import shown_page
from portal.site import menu

# Named parts of addresses that open something to whoever holds them.
SECRETS: Final = frozenset({"mark", "token"})

# The parameter of large letters, and what it says.
SIZE: Final = "co-chu"
LARGE: Final = "lon"


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's names, with the one address under which this page is known."""
    return shell(request.path) | {
        # These parts of the page are kept as fragments, for they are as all pages have them.
        "kept_shell": True,
        "kept_contact": True,
        # Asked for by templates only, so that a page without a footer asks nothing.
        "department": identity.department,
        "canonical_url": canonical_url(request),
        # A view of the same page, asked for by its address: it works without script and cookie.
        "is_large_print": request.GET.get(SIZE) == LARGE,
        "resized": resized(request),
        "shown": shown_query(request),
    }


def shell(path: str = "") -> dict[str, Any]:
    """Return what base.html needs, without the database: error pages use it too."""
    is_english = get_language() == ENGLISH
    return {
        "site_name": site_name(),
        "site_url": settings.SITE_URL,
        "site_is_demo": settings.SITE_IS_DEMO,
        "department": identity.last_known_department(),
        "canonical_url": "",
        # Where paper names another source than the page's one address, such as an earlier day's.
        "printed_url": "",
        "emergency": alerts.current_alert(),
        "menu": menu.Menu(path, is_english),
        "footer": menu.english_footer if is_english else menu.footer,
        "brand": brand(),
        # Where a view sets it the page is, but for its text, a matter of its address alone.
        "kept_page": None,
        "kept_shell": None,
        "kept_contact": None,
    }


def resized(request: HttpRequest) -> str:
    """Return the query for the other size of letters, with all else that the page looks at."""
    query = request.GET.copy()
    for name in set(query) - settings.PAGE_PARAMETERS:
        del query[name]
    if query.get(SIZE) == LARGE:
        del query[SIZE]
    else:
        query[SIZE] = LARGE
    return f"?{query.urlencode(safe='/')}" if query else ""


def shown_query(request: HttpRequest) -> str:
    """Return what of the query changes what a page says, such as a day; no size of letters."""
    query = request.GET.copy()
    for name in set(query) - (settings.PAGE_PARAMETERS - {SIZE}):
        del query[name]
    return Typed(f"?{query.urlencode()}") if query else ""


def canonical_url(request: HttpRequest) -> str:
    """Return the address without sorting and tracking; later pages of a list keep their number.

    Return "" if the address is itself a secret: it would stand on each printed sheet.
    """
    if request.resolver_match and not SECRETS.isdisjoint(request.resolver_match.kwargs):
        return ""
    # What the view has looked at: it must never repeat what a stranger wrote into a query.
    page = shown_page(request)
    suffix = f"?trang={page}" if page > 1 else ""
    return f"{settings.SITE_URL}{request.path}{suffix}"
