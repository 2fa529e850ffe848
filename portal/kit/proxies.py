"""The address of the client, as the proxies that TRUSTED_PROXIES names report it."""

import re
from collections.abc import Iterable
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

from django.core.exceptions import ImproperlyConfigured

type Address = IPv4Address | IPv6Address
type Network = IPv4Network | IPv6Network

_WITH_PORT: Final = re.compile(r"(?:\[([^\[\]]+)\]|([0-9.]+))(?::[0-9]{1,5})?")
# ::ffff:0:0/96 holds all of IPv4.
_MAPPED_BITS: Final = 96
# A household or an office has a whole such network of IPv6 to itself.
IPV6_SITE_PREFIX: Final = 64


def trusted_networks(words: Iterable[str], *, variable: str = "TRUSTED_PROXIES") -> list[Network]:
    """Return the networks that the words of a variable name.

    Raises ImproperlyConfigured where a word is no address and no network in CIDR form.
    """
    return [_network(word.strip(), variable) for word in words if word.strip()]


def _network(word: str, variable: str) -> Network:
    try:
        network = ip_network(word)
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{variable} names {word!r}, which is no address and no network; write those of "
            "the proxies, separated by commas, such as 127.0.0.1,10.0.0.0/8."
        ) from error
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is None or network.prefixlen < _MAPPED_BITS:
        return network
    return IPv4Network((mapped, network.prefixlen - _MAPPED_BITS))


def parse_address(text: str) -> Address | None:
    """Return the address in `text`, or None; a port, brackets and a zone are left out.

    An IPv4 address that is written as IPv6 comes back as IPv4.
    """
    text = text.strip()
    if found := _WITH_PORT.fullmatch(text):
        text = found[1] or found[2]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return address.ipv4_mapped
    return address


def network_of(text: str) -> str:
    """Return an address as it is counted: of IPv6 the whole network of a site, else as it is."""
    address = parse_address(text)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((int(address), IPV6_SITE_PREFIX), strict=False))
    return str(address or text)


def is_trusted(address: Address | None, trusted: Iterable[Network]) -> bool:
    """Return whether `address` is one of a trusted proxy."""
    return address is not None and any(address in network for network in trusted)


def client_address(remote: str, forwarded: str, trusted: Iterable[Network]) -> str:
    """Return the rightmost address of `forwarded` (X-Forwarded-For) that is no trusted proxy.

    `remote`, the address at the other end of the connection, is the client where it is not
    trusted itself. What is no address ends the chain: left of it, anybody may have written.
    """
    networks = list(trusted)
    client = parse_address(remote)
    if client is None:
        return remote
    for word in reversed([word for word in forwarded.split(",") if word.strip()]):
        further = parse_address(word)
        if further is None or not is_trusted(client, networks):
            break
        client = further
    return str(client)
