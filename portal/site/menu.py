"""The menu and the footer: what people come for, in groups."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Self

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.branding.brand import brand
from portal.publishing.languages import ENGLISH, english_path


@cache
def address(view: str, *parts: str) -> str:
    """Return the path of a named view; reversed once, as each page shows some forty of them."""
    return reverse(view, args=parts)


@dataclass(frozen=True)
class MenuEntry:
    """A page of the site that the menu or the footer names."""

    view: str
    label: str | Promise
    # Where only those go who have an account, crawlers are not led.
    is_followed: bool = True
    # A place within the page, which has a word of its own.
    anchor: str = ""

    @property
    def path(self) -> str:
        return f"{address(self.view)}{self.anchor}"

    @property
    def key(self) -> str:
        """Return under what the department keeps its own word for the entry."""
        return f"{self.view}{self.anchor}"


@dataclass(frozen=True)
class Group:
    """Entries that people of one kind come for, under one word of the menu."""

    key: str
    label: str | Promise
    entries: tuple[MenuEntry, ...]


@dataclass(frozen=True)
class Link:
    """One word of the menu or the footer, as a page shows it."""

    path: str
    label: str | Promise
    current: bool = False
    is_followed: bool = True
    key: str = ""

    def under(self, words: Mapping[str, str]) -> Self:
        """Return the link under the department's own word, where there is one."""
        return replace(self, label=words.get(self.key) or self.label)


@dataclass(frozen=True)
class LinkGroup:
    """A word of the menu with the links below it, or a titled list of the footer."""

    label: str | Promise
    links: tuple[Link, ...]
    key: str = ""

    def under(self, words: Mapping[str, str]) -> Self:
        """Return the same with the department's own words, those of the links too."""
        links = tuple(link.under(words) for link in self.links)
        return replace(self, label=words.get(self.key) or self.label, links=links)


NEWS = MenuEntry("news:list", _("News"))
DOCUMENTS = MenuEntry("documents:list", _("Official documents"))
ABOUT = MenuEntry("about", _("About"))
CONTACT = MenuEntry("contact", _("Contact"))
CITIZENS = Group(
    "group:citizens",
    _("Citizens"),
    (
        MenuEntry("procedures:list", _("Administrative procedures")),
        MenuEntry("public_services", _("Public services")),
        MenuEntry("contact", _("Report a problem, ask us"), anchor="#hoi"),
        MenuEntry("questions:list", _("Questions and answers")),
        MenuEntry("consultations:list", _("Consultations on drafts")),
        MenuEntry("reception", _("Reception of citizens")),
        MenuEntry("enterprises:service_points", _("Service points and map of communes")),
        MenuEntry("notices:list", _("Notices of tenders, jobs and budget")),
        MenuEntry("published_index:index", _("Published information")),
        MenuEntry("follow", _("Follow what is new")),
    ),
)
ENTERPRISES = Group(
    "group:enterprises",
    _("Enterprises"),
    (
        MenuEntry("enterprises:list", _("Directory of enterprises")),
        MenuEntry("enterprises:product_list", _("Products")),
        MenuEntry("enterprises:infrastructure_list", _("Shared infrastructure")),
        MenuEntry("enterprises:event_list", _("Events")),
        MenuEntry("enterprises:association", _("Informatics association")),
        MenuEntry("enterprises:desk", _("Sign-in of enterprises"), is_followed=False),
    ),
)
FIGURES = Group(
    "group:figures",
    _("Figures"),
    (
        MenuEntry("projects:indicator_list", _("Indicators")),
        MenuEntry("projects:masterplan_list", _("Plans")),
        MenuEntry("projects:promise_list", _("Tasks and promises")),
        MenuEntry("projects:project_list", _("Projects")),
        MenuEntry("service_figures", _("How we serve, in figures")),
        MenuEntry("opendata:index", _("Open data")),
    ),
)
SITE = Group(
    "group:site",
    _("The department and this site"),
    (
        ABOUT,
        CONTACT,
        MenuEntry("work_calendar", _("Working calendar")),
        NEWS,
        DOCUMENTS,
        MenuEntry("topics", _("Topics")),
        MenuEntry("site_map", _("Site map")),
    ),
)
MENU: Final[tuple[MenuEntry | Group, ...]] = (
    NEWS,
    DOCUMENTS,
    CITIZENS,
    ENTERPRISES,
    FIGURES,
    ABOUT,
    CONTACT,
)
FOOTER: Final = (CITIZENS, ENTERPRISES, FIGURES, SITE)
# What exists below /en/: entries of the site itself, then lists of what has been translated.
ENGLISH_LISTS = (
    NEWS,
    MenuEntry("projects:masterplan_list", _("Plans")),
    MenuEntry("projects:indicator_list", _("Indicators")),
    MenuEntry("enterprises:list", _("Enterprises")),
    MenuEntry("opendata:index", _("Open data")),
)


