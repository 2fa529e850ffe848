"""Keeps in step with each text which pages and foreign addresses it points to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Q
from django.utils import timezone

from portal.kit.postgres.copying import copy_rows
from portal.media.richtext import figures
from portal.media.richtext.fields import rich_fields, rich_text_of
from portal.media.richtext.links import links, may_lead_to_own_pages, with_addresses
from portal.publishing.models import ExternalAddress, Link, Publication, PublicationQuerySet, State
from portal.publishing.models.link import MAX_LENGTH
from portal.publishing.models.querysets import heavy_columns
from portal.publishing.models.visibility import public_rule
from portal.publishing.references import own_path, targets_of

BATCH: Final = 500
_HELD = """
    SELECT id, key, url FROM publishing_externaladdress
    WHERE key = ANY(%s) ORDER BY key FOR KEY SHARE
"""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with its links: of a page itself, or of the change that waits on it."""

    source: int
    base: str
    links: dict[str, str]
    is_pending: bool = False


def _read(publication: Publication, text: str, *, is_pending: bool = False) -> _Text:
    """Return the links of a rich text by address, each with the words of its first place.

    Figures, too.
    """
    found: dict[str, str] = {}
    for link in links(text):
        if len(link.address) <= MAX_LENGTH:
            found.setdefault(link.address, link.words[:300])
    found |= figures.quoted(text)
    return _Text(publication.pk, publication.path or "/", found, is_pending)


def store(
    publication: Publication,
    rich_text: str,
    *,
    is_pending: bool,
    ends_change: bool = False,
    is_first: bool = False,
) -> None:
    """Let the links of a page's text, or of its pending change, be those of its `rich_text`.

    One query where nothing about them has changed. `ends_change`: the pending ones are gone;
    `is_first`: there are none yet.
    """
    text = _read(publication, rich_text, is_pending=is_pending)
    gone, kept = [], set()
    for row in () if is_first else Link.objects.filter(source_id=publication.pk):
        if row.is_pending != is_pending:
            gone += [row.pk] if ends_change else []
        elif text.links.get(row.address) == row.words and (row.target_id or row.external_id):
            kept.add(row.address)
        else:
            gone.append(row.pk)
    if gone:
        Link.objects.filter(pk__in=gone).delete()
    new = {address: words for address, words in text.links.items() if address not in kept}
    Link.objects.bulk_create(_rows([_Text(text.source, text.base, new, is_pending)]))


def delete_pending(key: int) -> None:
    """Delete the links of the change that waited on the page with this key."""
    Link.objects.filter(source_id=key, is_pending=True).delete()


def find_dead_again(*addresses: str) -> None:
    """Work out anew the dead links with an address at which something is by now, or below it.

    One look at the dead links for all the addresses.
    """
    names = {_last_name(address) for address in addresses} - {""}
    if not names:
        return
    dead = Link.objects.filter(target=None, external=None)
    if len(names) == 1:
        # A text may write any letter of the name as its number.
        dead = dead.filter(Q(address__contains=min(names)) | Q(address__contains="%"))
    rows = dead.values_list("pk", "address", "source__path")
    found = ((key, own_path(written, base or "/")) for key, written, base in rows)
    paths = {key: path for key, path in found if not names.isdisjoint(path.split("/"))}
    targets = targets_of(set(paths.values()))
    led = [key for key, path in paths.items() if path not in targets]
    Link.objects.filter(pk__in=led).delete()
    for key, path in paths.items():
        if (target := targets.get(path)) is not None:
            Link.objects.filter(pk=key).update(target=target)


def _last_name(address: str) -> str:
    """Return the last part of an address's path, which each link to it or below it has."""
    return address.partition("?")[0].strip("/").rpartition("/")[2]


def copy(connection: BaseDatabaseWrapper, publications: Iterable[Publication]) -> None:
    """Add the links of many new pages through COPY, once the pages are stored."""
    texts = [
        _read(page, text)
        for page in publications
        if "<a " in (text := rich_text_of(page)) or "<data " in text
    ]
    if not texts:
        return
    names = ("source_id", "is_pending", "address", "words", "target_id", "external_id")
    rows = ([getattr(row, name) for name in names] for row in _rows(texts))
    copy_rows(connection, Link._meta.db_table, names, rows)


