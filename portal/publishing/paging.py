"""Pages of long lists without counting them: one row more than a page tells of a next one."""

from dataclasses import dataclass

from django.db import models
from django.http import Http404, HttpRequest

from portal.kit.text.numbers import parse_key

PAGE_SIZE = 20
# Beyond this many pages a list is read through its archive; it bounds what OFFSET can cost.
LAST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Page[M: models.Model]:
    """One page of a list: its rows, its number from 1 on, and whether there are others."""

    rows: list[M]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_number(request: HttpRequest) -> int:
    """The number in `?trang=`; raises Http404 unless it is a whole number from 1 to 500."""
    number = parse_key(request.GET.get("trang", "1"), max_value=LAST_PAGE)
    if not number:
        raise Http404
    return number


def page_of[M: models.Model](
    request: HttpRequest, rows: models.QuerySet[M], *, size: int = PAGE_SIZE
) -> Page[M]:
    """The asked page of a list; raises Http404 where there is none (the first always exists)."""
    number = page_number(request)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        raise Http404
    return Page(rows=found[:size], number=number, has_next=len(found) > size and number < LAST_PAGE)
