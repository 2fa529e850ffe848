"""A small site with one article and one uploaded file, and a backup of it."""

import pytest
from django.core.management import call_command
from django.db import transaction

from portal.audit.models import Action
from portal.audit.recording import record
from tests import builders


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    (settings.MEDIA_ROOT / "anh").mkdir(parents=True)
    (settings.MEDIA_ROOT / "anh" / "hue.txt").write_text("Huế", encoding="utf-8")
    return settings.MEDIA_ROOT


@pytest.fixture
def backup(tmp_path):
    """A backup of a site with one article and a row in the record of changes."""

    article = builders.article("Bão số 1")
    with transaction.atomic():
        record(Action.CHANGED, by=None, subject=article)
    target = tmp_path / "trang.backup"
    call_command("backup", str(target), verbosity=0)
    return target


@pytest.fixture
def folder(tmp_path):
    (made := tmp_path / "sao-luu").mkdir()
    return made


@pytest.fixture
def second(tmp_path, settings):
    """A folder for copies, on a disk of another machine."""
    (made := tmp_path / "noi-khac").mkdir()
    settings.BACKUP_SECOND_PLACE = str(made)
    return made
