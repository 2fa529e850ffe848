"""A backup is tried out in a place of its own, and the site knows nothing of it."""

import json
import re
import shutil
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from news.articles.models import Article
from portal.site.backups import restoring
from portal.site.backups.archive import Manifest
from portal.site.backups.target import REHEARSAL
from portal.site.backups.writing import write_backup
from portal.site.management.commands.restore import Command
from tests import builders
from tests.portal.site.backups.helpers import altered

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture(autouse=True)
def temporary_files(monkeypatch):
    """A folder for temporary files; its path is short, for a socket's must be."""
    with TemporaryDirectory() as folder:
        monkeypatch.setattr("tempfile.tempdir", folder)
        yield Path(folder)


def verify(backup):
    output = StringIO()
    call_command("restore", str(backup), "--verify", stdout=output)
    return output.getvalue()


def test_a_good_backup_is_called_good_and_the_site_stays(backup, media, temporary_files):
    builders.article("Viết sau khi sao lưu")
    (media / "anh" / "hue.txt").write_text("Huế, sửa sau", encoding="utf-8")
    connections["owner"].close()
    output = verify(backup)
    rows, _tables, files, audit_row, walked, missing = re.findall(
        r"\d+", output.partition("+00:00")[2]
    )
    assert int(rows) > 0
    assert int(walked) > 20
    assert int(missing) == 0
    assert (files, audit_row) == ("1", "1")
    assert Article.objects.count() == 2
    assert (media / "anh" / "hue.txt").read_text(encoding="utf-8") == "Huế, sửa sau"
    assert list(temporary_files.iterdir()) == []
    assert REHEARSAL not in connections


def test_a_backup_of_a_night_without_the_disk_of_uploads_is_none(tmp_path):
    for number in range(5):
        builders.picture(file=f"anh/{number}.webp", sha256=f"{number:064}")
    write_backup(made := tmp_path / "trang.backup")
    connections["owner"].close()
    with pytest.raises(CommandError, match=r"anh: 5 / 5"):
        verify(made)


def test_of_a_folder_the_newest_is_tried_out(backup, monkeypatch, tmp_path):
    tried = []
    monkeypatch.setattr(Command, "_verify", lambda _self, file: tried.append(file))
    folder = tmp_path / "sao-luu"
    with pytest.raises(CommandError, match="sao-luu"):
        verify(folder)
    folder.mkdir()
    with pytest.raises(CommandError, match="sao-luu"):
        verify(folder)
    for name in ("portal-20070301-020000.backup", "portal-20070302-020000.backup", "z.backup"):
        shutil.copy(backup, folder / name)
    assert verify(folder).strip() == str(folder / "portal-20070302-020000.backup")
    assert tried == [folder / "portal-20070302-020000.backup"]


@pytest.mark.stack
def test_a_backup_from_which_not_all_comes_back_is_a_fault(backup, tmp_path):
    counts = {"publishing_publication": 4000, "portal_lost": 1, "audit_auditentry": 1}
    other = altered(backup, {"rows": counts}, tmp_path / "khac.backup")
    with pytest.raises(CommandError) as fault:
        verify(other)
    assert str(fault.value).endswith(": publishing_publication: 1 ≠ 4000, portal_lost: 0 ≠ 1")


def test_a_row_that_is_another_is_a_fault_even_where_the_counts_are_right(backup, tmp_path):
    other = altered(backup, {"sums": {"publishing_publication": "12"}}, tmp_path / "khac.backup")
    with pytest.raises(CommandError, match=r": publishing_publication: -?\d+ ≠ 12$"):
        verify(other)


@pytest.mark.stack
def test_a_copy_whose_pages_fail_is_a_fault(backup, monkeypatch):
    code = "import sys; sys.exit('error: 1 addresses answered with an error')"
    python = ["-c", code]
    monkeypatch.setattr("portal.site.backups.rehearsing.MANAGE", python)
    with pytest.raises(CommandError, match="error: 1 addresses answered"):
        verify(backup)


def test_a_backup_of_before_rows_were_counted_can_be_read():
    values = {"made_at": "", "site": "", "audit_number": 0, "audit_hash": "", "migrations": []}
    manifest = Manifest.read(json.dumps(values | {"media_files": 0, "form": 2}))
    assert manifest.rows == {}


@pytest.mark.stack
def test_a_trial_that_fails_leaves_nothing_behind(backup, temporary_files, monkeypatch):
    monkeypatch.setattr(restoring, "EMPTY_TABLES", "SELECT 1 / 0")
    with pytest.raises(CommandError, match="ERROR"):
        verify(backup)
    assert list(temporary_files.iterdir()) == []
