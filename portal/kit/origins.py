"""Origins of addresses, as settings name them and as requests are held against them."""

from urllib.parse import urlsplit


def origin_of(url: str) -> str:
    """Return scheme, host and port of the address; "" for what has none of its own."""
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
        return ""
    return f"{parts.scheme}://{parts.hostname}{port}"


def is_protected(url: str) -> bool:
    """Return whether what goes there is read by nobody on the way: TLS, or this machine itself."""
    origin = origin_of(url)
    return origin.startswith("https://") or urlsplit(origin).hostname in ("127.0.0.1", "localhost")
