"""What every public page knows about the site it belongs to."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.emergency import board
from portal.publishing.languages import ENGLISH, english_path, site_name


@dataclass(frozen=True)
class MenuItem:
    """One word of the masthead's menu."""

    path: str
    label: str | Promise
    current: bool = False
    # Other addresses where readers are in this part of the site, too.
    also: tuple[str, ...] = ()

    def leads(self, path: str) -> bool:
        """Whether a page of that address belongs to this part of the site."""
        return path.startswith((self.path, *self.also))


# Named parts of addresses that open something to whoever holds them.
SECRETS: Final = frozenset({"mark", "token"})
OF_ENTERPRISES = ("/san-pham/", "/ha-tang/", "/hoi-tin-hoc/")
MENU = (
    MenuItem("/tin-tuc/", _("News")),
    MenuItem("/quy-hoach/", _("Plans")),
    MenuItem("/chi-tieu/", _("Indicators")),
    MenuItem("/doanh-nghiep/", _("Enterprises"), also=OF_ENTERPRISES),
    MenuItem("/gioi-thieu/", _("About")),
    MenuItem("/lien-he/", _("Contact"), also=("/hoi-dap/",)),
)


def site(request: HttpRequest) -> dict[str, Any]:
    """The shell's names, with the one address under which this page is known."""
    return shell(request.path) | {
        "canonical_url": canonical_url(request),
        # A view of the same page, asked for by its address: it works without script and cookie.
        "is_large_print": request.GET.get("co-chu") == "lon",
    }


def shell(path: str = "") -> dict[str, Any]:
    """What base.html needs, from settings and a file: it also dresses pages without a database."""
    is_english = get_language() == ENGLISH
    return {
        "site_name": site_name(),
        "site_url": settings.SITE_URL,
        "site_is_demo": settings.SITE_IS_DEMO,
        "canonical_url": "",
        "emergency": board.current(),
        "menu": _english_menu(path) if is_english else _menu(path),
    }


def _menu(path: str) -> list[MenuItem]:
    return [MenuItem(item.path, item.label, current=item.leads(path)) for item in MENU]


def _english_menu(path: str) -> list[MenuItem]:
    """The same words; what each leads to exists below /en/, too."""
    items = [MenuItem(english_path(item.path), item.label) for item in MENU]
    return [MenuItem(item.path, item.label, current=item.leads(path)) for item in items]


def canonical_url(request: HttpRequest) -> str:
    """The address without what only sorts or tracks; later pages of a list keep their number.

    Nothing where the address is itself a secret: it would stand on each sheet that is printed.
    """
    if request.resolver_match and not SECRETS.isdisjoint(request.resolver_match.kwargs):
        return ""
    page = request.GET.get("trang", "")
    # Digits only: a canonical address must never repeat what a stranger wrote into a query.
    is_later_page = page.isascii() and page.isdecimal() and page.lstrip("0") not in {"", "1"}
    suffix = f"?trang={int(page)}" if is_later_page and len(page) <= 9 else ""
    return f"{settings.SITE_URL}{request.path}{suffix}"
