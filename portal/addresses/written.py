"""Addresses as people write them, in the one form in which they are kept and compared."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from portal.publishing.references import is_gone

MAX_LENGTH: Final = 255
LEADS_INSIDE: Final = _("It leads to an address of this site, such as /tin-tuc/.")
_NO_PATH: Final = _("Write an address that begins with one /, such as /tin/cu.html.")


def normalized(written: str) -> str:
    """Return path and query in one form: no host, letters as they are, fields by their names.

    Raise ValidationError where it is no address of a site.
    """
    try:
        parts = urlsplit(written.strip())
    except ValueError as error:
        raise ValidationError(_NO_PATH) from error
    path = unquote(parts.path) or "/"
    if not path.startswith("/") or path.startswith("//") or _is_strange(path):
        raise ValidationError(_NO_PATH)
    address = with_fields(path, parse_qsl(parts.query, keep_blank_values=True))
    # A letter with marks behind the question mark takes up to nine.
    MaxLengthValidator(MAX_LENGTH)(address)
    return address


def with_fields(path: str, fields: Iterable[tuple[str, str]]) -> str:
    """Return the address with its fields in the order of their names."""
    query = urlencode(sorted(fields))
    return f"{path}?{query}" if query else path


def folders_of(path: str) -> list[str]:
    """Return the folders that a path lies below, and itself if it is one."""
    above = [path[: place + 1] for place, letter in enumerate(path) if letter == "/" and place]
    return above[-20:]


def _is_strange(text: str) -> bool:
    return any(letter in "\\?\x7f" or ord(letter) < 32 for letter in text)


def checked_target(written: str) -> str:
    """Return an address of this site; raise ValidationError for one outside or without a page."""
    target = normalized(written)
    path = target.partition("?")[0]
    if urlsplit(written.strip()).netloc or not path[1:2].isalpha():
        raise ValidationError({"target": LEADS_INSIDE})
    if not _is_answered(path) or is_gone(path):
        message = _("This site has no such address; open the page and copy its address.")
        raise ValidationError({"target": message})
    return target


def _is_answered(path: str) -> bool:
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
