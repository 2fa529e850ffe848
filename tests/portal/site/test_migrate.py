"""The command that brings the tables up to date, where they are none of ours."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier_database():
    """Tables as an earlier version left them: the accounts stood in another app."""
    MigrationRecorder.Migration.objects.filter(app="accounts").delete()


@pytest.mark.usefixtures("earlier_database")
def test_a_database_of_an_earlier_version_is_told_of_in_one_sentence(settings):
    settings.DATABASE_IS_EMBEDDED, settings.VAR_DIR = True, "/srv/portal/var"
    with pytest.raises(CommandError) as refused:
        call_command("migrate", database="default", verbosity=0)
    assert str(refused.value) == (
        "The database in /srv/portal/var is of an earlier version and cannot be brought up to "
        "date: move that folder away, or name another one in VAR_DIR, and start again."
    )
    assert refused.value.returncode == 1


@pytest.mark.usefixtures("earlier_database")
def test_of_a_database_elsewhere_it_names_the_address(settings):
    settings.DATABASE_IS_EMBEDDED = False
    with pytest.raises(CommandError, match="name an empty one in DATABASE_URL"):
        call_command("migrate", database="default", verbosity=0)
