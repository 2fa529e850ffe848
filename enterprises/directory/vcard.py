"""An enterprise's public contacts as a vCard, the way a telephone takes them in (RFC 6350)."""

from collections.abc import Iterator
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from enterprises.profiles.models import Enterprise
from portal.exchange.datafiles.options import beside

# Octets of a line without its break; longer lines go on behind a space.
MAX_LINE_BYTES: Final = 75
_ESCAPED: Final = str.maketrans({"\\": "\\\\", ",": "\\,", ";": "\\;", "\n": "\\n", "\r": None})


def vcard(enterprise: Enterprise, *, sectors: list[str], warning: str = "") -> bytes:
    """Return the card of a public enterprise; of its private contact nothing is in it.

    `warning` is what its readers are told of a profile that may be out of date.
    """
    lines = ["BEGIN:VCARD", "VERSION:4.0", *_properties(enterprise, sectors, warning), "END:VCARD"]
    return b"".join(piece + b"\r\n" for line in lines for piece in _folded(line))


def _properties(enterprise: Enterprise, sectors: list[str], warning: str) -> Iterator[str]:
    page = settings.SITE_URL + enterprise.path
    yield "KIND:org"
    # By the key: with another address it would be another contact (RFC 6350, 6.7.6).
    uid = uuid5(NAMESPACE_URL, f"{settings.SITE_URL}/#doanh-nghiep-{enterprise.pk}")
    yield f"UID:urn:uuid:{uid}"
    yield f"SOURCE:{beside(page, 'vcf')}"
    for name, value in (
        ("FN", enterprise.title),
        ("ORG", enterprise.title),
        ("NICKNAME", enterprise.short_name),
        ('TEL;TYPE="voice,work"', enterprise.phone),
        ("EMAIL;TYPE=work", enterprise.email),
        ("NOTE", _("A sample enterprise, made up to show the site.") * enterprise.is_sample),
        ("NOTE", warning),
    ):
        if value:
            yield f"{name}:{_escaped(value)}"
    if enterprise.address:
        unit = enterprise.locality.of_today.name if enterprise.locality else ""
        yield f"ADR;TYPE=work:;;{_escaped(enterprise.address)};{_escaped(unit)};;;"
    if sectors:
        yield "CATEGORIES:" + ",".join(map(_escaped, sectors))
    yield f"URL:{enterprise.website or page}"
    yield f"REV:{localtime(enterprise.updated_at):%Y%m%dT%H%M%S%z}"


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> Iterator[bytes]:
    """Yield the line in pieces of 75 octets at most; no letter is cut in two."""
    piece = b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > MAX_LINE_BYTES:
            yield piece
            piece = b" "
        piece += octets
    yield piece
