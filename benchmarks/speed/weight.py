"""Bytes of pages as they are sent, in each encoding."""

from typing import Final

from benchmarks.speed.pages import get
from benchmarks.speed.serving import Site

ENCODINGS: Final = ("identity", "gzip", "br", "zstd")


def weigh(sites: dict[str, Site], pages: dict[str, str]) -> list[dict[str, object]]:
    """Return the bytes of each page of each site; an encoding that it has not is not told."""
    return [
        {"site": name, "page": page} | _bytes(site, path)
        for name, site in sites.items()
        for page, path in pages.items()
    ]


def _bytes(site: Site, path: str) -> dict[str, int]:
    found = {}
    for encoding in ENCODINGS:
        _status, headers, body = get(site, path, {"Accept-Encoding": encoding})
        if headers.get("content-encoding", "identity") == encoding:
            found[encoding] = len(body)
    return found
