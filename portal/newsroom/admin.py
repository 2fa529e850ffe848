"""Bundles in the admin; the audit record, and its entries of a period as a file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from django.contrib import admin
from django.db.models import QuerySet

from portal.audit.admin import AuditEntryAdmin
from portal.audit.models import AuditEntry
from portal.audit.wording import changes_of, subject_of
from portal.exchange.sheets.exports import RecordedExportMixin
from portal.kit.postgres.pieces import in_pieces
from portal.newsroom.bundles import admin as bundles

__all__ = ["AuditLogAdmin", "bundles"]

# So many entries are in memory at a time.
_BATCH: Final = 1000
_COLUMNS = ("number", "at", "actor_name", "action", "subject_text", "new", "ip", "hash")


@admin.register(AuditEntry)
class AuditLogAdmin(RecordedExportMixin, AuditEntryAdmin):
    """What the list shows, filtered by days or people, is also a file; who took it is an entry."""

    export_name = "nhat-ky-kiem-tra"
    # Sent while it is read: a year of a busy office has some hundred thousand entries.
    max_exported: ClassVar[Mapping[str, int]] = {"csv": 2_000_000, "xlsx": 20_000}

    def export_header(self) -> Sequence[Any]:
        fields: list[Any] = [self.opts.get_field(name) for name in _COLUMNS]
        return [field.verbose_name for field in fields]

    def export_rows(self, rows: QuerySet[AuditEntry]) -> Iterator[Sequence[Any]]:
        for entry in in_pieces(rows, size=_BATCH, column="number", newest_first=True):
            yield [
                entry.number,
                entry.at,
                entry.actor_name,
                entry.action_label,
                subject_of(entry),
                "; ".join(map(str, changes_of(entry))),
                entry.ip,
                entry.hash,
            ]
