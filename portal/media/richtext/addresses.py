"""Addresses of links: what may stand in a text, and what was meant by one without its start."""

import re
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

# Longer than any address that leads somewhere; each word of a torn link would carry it.
MAX_LENGTH: Final = 2000
_CONTROLS: Final = re.compile(r"[\x00-\x20\x7f-\xa0]+")
_MAIL: Final = re.compile(r"[^\s@/:?#]+@[^\s@/:?#]+\.[^\s@/:?#.]+")
# No digit may be read in two ways: names of files full of digits would be tried in all of them.
_TELEPHONE: Final = re.compile(r"\+?(?:\d(?:%20|[.()-])*){5,}\d", re.ASCII)
# A host's name: labels with dots between them, the last of letters.
_HOST: Final = re.compile(r"(?:[\w-]+\.)+[a-z]{2,24}(?::\d{1,5})?", re.IGNORECASE)
# What looks like the end of a host and is that of a file.
_FILES: Final = frozenset(
    [
        "htm", "html", "php", "asp", "aspx", "jsp", "pdf", "doc", "docx", "xls", "xlsx", "ppt",
        "pptx", "odt", "ods", "zip", "rar", "jpg", "jpeg", "png", "gif", "webp", "mp", "txt", "csv",
    ]
)  # fmt: skip


def address(href: str) -> str:
    """Return the address a link may have, or "": web, mail, telephone, or a local place."""
    if len(href) > MAX_LENGTH:
        return ""
    href = _CONTROLS.sub(lambda found: "%20" if found.group() == " " else "", href.strip())
    # Browsers read a backslash as a slash.
    head, mark, tail = href.partition("?")
    href = _completed(head.replace("\\", "/") + mark + tail)
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme.lower() in {"http", "https"}:
        return local(href) if parts.netloc else ""
    if parts.scheme.lower() in {"mailto", "tel"} or not parts.scheme:
        return href
    return ""


def _completed(href: str) -> str:
    """Return the address that was meant by one without its beginning: `www.x.vn`, `tin-tuc`."""
    if href.startswith("//"):
        return f"https:{href}"
    if not href or not (href[0].isalnum() or href[0] == "+"):
        return href
    if _MAIL.fullmatch(href):
        return f"mailto:{href}"
    if _TELEPHONE.fullmatch(href):
        return f"tel:{re.sub(r'%20|[.()-]', '', href)}"
    first = re.split(r"[/?#]", href, maxsplit=1)[0]
    if _is_host(first):
        return f"https://{href}"
    if ":" in first:
        return href
    return _from_the_root(href)


def _is_host(text: str) -> bool:
    if not _HOST.fullmatch(text):
        return False
    name, _colon, _port = text.partition(":")
    return name.rpartition(".")[2].lower() not in _FILES


def _from_the_root(href: str) -> str:
    """Return the address of a page of ours whose path was typed without its slashes."""
    found = re.fullmatch(r"([^?#]*)(.*)", href, re.DOTALL)
    path, rest = (found[1], found[2]) if found else (href, "")
    is_file = "." in path.rpartition("/")[2]
    return f"/{path}{'' if path.endswith('/') or is_file else '/'}{rest}"


def local(href: str) -> str:
    """Return an address of this site without its host, so that it holds under any."""
    own = urlsplit(settings.SITE_URL).netloc.lower()
    parts = urlsplit(href)
    if parts.scheme.lower() not in {"http", "https"} or parts.netloc.lower() != own:
        return href
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))


def is_external(href: str) -> bool:
    return href.lower().startswith(("http:", "https:"))
