"""Pages of long lists without counting them: one row more than a page tells of a next one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.http import Http404, HttpRequest

from portal.kit.session_cookie import may_be_signed_in
from portal.kit.text.numbers import parse_key
from portal.publishing.anchors import anchors

PAGE_SIZE = 20
# No list has as many; larger numbers are not looked for.
MAX_NUMBER = 9_999_999


@dataclass(frozen=True, slots=True)
class Page[M: models.Model]:
    """One page of a list: its rows, its number from 1 on, and whether there are others."""

    rows: list[M]
    number: int
    has_next: bool
    size: int = PAGE_SIZE

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def last(self) -> int:
        """Return the place of its last row in the list: how many there are on the last page."""
        return (self.number - 1) * self.size + len(self.rows)


def page_number(request: HttpRequest) -> int:
    """Return the number in `?trang=`; raises Http404 unless it is a whole number from 1 on."""
    number = parse_key(request.GET.get("trang", "1"), max_value=MAX_NUMBER)
    if not number:
        raise Http404
    request.shown_page = number  # type: ignore[attr-defined]  # read by `shown_page` alone
    return number


def shown_page(request: HttpRequest) -> int:
    """Return the page of a list that is shown; 1 where the view has no pages, whatever is asked."""
    number: int = getattr(request, "shown_page", 1)
    return number


def only_page(request: HttpRequest) -> None:
    """Raise Http404 where another page is asked of a list that stands on one."""
    if page_number(request) > 1:
        raise Http404


def page_of[M: models.Model](
    request: HttpRequest,
    rows: models.QuerySet[M],
    *,
    size: int = PAGE_SIZE,
    first: Callable[[], list[M]] | None = None,
) -> Page[M]:
    """Return the asked page of a list.

    Raises Http404 where there is none (the first always exists). `first` reads the same rows of the
    first page, and the one behind them, by a query that is compiled already.
    """
    number = page_number(request)
    start = (number - 1) * size
    stop = start + size + 1
    if first is not None and number == 1:
        found = first()
    elif rows.query.is_empty():
        found = []
    else:
        # With a session, the list may be somebody's own, which no generation tells the state of.
        is_everybodys = not may_be_signed_in(request)
        found = list(anchors().slice(rows, start, stop) if is_everybodys else rows[start:stop])
    if not found and number > 1:
        raise Http404
    return Page(rows=found[:size], number=number, has_next=len(found) > size, size=size)
