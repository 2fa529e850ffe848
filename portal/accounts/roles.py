"""The roles are groups; their permissions are three and hold for every kind of page."""

from enum import StrEnum

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from portal.accounts.models import User


class Role(StrEnum):
    """A group of users; the value is its name on screen."""

    REPORTER = "Người soạn tin"
    EDITOR = "Biên tập viên"
    PUBLISHER = "Người duyệt"
    REPRESENTATIVE = "Người đại diện doanh nghiệp"


# Rights on publications of any kind, declared in Publication.Meta.permissions.
WRITE = "publishing.write_publication"
EDIT = "publishing.edit_publication"
PUBLISH = "publishing.publish_publication"


def works_here(user: User | AnonymousUser) -> bool:
    """Return whether the user belongs to the staff that writes or publishes."""
    return user.is_active and user.is_staff and (user.has_perm(WRITE) or user.has_perm(PUBLISH))


def edits(user: User | AnonymousUser) -> bool:
    """Return whether the user answers for the work of others too: editors and publishers do."""
    return user.has_perm(EDIT) or user.has_perm(PUBLISH)


def writes(user: User | AnonymousUser, *, own: bool) -> bool:
    """Return whether the user may change a text: their own, as an editor others', too."""
    return user.has_perm(WRITE) and (own or user.has_perm(EDIT))


def writes_for_others(user: User | AnonymousUser) -> bool:
    """Return whether the user may change what others wrote."""
    return works_here(user) and user.has_perm(EDIT)


def reviews(user: User | AnonymousUser) -> bool:
    """Return whether the user belongs to the staff and answers for the work of others too."""
    return works_here(user) and edits(user)


def publishes(user: User | AnonymousUser) -> bool:
    """Return whether the user decides what readers see."""
    return works_here(user) and user.has_perm(PUBLISH)


def administers(user: User | AnonymousUser) -> bool:
    """Return whether the user keeps the accounts of the staff."""
    return user.is_active and user.is_staff and user.has_perm("accounts.change_user")


def signed_in(request: HttpRequest) -> User:
    """Return the person who asks; the view lets in nobody who is not signed in."""
    assert isinstance(request.user, User)  # noqa: S101  # narrows the type for mypy
    return request.user


def staff(request: HttpRequest) -> User:
    """Return the person at the desk; the admin site lets nobody else in."""
    return signed_in(request)
