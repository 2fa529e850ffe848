"""Foreign addresses that stand on our pages without standing in a text: they are checked, too."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import Model, Q, QuerySet

from portal.publishing.models import ExternalAddress, LinkState

type Rows = Callable[[], QuerySet[Any, Any]]


@dataclass(frozen=True, slots=True)
class Source:
    """A column of addresses that readers see; `owner` names the row whose form has it, if other."""

    rows: Rows
    field: str
    owner: str = ""

    def addresses(self) -> Iterable[str]:
        """Return the addresses in the column."""
        rows = self.rows().exclude(**{self.field: ""}).order_by()
        return rows.values_list(self.field, flat=True).iterator()

    def holders(self, addresses: Iterable[str]) -> dict[str, Model]:
        """Return whose form has each of the addresses, where that is this column's; one query.

        A column may have the address with a place within the page.
        """
        wanted = [*addresses]
        rule = Q(**{f"{self.field}__in": wanted})
        for address in wanted:
            rule |= Q(**{f"{self.field}__startswith": f"{address}#"})
        return {
            ExternalAddress.at(getattr(row, self.field)).url: (
                getattr(row, self.owner) if self.owner else row
            )
            for row in self.rows().filter(rule)
        }


_sources: Final[list[Source]] = []


def register(rows: Rows, field: str, owner: str = "") -> None:
    """Let the addresses in a column of public rows be checked like those of texts."""
    source = Source(rows, field, owner)
    if source not in _sources:
        _sources.append(source)


@transaction.atomic
def update_listed() -> int:
    """Note which addresses are listed today; return how many. Writes only what has changed."""
    addresses = (address for source in _sources for address in source.addresses())
    listed = {row.key: row for row in map(ExternalAddress.at, addresses)}
    known = set(ExternalAddress.objects.filter(is_listed=True).values_list("key", flat=True))
    for row in listed.values():
        row.is_listed = True
    ExternalAddress.objects.bulk_create(
        [listed[key] for key in sorted(listed.keys() - known)],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["is_listed"],
    )
    if gone := known - listed.keys():
        ExternalAddress.objects.filter(key__in=gone).update(is_listed=False)
    return len(listed)


def dead_among(addresses: Iterable[str]) -> set[str]:
    """Return those of the addresses that are known not to answer any more; one query."""
    by_key = {ExternalAddress.at(address).key: address for address in addresses if address}
    if not by_key:
        return set()
    dead = ExternalAddress.objects.filter(key__in=by_key, state=LinkState.DEAD)
    return {by_key[key] for key in dead.values_list("key", flat=True)}


def dead_listed() -> QuerySet[ExternalAddress]:
    """Return the addresses of the lists that do not answer any more."""
    return ExternalAddress.objects.filter(is_listed=True, state=LinkState.DEAD)


def holders_of(addresses: Iterable[str]) -> dict[str, Model]:
    """Return the row in whose form each address stands; a query for each list that is looked at."""
    left, found = set(addresses), dict[str, Model]()
    for source in _sources:
        if not left:
            break
        found |= source.holders(left)
        left -= found.keys()
    return found