def find_again(pages: Sequence[Publication]) -> int:
    """Work out the links of the own texts of pages, as rows of their kinds, anew; how many."""
    Link.objects.filter(source__in=pages, is_pending=False).delete()
    rows = _rows([_read(page, rich_text_of(page)) for page in pages])
    return len(Link.objects.bulk_create(rows))


def find_in(kind: type[Publication], keys: Iterable[int]) -> int:
    """Work out the links of pages of a kind anew, a batch at a time; how many."""
    found = 0
    for batch in batched(keys, BATCH):  # the last one is shorter
        with transaction.atomic():
            # Locked, so that a save meanwhile waits for its turn; in one order.
            rows = kind.objects.locked().filter(pk__in=batch).order_by("pk")
            found += find_again(list(rows.only("path", *rich_fields(kind))))
    return found


def _rows(texts: Iterable[_Text]) -> list[Link]:
    """Return a row for each link that refers to something that can go, in few queries for all."""
    found: list[tuple[Link, str]] = []
    for text in texts:
        for address, words in text.links.items():
            row = Link(
                source_id=text.source, is_pending=text.is_pending, address=address, words=words
            )
            path = own_path(address, text.base)
            if not path and address.lower().startswith(("http:", "https:")):
                row.external = ExternalAddress.at(address)
            found.append((row, path))
    targets = targets_of({path for _, path in found if path})
    quoted = _pages_of_figures(row.address for row, _ in found)
    for row, path in found:
        row.target_id = quoted.get(row.address) or targets.get(path)
    _store_externals(row for row, _ in found if row.external is not None)
    return [
        row for row, path in found if row.external_id or path in targets or row.address in quoted
    ]


def _pages_of_figures(addresses: Iterable[str]) -> dict[str, int | None]:
    """Return the references among the addresses, each with the page of its figure.

    None without one.
    """
    references = {each for each in addresses if figures.is_reference(each)}
    found = figures.resolve(references)
    return {each: found[each].page_id if each in found else None for each in references}


def _store_externals(rows: Iterable[Link]) -> None:
    """Store the foreign addresses that are new, and let each row refer to the stored one.

    Those that are there are held against deleting only: many texts name the same ones, and who
    publishes goes on to locks that a bundle of many pages holds already.
    """
    wanted: dict[str, ExternalAddress] = {}
    waiting: list[tuple[Link, str]] = []
    for row in rows:
        assert row.external is not None  # noqa: S101  # the caller's condition
        wanted[row.external.key] = row.external
        waiting.append((row, row.external.key))
    if not wanted:
        return
    stored = {row.key: row for row in ExternalAddress.objects.raw(_HELD, [list(wanted)])}
    # Another save may store one at this moment, too; touching it returns its key. In one order,
    # so that two saves never wait for each other.
    new = ExternalAddress.objects.bulk_create(
        [wanted[key] for key in sorted(wanted.keys() - stored.keys())],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["url"],
    )
    stored |= {row.key: row for row in new}
    for row, key in waiting:
        row.external = stored[key]


def text_of(publication: Publication, name: str = "body") -> str:
    """Return a rich text as it is shown: links to our own pages lead to where those are today.

    Where readers may not see such a page, nor its address of today: that which was written stays.
    One query where the text has such links.
    """
    text: str = getattr(publication, name)
    if not may_lead_to_own_pages(text):
        return text
    are_public = public_rule(timezone.now(), "target__")
    rows = Link.objects.filter(are_public, source_id=publication.pk)
    changed = {}
    for address, path in rows.values_list("address", "target__path"):
        parts = urlsplit(address)
        if parts.path != path and path is not None:
            changed[address] = urlunsplit(("", "", path, parts.query, parts.fragment))
    return with_addresses(text, changed) if changed else text


def pages_linking_to(publication: Publication) -> PublicationQuerySet[Publication]:
    """Return the pages with a link to this one, in their own text or a waiting change.

    Newest first.
    """
    sources = Link.objects.filter(target_id=publication.pk).values("source_id")
    return (
        Publication.objects.filter(pk__in=sources)
        .exclude(Q(pk=publication.pk) | Q(state=State.BINNED))
        .defer(*heavy_columns())
        .order_by("-updated_at", "-id")
    )
