"""Every released version with data is brought up to this one, and serves on while that happens."""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest

from tests.stack.kept import released_site
from tests.stack.postgres import Postgres, server
from tests.stack.releases import RELEASES, STOPPED_MEANWHILE, Code, unpacked
from tests.stack.serving import ROOT

# Rows that somebody has written: none may be lost on the way.
KEPT = ("publishing_publication", "publishing_revision", "audit_auditentry", "accounts_user")
# What a request of the old code writes while the new tables are there already.
_WRITE = """
from django.db import transaction
from portal.accounts.models import User
from portal.audit.models import Action
from portal.audit.recording import record
with transaction.atomic():
    user = User.objects.get(username="duyet")
    user.first_name = "Lan"
    user.save()
    record(Action.CHANGED, by=user, subject=user, new={"first_name": "Lan"})
"""
# Every public page, asked of that code without a server.
_READ = """
from django.conf import settings
plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
from portal.publishing.models import Publication
paths = ["/", "/tin-tuc/", "/lien-he/", "/tim-kiem/?q=vien+thong"]
paths += Publication.objects.public().values_list("path", flat=True)
answers = {path: Client().get(path).status_code for path in paths}
wrong = {path: status for path, status in answers.items() if status not in (200, 301, 302)}
assert len(paths) > 20 and not wrong, wrong
"""


@pytest.fixture(params=RELEASES)
def upgrade(request, tmp_path) -> Iterator[tuple[Postgres, Code | None, Code]]:
    """A site that a release has made and filled, the code that serves on, and the code of now."""
    code = unpacked(request.param, tmp_path / "old")
    kept = released_site(request.param, code)
    kept.copy_files(tmp_path / "var", tmp_path / "media")
    with server(data=kept.data) as database:
        variables = database.reach | {
            "VAR_DIR": str(tmp_path / "var"),
            "MEDIA_ROOT": str(tmp_path / "media"),
            "SECRET_KEY": kept.secret,
            "SITE_IS_DEMO": "1",
            "DEMO_PASSWORD": kept.password,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
        }
        serves_on = None if request.param in STOPPED_MEANWHILE else Code(code, variables)
        yield database, serves_on, Code(ROOT, variables)


def counts(database: Postgres) -> dict[str, int]:
    with psycopg2.connect(database.reach["DATABASE_OWNER_URL"]) as connection:
        cursor = connection.cursor()
        found = {}
        for table in KEPT:
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  # our own names
            found[table] = cursor.fetchone()[0]
        return found


def test_a_released_site_is_brought_up_with_all_that_it_holds(upgrade):
    database, old, new = upgrade
    before = counts(database)
    assert before["publishing_publication"] > 20
    new.manage("migrate")
    assert counts(database) == before
    if old is not None:
        # While the processes are exchanged the old code reads and writes the new tables.
        old.manage("shell", "-v", "0", "-c", _READ)
        old.manage("shell", "-v", "0", "-c", _WRITE)
        assert counts(database)["audit_auditentry"] == before["audit_auditentry"] + 1
    # And the new one finds all of it right.
    assert "0 liên kết" in new.manage("crawl", "--most", "100")
    assert Path(new.variables["MEDIA_ROOT"]).is_dir()
    new.manage("verify_audit")
