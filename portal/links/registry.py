"""Foreign addresses that stand on our pages without standing in a text: they are checked, too."""

from collections.abc import Callable, Iterable
from typing import Final

from django.db import transaction

from portal.publishing.models import ExternalAddress, LinkState

type Source = Callable[[], Iterable[str]]
_sources: Final[list[Source]] = []


def register(source: Source) -> None:
    """Let the addresses that `source` gives be checked like those of texts."""
    if source not in _sources:
        _sources.append(source)


@transaction.atomic
def update_listed() -> int:
    """Note which addresses are listed today; return how many."""
    listed = {row.key: row for source in _sources for row in map(ExternalAddress.at, source())}
    for row in listed.values():
        row.is_listed = True
    ExternalAddress.objects.bulk_create(
        [listed[key] for key in sorted(listed)],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["is_listed"],
    )
    ExternalAddress.objects.filter(is_listed=True).exclude(key__in=listed).update(is_listed=False)
    return len(listed)


def dead_among(addresses: Iterable[str]) -> set[str]:
    """Return those of the addresses that are known not to answer any more; one query."""
    by_key = {ExternalAddress.at(address).key: address for address in addresses if address}
    if not by_key:
        return set()
    dead = ExternalAddress.objects.filter(key__in=by_key, state=LinkState.DEAD)
    return {by_key[key] for key in dead.values_list("key", flat=True)}
