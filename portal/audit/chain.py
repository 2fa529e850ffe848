"""The chain: each row is sealed with a hash over its fields and over the hash of the row before."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from portal.audit.models import AuditEntry
from portal.kit.postgres.advisory import Lock

# What the first row names as the hash before it.
BEGINNING: Final = "0" * 64
SEALED: Final = (
    "number",
    "at",
    "actor_id",
    "actor_name",
    "action",
    "subject_label",
    "subject_pk",
    "subject_text",
    "old",
    "new",
    "ip",
    "previous_hash",
)
_LOCK: Final = (Lock.AUDIT_RECORD, 11)  # the second says nothing: there is one record


def append(**fields: object) -> AuditEntry:
    """Add a row to the record, in the transaction that does what it tells of.

    Appending waits until the transactions of other writers end: one row follows another.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "The record is written inside the transaction that makes the change."
        )
    # A statement of its own: the next one then sees what the writer before us has committed.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", _LOCK)
    number, previous = _last() or (0, BEGINNING)
    entry = AuditEntry(number=number + 1, at=timezone.now(), previous_hash=previous, **fields)
    entry.hash = seal({name: getattr(entry, name) for name in SEALED})
    entry.save(force_insert=True)
    return entry


def last_hash() -> str:
    """Return the hash of the newest row; kept elsewhere, it shows if the tail was cut."""
    last = _last()
    return last[1] if last else BEGINNING


def last_number() -> int:
    """Return how many rows there are; numbers have no gaps."""
    last = _last()
    return last[0] if last else 0


def rows() -> Iterator[dict[str, Any]]:
    """Yield all rows from the first on, fetched a few at a time."""
    entries = AuditEntry.objects.order_by("number").values(*SEALED, "hash")
    yield from entries.iterator(chunk_size=1000)


def seal(fields: Mapping[str, object]) -> str:
    """Return the SHA-256 of a row's fields in their one written form."""
    return hashlib.sha256(
        canonical_json({name: fields[name] for name in SEALED}).encode()
    ).hexdigest()


def canonical_json(fields: Mapping[str, object]) -> str:
    """Return the one form of a row as text: JSON, keys in order, no spaces, times in UTC."""
    return json.dumps(
        fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_as_text
    )


def _as_text(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    raise TypeError(f"The record keeps no {type(value).__name__}.")


def _last() -> tuple[int, str] | None:
    return AuditEntry.objects.order_by("-number").values_list("number", "hash").first()
