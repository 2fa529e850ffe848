"""Test databases are copies of one that was migrated."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection
from django.db.migrations.executor import MigrationExecutor

from portal.audit.models import AuditEntry
from tests.migrated import bring_back, rows_of_migrations
from tests.portal.audit.rows import some_rows


@pytest.mark.django_db
def test_a_test_database_has_every_migration_and_a_template_to_copy_from():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    template = connection.settings_dict["TEST"]["TEMPLATE"] or ""
    assert template.startswith("migrated_") is settings.DATABASE_IS_EMBEDDED


def lines_of(rows):
    """Return the lines of each table, for rows come in the order of their places on disk."""
    return {table: sorted(copy.splitlines()) for table, copy in rows.items()}


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_may_come_before_any_other():
    """What it wrote is gone, and what migrations brought is there again."""
    before = rows_of_migrations()
    assert {"auth_group", "auth_permission", "django_content_type"} <= before.keys()
    Group.objects.all().delete()
    some_rows(2)
    bring_back(before)
    assert lines_of(rows_of_migrations()) == lines_of(before)
    assert not AuditEntry.objects.exists()
    some_rows(2)
    with pytest.raises(IntegrityError, match="only_added_to"):
        AuditEntry.objects.all()._raw_delete("default")
