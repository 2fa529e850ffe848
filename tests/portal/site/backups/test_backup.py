"""A site goes into one file and comes back out of it, or stays as it was."""

import io
import json
import tarfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from news.articles.models import Article
from portal.audit import chain
from portal.audit.verification import Chain
from portal.kit.postgres.programs import run
from portal.publishing.models import Publication
from portal.site.backups import restoring, writing
from portal.site.backups.models import BackupRun
from portal.site.backups.sums import SummingArchive
from portal.site.management.commands import restore
from portal.tasks.letters import deliver
from tests import builders
from tests.portal.site.backups.helpers import altered, replace_by, rewritten

# Dumped and dropped for real, so outside the transaction of a test.
pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def names(path):
    with tarfile.open(path) as archive:
        return archive.getnames()


def test_a_backup_is_one_private_file_with_the_hash_of_the_record(backup):
    assert names(backup) == [
        "manifest.json",
        "database.dump",
        "media/anh/hue.txt",
        "sums.json",
    ]
    assert backup.stat().st_mode & 0o077 == 0
    with tarfile.open(backup) as archive:
        manifest = json.load(archive.extractfile("manifest.json"))
    assert (manifest["audit_number"], manifest["audit_hash"]) == (1, chain.last_hash())


def test_a_site_comes_back_as_it_was(backup, media):
    builders.article("Viết sau khi sao lưu")
    (media / "anh" / "hue.txt").unlink()
    replace_by(backup)
    assert [article.title for article in Article.objects.all()] == ["Bão số 1"]
    assert (media / "anh" / "hue.txt").read_text(encoding="utf-8") == "Huế"
    assert list(Chain().breaks(chain.rows())) == []
    # It is noted, and counts as a trial of that backup.
    assert [(run.kind, run.file) for run in BackupRun.objects.all()] == [("restore", str(backup))]
    # The sequences came too: the next page gets a number of its own.
    builders.article("Viết sau khi phục hồi")


def test_a_file_that_goes_while_the_backup_is_made_spoils_nothing(media, tmp_path, monkeypatch):
    (media / "chia-se").mkdir()
    (media / "chia-se" / "the.png").write_bytes(b"png")
    (media / ".doctor-1").touch()
    add_file = SummingArchive.add_file

    def add(summing, name, path):
        add_file(summing, name, path)
        (media / "chia-se" / "the.png").unlink(missing_ok=True)

    monkeypatch.setattr(SummingArchive, "add_file", add)
    made = writing.write_backup(target := tmp_path / "trang.backup")
    assert made.media_files == 1
    assert names(target)[2:] == ["media/anh/hue.txt", "sums.json"]
    # Its pages are walked through in test_verify.py.
    monkeypatch.setattr(restore, "crawl", lambda *_places: "")
    call_command("restore", str(target), "--verify", stdout=(output := io.StringIO()))
    assert "1 tệp" in output.getvalue()


def test_what_is_no_backup_is_refused_and_changes_nothing(tmp_path):
    builders.article("Ở lại")
    other = tmp_path / "khac.tar"
    other.write_bytes(b"khong phai tar")
    with pytest.raises(CommandError):
        replace_by(other)
    with tarfile.open(other, "w") as archive:
        archive.addfile(tarfile.TarInfo("../ngoai.txt"), io.BytesIO())
    with pytest.raises(CommandError):
        replace_by(other)
    assert Article.objects.count() == 1


def test_a_backup_of_a_newer_version_is_refused(backup, tmp_path):
    newer = altered(backup, {"migrations": [["portal", "9999_later"]]}, tmp_path / "moi.backup")
    builders.article("Ở lại")
    with pytest.raises(CommandError, match="9999_later"):
        replace_by(newer)
    assert Article.objects.count() == 2


def test_a_record_that_was_cut_is_seen_after_the_restore(backup, tmp_path):
    cut = altered(backup, {"audit_hash": "f" * 64}, tmp_path / "cat.backup")
    with pytest.raises(CommandError, match="1"):
        replace_by(cut)


def test_a_damaged_database_leaves_the_site_as_it_was(backup, tmp_path):
    half = rewritten(backup, tmp_path / "hong.backup", database=lambda dump: dump[: len(dump) // 2])
    builders.article("Ở lại")
    with pytest.raises(CommandError):
        replace_by(half)
    assert Publication.objects.count() == 2


def test_a_backup_is_never_written_over(backup):
    with pytest.raises(CommandError):
        call_command("backup", str(backup))


@pytest.fixture
def edit_script(monkeypatch):
    """Let a function change what pg_restore writes, as tools of another version would."""

    def use(edit):
        def edited(program, *words, **on):
            output = run(program, *words, **on)
            if program == "pg_restore":
                (script,) = (Path(word[7:]) for word in words if str(word).startswith("--file="))
                script.write_text(edit(script.read_text(encoding="utf-8")), encoding="utf-8")
            return output

        monkeypatch.setattr(restoring, "run", edited)

    return use


@pytest.mark.stack
def test_settings_of_newer_tools_are_passed_over(backup, edit_script):
    """pg_dump 17 sets transaction_timeout, which PostgreSQL 15 and 16 refuse."""
    edit_script(lambda script: script.replace("\nSET ", "\nSET planet_timeout = 0;\nSET ", 1))
    builders.article("Viết sau khi sao lưu")
    replace_by(backup)
    assert [article.title for article in Article.objects.all()] == ["Bão số 1"]


@pytest.mark.parametrize(
    "fault", ["SET planet_timeout = 0;", pytest.param("SELECT 1 / 0;", marks=pytest.mark.stack)]
)
def test_an_error_after_the_opening_settings_leaves_the_site_as_it_was(backup, edit_script, fault):
    edit_script(lambda script: script + fault)
    builders.article("Ở lại")
    with pytest.raises(CommandError, match="ERROR"):
        replace_by(backup)
    assert Article.objects.count() == 2


@pytest.fixture
def queue_letter(settings):
    """Let a letter wait in the queue, as it does on a site whose mail server is slow."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    return lambda: deliver.enqueue("cho@ben-ngu.example", "Trả lời", "Đã trả lời.")


@pytest.mark.stack
def test_a_letter_that_waited_is_in_no_backup(queue_letter, tmp_path):
    queue_letter()
    builders.article("Bão số 1")
    target = tmp_path / "trang.backup"
    call_command("backup", str(target), verbosity=0)
    replace_by(target)
    assert Article.objects.count() == 1
    assert DBTaskResult.objects.count() == 0


@pytest.mark.stack
def test_a_letter_that_an_older_backup_holds_is_not_sent_again(queue_letter, tmp_path, monkeypatch):
    queue_letter()
    target = tmp_path / "cu.backup"
    with monkeypatch.context() as older:
        older.setattr(writing, "excluded_tables", dict)
        call_command("backup", str(target), verbosity=0)
    replace_by(target)
    assert DBTaskResult.objects.count() == 0
