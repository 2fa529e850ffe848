"""What the rights of a role let one do, in words: of a single right, and of a whole role."""

from django.contrib.auth.models import Group, Permission
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrPromise

from portal.accounts.roles import EDIT, PUBLISH, WRITE, Role

# What a right lets one do with the rows that it is about.
_VERBS: dict[str, StrPromise] = {
    "add": _("add rows"),
    "change": _("change rows"),
    "delete": _("delete rows"),
    "view": _("see rows"),
    "write": _("write and send in"),
    "edit": _("edit texts of others"),
    "publish": _("review, publish, schedule, withdraw"),
}


def permission_label(permission: Permission) -> str:
    """Name a right by the rows that it is about and what one may do with them."""
    verb = _VERBS.get(permission.codename.partition("_")[0])
    model = permission.content_type.model_class()
    if verb is None or model is None:
        return gettext(permission.name)
    return f"{capfirst(str(model._meta.verbose_name))}: {verb}"


def role_label(role: Group) -> str:
    """Name a role with what it may do, as its rights in the table say; its `permissions` are read.

    Who gives a role to somebody reads it beside the box to tick.
    """
    may = role_words(role)
    return f"{role.name}: {may}" if may else role.name


def role_words(role: Group) -> str:
    """Say what a role may do: of pages first, then with rows of other tables."""
    if role.name == Role.REPRESENTATIVE:
        return gettext("looks after the page of an enterprise at its own desk; sees nothing here")
    rights = {right.codename: right for right in role.permissions.all()}
    of_pages = [right.partition(".")[2] for right in (WRITE, EDIT, PUBLISH)]
    may = [str(_VERBS[name.partition("_")[0]]) for name in of_pages if name in rights]
    may += [permission_label(right) for name, right in rights.items() if name not in of_pages]
    if may and of_pages[-1] not in rights:
        may.append(gettext("publishes nothing"))
    return "; ".join(may)
