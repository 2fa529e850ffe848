"""Test databases are copies of one that was migrated; running this file alone makes that one."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.migrated import bring_back, rows_of_migrations


@pytest.mark.django_db
def test_a_test_database_has_every_migration_and_a_template_to_copy_from():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    template = connection.settings_dict["TEST"]["TEMPLATE"] or ""
    assert template.startswith("migrated_") is settings.DATABASE_IS_EMBEDDED


@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_may_come_before_any_other():
    """Django empties every table after it; what migrations brought is there again."""
    before = rows_of_migrations()
    assert {"auth_group", "auth_permission", "django_content_type"} <= before.keys()
    call_command("flush", interactive=False, verbosity=0, reset_sequences=False)
    assert not Group.objects.exists()
    bring_back(before)
    assert rows_of_migrations() == before
