"""The staff's menu as the settings write it: groups of work, each with its entries in order."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A list of the admin, or a page of it, in the menu.

    `target` is a model ("articles.Article") or the name of an address ("admin:bin"). A list stands
    in the menu of who writes there, and an address in that of whom `opens`, a function of a user by
    its dotted path, lets in. Any other one stands there while it is open.
    """

    target: str
    label: str | Promise = ""
    # What it is called for who sees only what was given to them.
    own_label: str | Promise = ""
    opens: str = ""
    # A permission without which it stays out of the menu; the search finds it all the same.
    needs: str = ""
    # Its work is done by buttons on pages of its own, so whoever sees it works there.
    is_worked_on: bool = False
    # It is reached from a page of the list that it belongs to, from the desk, or by searching.
    is_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Entries that belong to one work; a list of settings is sorted by the alphabet."""

    name: str | Promise
    entries: tuple[NavEntry, ...]
    is_sorted: bool = False
    # Whether the fields of its forms are settings, which the search finds one by one.
    has_settings: bool = False
