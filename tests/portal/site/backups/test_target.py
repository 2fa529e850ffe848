"""A restore names what it would write to, and gives up content only where its name was typed."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from news.articles.models import Article
from portal.pagecache import generation
from portal.publishing.conditional import content_state
from portal.tasks.upkeep import a_worker_lives, upkeep
from tests import builders
from tests.worker import wait_until

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.fixture
def empty_site(backup, media):
    """A site without a row or a file, beside the backup of what it had."""
    Article.objects.all().delete()
    (media / "anh" / "hue.txt").unlink()


def restore(*words):
    output = StringIO()
    call_command("restore", *map(str, words), stdout=output)
    return output.getvalue()


def place():
    database = connection.settings_dict
    return database["NAME"], database["HOST"], database["PORT"]


def test_an_empty_site_is_filled_and_named(empty_site, backup, media):
    output = restore(backup)
    assert all(str(word) in output for word in (*place(), media))
    assert [article.title for article in Article.objects.all()] == ["Bão số 1"]
    assert (media / "anh" / "hue.txt").exists()


def test_a_site_with_rows_is_named_and_refused(empty_site, backup, media):
    builders.article("Ở lại")
    with pytest.raises(CommandError) as refusal:
        restore(backup)
    assert all(str(word) in str(refusal.value) for word in (*place(), media, "--verify"))
    assert [article.title for article in Article.objects.all()] == ["Ở lại"]
    assert list(media.rglob("*.txt")) == []


def test_an_empty_database_beside_the_files_of_another_site_is_refused(empty_site, backup, media):
    """As where DATABASE_URL was changed for a trial, and MEDIA_ROOT was forgotten."""
    (media / "anh" / "khac.txt").write_text("của trang khác", encoding="utf-8")
    with pytest.raises(CommandError, match=str(media)):
        restore(backup)
    assert Article.objects.count() == 0


@pytest.mark.parametrize("way", [[], ["--replace", "--confirm", "portal"]])
def test_a_folder_is_not_restored_but_its_newest_is_named(tmp_path, way):
    for day in (1, 2):
        (tmp_path / f"portal-2007020{day}-020000.backup").touch()
    with pytest.raises(CommandError) as refusal:
        restore(tmp_path, *way)
    message = f"{tmp_path} là thư mục: .* {tmp_path}/portal-20070202-020000.backup$"
    assert re.match(message, str(refusal.value))


@pytest.mark.parametrize("way", [[], ["--verify"]])
def test_a_folder_without_a_backup_is_not_called_missing(tmp_path, way):
    (tmp_path / "note.txt").touch()
    with pytest.raises(CommandError, match=f"Không có bản sao lưu nào trong {tmp_path}"):
        restore(tmp_path, *way)


def test_replacing_asks_for_the_name_of_the_database(backup):
    builders.article("Ở lại")
    with pytest.raises(CommandError, match=rf"--confirm {connection.settings_dict['NAME']}$"):
        restore(backup, "--replace")
    assert Article.objects.count() == 2


@pytest.mark.parametrize("change", [str.upper, lambda name: name[:-1], lambda name: ""])
def test_another_name_replaces_nothing(backup, change):
    builders.article("Ở lại")
    name = connection.settings_dict["NAME"]
    with pytest.raises(CommandError, match="--confirm"):
        restore(backup, "--replace", "--confirm", change(name))
    with pytest.raises(CommandError, match="--replace"):
        restore(backup, "--confirm", name)
    assert Article.objects.count() == 2


def test_a_site_that_runs_is_not_replaced(backup):
    builders.article("Ở lại")
    name = connection.settings_dict["NAME"]
    with upkeep("helper"), pytest.raises(CommandError, match=r"systemctl stop portal\.socket"):
        restore(backup, "--replace", "--confirm", name)
    assert Article.objects.filter(title="Ở lại").exists()
    # The server sees a moment later that the helper's connection is closed.
    wait_until(lambda: not a_worker_lives())
    restore(backup, "--replace", "--confirm", name)
    assert not Article.objects.filter(title="Ở lại").exists()


def test_pages_fetched_from_the_site_before_are_no_longer_current(backup):
    with transaction.atomic():
        generation.invalidate_public_content()
    before = content_state().changed_at
    restore(backup, "--replace", "--confirm", connection.settings_dict["NAME"])
    assert content_state().changed_at > before
