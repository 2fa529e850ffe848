"""Every address of the site: its route as people write it, and an example of it."""

import inspect
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.sampling import sample

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


# What these answer hangs on the model: its columns, its fields, its filters.
OF_EACH_MODEL = ("changelist_view", "add_view", "change_view")
# Other views of the admin that so many models share: of those, one in so many models.
SHARED_BY, ONE_IN = 16, 4


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


def some_of_each_view(found: Iterable[Route]) -> list[Route]:
    """Leave out most models of a view that answers for all of them alike, such as the history."""
    by_view: defaultdict[object, list[Route]] = defaultdict(list)
    for route in found:
        view = inspect.unwrap(route.url.callback)
        function = getattr(view, "__func__", view)
        is_shared = route.text.startswith("/admin/") and function.__name__ not in OF_EACH_MODEL
        # By the end of its address, too: one function may send two kinds of file.
        key = (function.__qualname__, *route.text.split("/")[4:]) if is_shared else route.text
        by_view[key].append(route)
    chosen = []
    for routes_of_view in by_view.values():
        names = {route.text: route for route in routes_of_view}
        kept = sample(names, ONE_IN) if len(names) >= SHARED_BY else names
        chosen += [names[name] for name in kept]
    return sorted(chosen, key=lambda route: route.text)
