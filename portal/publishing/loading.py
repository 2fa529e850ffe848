"""Many new publications at once: COPY into the parent's table, the kind's and those of versions.

Django's `bulk_create` refuses models that inherit from a concrete one.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Final

from django.db import DatabaseError, connections, models, router, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.kit.postgres.copying import copy_rows
from portal.pagecache import generation
from portal.publishing import links
from portal.publishing.models import Link, Publication, Revision, State
from portal.publishing.revisions import snapshot

type Keys = Sequence[int]

# The pace of fewer pages says nothing.
PACE_FROM: Final = 500

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Pace:
    """How long a load takes from now on, and how much of that storing takes."""

    began: float = field(default_factory=perf_counter)
    stored: float = 0
    seconds: float = 0

    @contextmanager
    def storing(self) -> Iterator[None]:
        """Count the body of the `with` as storing."""
        began = perf_counter()
        yield
        self.stored += perf_counter() - began

    def stop(self) -> None:
        self.seconds = perf_counter() - self.began

    def describe(self, added: int) -> str:
        """Return how many a second were added, and what took the longer part of the time."""
        percent = round(100 * self.stored / self.seconds)
        values = {"rate": added / self.seconds, "percent": max(percent, 100 - percent)}
        if percent >= 50:
            return _("%(rate)d a second; storing took %(percent)d %% of the time.") % values
        return _("%(rate)d a second; making them ready took %(percent)d %% of the time.") % values


@transaction.atomic
def load[P: Publication](
    publications: Sequence[P],
    *,
    topics: Sequence[Keys],
    note: str = "",
    with_revisions: bool = True,
) -> None:
    """Store new publications of one kind, each with its topics, links and first version.

    They come derived, their rich text clean. Gives each its key; moves the generation on once.
    """
    if not publications:
        return
    model = type(publications[0])
    connection = connections[router.db_for_write(model)]
    for publication, key in zip(
        publications, _new_keys(connection, Publication, len(publications)), strict=True
    ):
        publication.pk = publication.id = key
        publication.revision_number = 1 if with_revisions else 0
        if publication.state == State.PUBLISHED:
            publication.live_number = publication.revision_number
    for table in (Publication, model):
        _copy_models(connection, table, publications)
    _copy_topics(connection, publications, topics)
    links.copy(connection, publications)
    if with_revisions:
        _copy_revisions(connection, publications, topics, note)
    generation.invalidate_public_content()


def analyze(model: type[Publication]) -> None:
    """Tell PostgreSQL's planner how much there is after a load; only the tables' owner may.

    Where the owner is not at hand, PostgreSQL does it by itself within minutes.
    """
    tables = (Publication, model, Publication.topics.through, Revision, Link)
    owner = connections["owner"]
    try:
        with owner.cursor() as cursor:
            for table in tables:
                cursor.execute(f"ANALYZE {owner.ops.quote_name(table._meta.db_table)}")
            # What was added waits in a list that every search reads, until a vacuum comes by.
            for index in ("portal_pub_search", "portal_pub_similar_title"):
                cursor.execute("SELECT gin_clean_pending_list(%s)", [index])
    except DatabaseError as error:
        logger.warning("The tables are not analysed yet: %s", error)


def _new_keys(connection: BaseDatabaseWrapper, model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return sorted(key for (key,) in cursor.fetchall())


def _copy_models(
    connection: BaseDatabaseWrapper,
    model: type[models.Model],
    rows: Sequence[models.Model],
) -> None:
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    names = [field.attname for field in fields]
    values = ([getattr(row, name) for name in names] for row in rows)
    columns = [str(field.column) for field in fields]
    copy_rows(connection, model._meta.db_table, columns, values)


def _copy_topics(
    connection: BaseDatabaseWrapper, publications: Sequence[Publication], topics: Sequence[Keys]
) -> None:
    pairs = (
        (publication.pk, key)
        for publication, keys in zip(publications, topics, strict=True)
        for key in keys
    )
    table = Publication.topics.through._meta.db_table
    copy_rows(connection, table, ("publication_id", "topic_id"), pairs)


def _copy_revisions(
    connection: BaseDatabaseWrapper,
    publications: Sequence[Publication],
    topics: Sequence[Keys],
    note: str,
) -> None:
    now = timezone.now()

    def rows() -> Iterator[tuple[Any, ...]]:
        for publication, keys in zip(publications, topics, strict=True):
            parts: dict[str, list[Any]] = {name: [] for name in publication.PARTS}
            data = snapshot(publication, parts=parts | {"topics": sorted(keys)})
            yield publication.pk, 1, data, note, now, publication.created_by_id, False

    columns = ("publication_id", "number", "data", "note", "created_at", "created_by_id", "is_step")
    copy_rows(connection, Revision._meta.db_table, columns, rows())
