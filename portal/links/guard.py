"""Guards where a check may connect to: public machines, never those of our own network."""

import ipaddress
import socket
from collections.abc import Callable

type Allowed = Callable[[str], bool]


class Refused(Exception):
    """The address leads to a place that is not for the public."""


class NoAnswer(Exception):
    """Nobody answered there; says why in few words."""


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the open internet, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        # Only what is plainly global: addresses that carry an IPv4 one may lead back to us.
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inner or ip in ipaddress.ip_network("64:ff9b::/96"):
            return False
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, *, allowed: Allowed = is_public) -> str:
    """Return the IP address to connect to; raise Refused if any of the host's is not public.

    Connect to this very address: a second look-up could give another one.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoAnswer(f"name not found: {host}") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses or not all(map(allowed, addresses)):
        raise Refused(host)
    return addresses[0]