def entries() -> Iterator[MenuEntry]:
    """Return every entry of the menu, those below a word of it, too."""
    for item in MENU:
        yield from item.entries if isinstance(item, Group) else (item,)


@dataclass(frozen=True)
class Menu:
    """The menu of a page, in which the entry is marked that the page's address lies below.

    Made when a template asks: of most pages it is kept, by `here`.
    """

    path: str
    is_english: bool = False

    @property
    def here(self) -> str:
        """Return the address of the marked entry; nested ones: the longest that fits."""
        listed = _english_paths() if self.is_english else _paths()
        return max((each for each in listed if self.path.startswith(each)), key=len, default="")

    def __iter__(self) -> Iterator[Link | LinkGroup]:
        """Give the links, under the department's own words."""
        listed = _english_menu() if self.is_english else _menu()
        here = self.here
        return (_marked(item, here) for item in own_words(listed))


def footer() -> tuple[LinkGroup, ...]:
    """Return the titled lists of the footer."""
    return tuple(own_words(_footer()))


def english_footer() -> tuple[LinkGroup, ...]:
    """Return the footer's lists of what exists in English."""
    return tuple(own_words(_english_footer()))


def named_places() -> list[tuple[str, str]]:
    """Return what the department may call otherwise: its key, and how it is called here."""
    listed: list[MenuEntry | Group] = [*MENU, *(each for each in FOOTER if each not in MENU)]
    found = {}
    for item in listed:
        found[item.key] = str(item.label)
        for entry in item.entries if isinstance(item, Group) else ():
            found.setdefault(entry.key, f"{item.label} › {entry.label}")
    return list(found.items())


def own_words[Item: (Link, LinkGroup, Link | LinkGroup)](items: Iterable[Item]) -> list[Item]:
    """Return links and groups under the department's own words, where it has written any."""
    words = brand().words
    place = int(get_language() == ENGLISH)
    own = {key: pair[place] for key, pair in words.items() if pair[place]}
    return [item.under(own) for item in items] if own else list(items)


@cache
def _english_footer() -> tuple[LinkGroup, ...]:
    """Return the footer's lists of what exists in English."""
    site = (
        Link(address("en:search"), _("Search")),
        Link(address("en:light_home"), _("In storms and floods")),
        Link(address("feed", "en", "rss.xml"), "RSS"),
    )
    return (
        LinkGroup(
            _("The department"),
            _english(ABOUT, CONTACT, MenuEntry("reception", _("Reception of citizens"))),
        ),
        LinkGroup(_("Published in English"), _english(*ENGLISH_LISTS)),
        LinkGroup(_("This site"), site),
    )


@cache
def _paths() -> tuple[str, ...]:
    return tuple(entry.path for entry in entries())


@cache
def _english_paths() -> tuple[str, ...]:
    return tuple(link.path for link in _english_menu())


@cache
def _english_menu() -> tuple[Link, ...]:
    """Return the menu of what exists below /en/."""
    return _english(*ENGLISH_LISTS, ABOUT, CONTACT)


def _english(*listed: MenuEntry) -> tuple[Link, ...]:
    return tuple(Link(english_path(entry.path), entry.label, key=entry.key) for entry in listed)


@cache
def _menu() -> tuple[Link | LinkGroup, ...]:
    return tuple(_group(item) if isinstance(item, Group) else _link(item) for item in MENU)


@cache
def _footer() -> tuple[LinkGroup, ...]:
    return tuple(map(_group, FOOTER))


def _group(group: Group) -> LinkGroup:
    return LinkGroup(group.label, _links(group.entries), key=group.key)


def _links(listed: Iterable[MenuEntry]) -> tuple[Link, ...]:
    return tuple(map(_link, listed))


def _link(entry: MenuEntry) -> Link:
    return Link(entry.path, entry.label, is_followed=entry.is_followed, key=entry.key)


def _marked(item: Link | LinkGroup, here: str) -> Link | LinkGroup:
    if isinstance(item, Link):
        return replace(item, current=True) if item.path == here else item
    links = tuple(replace(link, current=True) if link.path == here else link for link in item.links)
    return replace(item, links=links)
