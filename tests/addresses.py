"""Every address of the site: its route as people write it, and an example of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# What stands for each named part of an address.
PARTS: dict[str, Any] = {
    "slug": "mat-do-dien-thoai", "year": 2007, "month": 2, "kind": "article",
    "path": "khong/co.jpg", "object_id": 1, "app_label": "news", "content_type_id": 1, "key": "k",
    "uidb36": "1", "pk": 1, "url": "khong-co", "number": 1, "id": 1,
    "name": "admin-1280-light", "extension": "csv", "period": "2007-q1",
    "monday": "2007-02-05",
    "page": "tin-tuc", "file": "rss.xml", "digest": "0123456789abcdef",
    "sort": "dang-gap", "form": "192", "mark": "khong-co", "token": "khong-co", "listed": "tin-tuc",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """One address: its pattern, its name with the name space, and who answers."""

    pattern: str
    name: str
    url: URLPattern

    @property
    def text(self) -> str:
        """The pattern without converters and regular expressions: `/tin-tuc/<slug>/`."""
        text = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", self.pattern)
        text = re.sub(r"<\w+:(\w+)>", r"<\1>", text)
        return "/" + re.sub(r"[\^$\\?]", "", text)

    @property
    def parts(self) -> list[str]:
        return re.findall(r"<(\w+)>", self.text)

    def address(self, **parts: Any) -> str:
        """The address with these parts, and an example of each other part."""

        def part(match: re.Match[str]) -> str:
            value = parts.get(match[1], PARTS.get(match[1], 1))
            return f"{value:02}" if match[1] == "month" else str(value)

        return re.sub(r"<(\w+)>", part, self.text)


def routes(
    resolver: URLResolver | None = None, space: str = "", before: str = ""
) -> Iterator[Route]:
    """Every address, in the order in which Django tries them."""
    for found in (resolver or get_resolver()).url_patterns:
        pattern = f"{before}{found.pattern}"
        if isinstance(found, URLResolver):
            inner = f"{space}{found.namespace}:" if found.namespace else space
            yield from routes(found, inner, pattern)
        else:
            yield Route(pattern, f"{space}{found.name}", found)
