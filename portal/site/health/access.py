"""Who may see details and figures: whoever asks from this machine, and the networks allowed."""

from django.conf import settings
from django.http import HttpRequest

from portal.kit.proxies import is_trusted, parse_address


def may_see_details(request: HttpRequest) -> bool:
    """Return whether the client's own address is one of those that may look inside.

    A proxy that nobody has named in TRUSTED_PROXIES gives its own address to all it brings: where
    somebody stands behind it, loopback says nothing.
    """
    address = parse_address(request.META.get("REMOTE_ADDR", ""))
    if address is None:
        return False
    if is_trusted(address, settings.MONITORING_ALLOWED):
        return True
    is_forwarded = any(
        name in request.META for name in ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_VIA")
    )
    return address.is_loopback and (not is_forwarded or bool(settings.TRUSTED_PROXIES))
