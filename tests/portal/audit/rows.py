"""Rows of the record for tests, and ways to tamper with them that the site itself refuses."""

from typing import Any

from django.db import connection, transaction

from portal.audit.models import Action, AuditEntry
from portal.audit.recording import record
from tests import builders


def some_rows(number: int = 4) -> list[AuditEntry]:
    """So many sections that were renamed by one person."""
    by, section = builders.editor(), builders.section("Thông báo")
    with transaction.atomic():
        for each in range(number):
            record(
                Action.CHANGED,
                by=by,
                subject=section,
                old={"name": f"Mục {each}"},
                new={"name": f"Mục {each + 1}", "position": each},
            )
    return list(AuditEntry.objects.order_by("-number")[:number])[::-1]


def tamper(sql: str, values: list[Any] | None = None) -> None:
    """Run `sql` as who owns the table would: with the trigger taken away."""
    with connection.cursor() as cursor:
        # A table is not altered while keys of new rows wait to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER portal_audit_rows_stay")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE audit_auditentry ENABLE TRIGGER portal_audit_rows_stay")


def entries() -> list[tuple[str, str, str, dict[str, Any], dict[str, Any]]]:
    """What the record tells, oldest first: who, action, record, old and new values."""
    rows = AuditEntry.objects.order_by("number")
    return [(row.actor_name, row.action, row.subject_text, row.old, row.new) for row in rows]
