"""How long the certificate still holds that readers are shown: browsers refuse a site without."""

import socket
import ssl
from datetime import datetime
from urllib.parse import urlsplit

from cryptography import x509
from django.conf import settings

_SECONDS = 2.0


def certificate_ends_at() -> datetime | None:
    """Return when the certificate ends that this machine shows for SITE_URL.

    None where SITE_URL is no https, and where nobody shows one here: another machine may stand in
    front. One that has ended, or that no browser trusts, is read all the same.
    """
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or address.hostname is None:
        return None
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    here = ("127.0.0.1", address.port or 443)
    try:
        with (
            socket.create_connection(here, timeout=_SECONDS) as plain,
            context.wrap_socket(plain, server_hostname=address.hostname) as connection,
        ):
            shown = connection.getpeercert(binary_form=True)
        return x509.load_der_x509_certificate(shown).not_valid_after_utc if shown else None
    except (OSError, ValueError):  # ValueError: one that nobody can read
        return None
