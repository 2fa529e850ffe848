"""The context of every public page."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.emergency import alerts
from portal.publishing.languages import ENGLISH, english_path, site_name


@cache
def address(view: str, *parts: str) -> str:
    """Return the path of a named view; reversed once, as each page shows some twenty of them."""
    return reverse(view, args=parts)


@dataclass(frozen=True)
class MenuItem:
    """One word of the masthead's menu."""

    view: str
    label: str | Promise
    # Views of other addresses where readers are in this part of the site, too.
    also: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return address(self.view)

    def leads(self, path: str) -> bool:
        """Return whether a page of that address belongs to this part of the site."""
        return path.startswith((self.path, *map(address, self.also)))


@dataclass(frozen=True)
class Link:
    """One word of the menu or the footer, as a page shows it."""

    path: str
    label: str | Promise
    current: bool = False
    # Where only those go who have an account, crawlers are not led.
    is_followed: bool = True


# Named parts of addresses that open something to whoever holds them.
SECRETS: Final = frozenset({"mark", "token"})
OF_ENTERPRISES = (
    "enterprises:product_list",
    "enterprises:infrastructure_list",
    "enterprises:association",
)
MENU = (
    MenuItem("news:list", _("News")),
    MenuItem("projects:masterplan_list", _("Plans")),
    MenuItem("projects:indicator_list", _("Indicators")),
    MenuItem("enterprises:list", _("Enterprises"), also=OF_ENTERPRISES),
    MenuItem("about", _("About")),
    MenuItem("contact", _("Contact"), also=("questions:list",)),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's names, with the one address under which this page is known."""
    return shell(request.path) | {
        "canonical_url": canonical_url(request),
        # A view of the same page, asked for by its address: it works without script and cookie.
        "is_large_print": request.GET.get("co-chu") == "lon",
    }


def shell(path: str = "") -> dict[str, Any]:
    """Return what base.html needs, without the database: error pages use it too."""
    is_english = get_language() == ENGLISH
    return {
        "site_name": site_name(),
        "site_url": settings.SITE_URL,
        "site_is_demo": settings.SITE_IS_DEMO,
        "canonical_url": "",
        "emergency": alerts.current_alert(),
        "menu": _english_menu(path) if is_english else _menu(path),
        "footer": _english_footer() if is_english else _footer(),
    }


def _menu(path: str) -> list[Link]:
    return [Link(item.path, item.label, current=item.leads(path)) for item in MENU]


def _english_menu(path: str) -> list[Link]:
    """Return the menu of what exists below /en/."""
    places = [(english_path(item.path), item.label) for item in MENU]
    return [Link(place, label, current=path.startswith(place)) for place, label in places]


@cache
def _footer() -> tuple[Link, ...]:
    """Return what the footer leads to beside the words of the menu."""
    return (
        Link(address("documents:list"), _("Official documents")),
        Link(address("procedures:list"), _("Administrative procedures")),
        Link(address("notices:list"), _("Notices of tenders, jobs and budget")),
        Link(address("published_index:index"), _("Published information")),
        Link(address("consultations:list"), _("Consultations on drafts")),
        Link(address("questions:list"), _("Questions and answers")),
        Link(address("enterprises:event_list"), _("Events")),
        Link(address("enterprises:product_list"), _("Products")),
        Link(address("enterprises:infrastructure_list"), _("Shared infrastructure")),
        Link(address("enterprises:association"), _("Informatics association")),
        Link(address("search"), _("Search")),
        Link(address("site_map"), _("Site map")),
        Link(address("opendata:index"), _("Open data")),
        Link(address("topics"), _("Topics")),
        Link(address("site_feed", "rss.xml"), "RSS"),
        Link(address("site_feed", "atom.xml"), "Atom"),
        Link(address("site_feed", "feed.json"), "JSON Feed"),
        Link(address("enterprises:desk"), _("Sign-in of enterprises"), is_followed=False),
        Link(address("account_login"), _("Staff sign-in"), is_followed=False),
    )


@cache
def _english_footer() -> tuple[Link, ...]:
    """Return the same of what exists in English."""
    return (
        Link(address("en:search"), _("Search")),
        Link(address("feed", "en", "rss.xml"), "RSS"),
    )


def canonical_url(request: HttpRequest) -> str:
    """Return the address without sorting and tracking; later pages keep their number.

    Return "" if the address is itself a secret: it would stand on each printed sheet.
    """
    if request.resolver_match and not SECRETS.isdisjoint(request.resolver_match.kwargs):
        return ""
    page = request.GET.get("trang", "")
    # Digits only: a canonical address must never repeat what a stranger wrote into a query.
    is_later_page = page.isascii() and page.isdecimal() and page.lstrip("0") not in {"", "1"}
    suffix = f"?trang={int(page)}" if is_later_page and len(page) <= 9 else ""
    return f"{settings.SITE_URL}{request.path}{suffix}"
