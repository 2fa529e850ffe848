"""The staff's menu: groups of work, of which each person has what they write or decide on."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.text import capfirst

from portal.accounts.roles import edits, staff
from portal.kit.navigation import NavEntry, NavGroup
from portal.kit.text.sorting import sort_key

# A menu of so few entries is shown whole; of more only the group that is being worked in is open.
FEW = 14
# The first page, and the lists behind its tiles.
_OF_THE_DESK: Final = ("index", "waiting")


@dataclass(frozen=True, slots=True)
class NavLink:
    """An entry of the menu as one person has it."""

    label: str
    url: str
    # Where a new row is begun; "" where this person begins none.
    add_url: str = ""
    is_current: bool = False
    # Of a list, what its rows are: "department.Department".
    model: str = ""


@dataclass(frozen=True, slots=True)
class NavBlock:
    """A group of the menu as one person has it; folded unless it is open."""

    name: str
    links: tuple[NavLink, ...]
    is_open: bool
    has_settings: bool = False


class Navigation:
    """What one person finds in the admin, made of the lists that its site gives them."""

    def __init__(self, request: HttpRequest, app_list: Iterable[dict[str, Any]]) -> None:
        self._user = staff(request)
        self._path = request.path
        self._desk = reverse("admin:index")
        page = request.resolver_match.url_name if request.resolver_match else ""
        self._is_desk = page in _OF_THE_DESK
        self._lists: dict[str, dict[str, Any]] = {
            each["model"]._meta.label: each for app in app_list for each in app["models"]
        }

    def menu(self) -> list[NavBlock]:
        """Return the groups with what this person works on, and with the page that is open.

        A group of nothing is left out.
        """
        return self._blocks(self._stands_in_menu)

    def everything(self) -> list[NavBlock]:
        """Return all that this person may open, what is only read and stands elsewhere, too."""
        return self._blocks(self._may_open)

    def writes(self) -> list[NavLink]:
        """Return what this person may begin: the daily kinds, the first of them most often."""
        found = [(entry, self._lists.get(entry.target)) for entry in settings.ADMIN_WRITES]
        return [
            NavLink(capfirst(str(entry.label or each["model"]._meta.verbose_name)), each["add_url"])
            for entry, each in found
            if each is not None and each.get("add_url")
        ]

    def own(self) -> tuple[NavLink, ...]:
        """Return what the person keeps of the own account, as the menu of the name has it."""
        return self._links(settings.ADMIN_OWN, is_sorted=False)

    # --- how it is made ------------------------------------------------------------------------

    def _blocks(self, is_shown: Callable[[NavEntry], bool]) -> list[NavBlock]:
        groups: list[tuple[NavGroup, tuple[NavLink, ...]]] = [
            (group, self._links(filter(is_shown, group.entries), is_sorted=group.is_sorted))
            for group in settings.ADMIN_NAVIGATION
        ]
        are_few = sum(len(links) for _group, links in groups) <= FEW
        # The desk, and the pages that most people write, are never folded away.
        always = {id(group) for group in settings.ADMIN_NAVIGATION[:2]}
        return [
            NavBlock(
                str(group.name),
                links,
                are_few or id(group) in always or any(link.is_current for link in links),
                group.has_settings,
            )
            for group, links in groups
            if links
        ]

    def _links(self, entries: Iterable[NavEntry], *, is_sorted: bool) -> tuple[NavLink, ...]:
        links = tuple(self._made(entries))
        return tuple(sorted(links, key=lambda link: sort_key(link.label))) if is_sorted else links

    def _made(self, entries: Iterable[NavEntry]) -> Iterator[NavLink]:
        for entry in entries:
            each = self._lists.get(entry.target, {})
            url = self._url(entry)
            own = entry.own_label if not edits(self._user) else ""
            label = own or entry.label or each.get("name", "")
            yield NavLink(
                capfirst(str(label)),
                url,
                each.get("add_url") or "",
                self._is_current(url),
                entry.target if each else "",
            )

    def _url(self, entry: NavEntry) -> str:
        each = self._lists.get(entry.target, {})
        return each.get("admin_url") or reverse(entry.target)

    def _is_current(self, url: str) -> bool:
        """Return whether the page that is open belongs to the entry; to the desk, what waits."""
        return self._is_desk if url == self._desk else self._path.startswith(url)

    def _may_open(self, entry: NavEntry) -> bool:
        if entry.opens:
            return bool(import_string(entry.opens)(self._user))
        return bool(self._lists.get(entry.target, {}).get("admin_url"))

    def _stands_in_menu(self, entry: NavEntry) -> bool:
        if not self._may_open(entry):
            return False
        if self._is_current(self._url(entry)):
            return True
        if entry.is_elsewhere or (entry.needs and not self._user.has_perm(entry.needs)):
            return False
        perms = self._lists.get(entry.target, {}).get("perms", {})
        return bool(entry.opens or entry.is_worked_on or perms.get("add") or perms.get("change"))
