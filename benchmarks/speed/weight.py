"""Bytes of pages as they are sent, in each encoding."""

from collections.abc import Iterable
from typing import Final

from benchmarks.speed.cells import Cell
from benchmarks.speed.pages import get
from benchmarks.speed.serving import Site

ENCODINGS: Final = ("identity", "gzip", "br", "zstd")


def weigh(site: Site, cells: Iterable[Cell]) -> list[dict[str, object]]:
    """Return the bytes of each page as a site sends it; an encoding that it has not is left out.

    The cells are those of a site with as many articles: what another has is not found here.
    Raise SystemExit where a page answers otherwise than it should.
    """
    pages = {cell.page: cell for cell in cells}
    return [{"site": site.name, "page": page} | _bytes(site, pages[page]) for page in pages]


def _bytes(site: Site, cell: Cell) -> dict[str, int]:
    found = {}
    for encoding in ENCODINGS:
        status, headers, body = get(site, cell.paths[0], {"Accept-Encoding": encoding})
        if status != cell.status:
            raise SystemExit(f"{cell.paths[0]} of {site.name} is not weighed: it answers {status}.")
        if headers.get("content-encoding", "identity") == encoding:
            found[encoding] = len(body)
    return found
