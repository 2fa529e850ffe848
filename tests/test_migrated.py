"""Test databases are copies of one that was migrated; running this file alone makes that one."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


@pytest.mark.django_db
def test_a_test_database_has_every_migration_and_a_template_to_copy_from():
    executor = MigrationExecutor(connection)
    assert executor.migration_plan(executor.loader.graph.leaf_nodes()) == []
    template = connection.settings_dict["TEST"]["TEMPLATE"] or ""
    assert template.startswith("migrated_") is settings.DATABASE_IS_EMBEDDED
