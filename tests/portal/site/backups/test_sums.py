"""A damaged backup is found out before anything is written; killed runs leave nothing for long."""

import os
import signal
import subprocess
import sys
import tarfile

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from news.articles.models import Article
from portal.kit.files.scratch import scratch_folder
from portal.site.backups.archive import UNFINISHED
from tests import builders
from tests.portal.site.backups.helpers import replace_by

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
PICTURE = "media/anh/hue.txt"


def place_of(backup, name):
    """Where the header of a member stands in the file, and where its content does."""
    with tarfile.open(backup) as archive:
        member = archive.getmember(name)
        return member.offset, member.offset_data


def flipped(content, position):
    return content[:position] + bytes([content[position] ^ 1]) + content[position + 1 :]


def damage(backup, how):
    """Damage the file as a disk or a broken copy would."""
    content = backup.read_bytes()
    picture, picture_content = place_of(backup, PICTURE)
    _, dump_content = place_of(backup, "database.dump")
    sums, _ = place_of(backup, "sums.json")
    backup.write_bytes(
        {
            "header": flipped(content, picture + 5),
            "content": flipped(content, picture_content),
            "dump": flipped(content, dump_content + 400),
            "cut": content[: picture_content + 2],
            "end": content[:sums],
            "last": flipped(content, sums + 5),
        }[how]
    )


@pytest.mark.parametrize("how", ["header", "content", "dump", "cut", "end", "last"])
def test_a_damaged_backup_writes_nothing(backup, media, how):
    builders.article("Ở lại")
    (media / "anh" / "hue.txt").write_text("Bản tốt", encoding="utf-8")
    damage(backup, how)
    with pytest.raises(CommandError, match="hỏng"):
        replace_by(backup)
    assert Article.objects.count() == 2
    assert (media / "anh" / "hue.txt").read_text(encoding="utf-8") == "Bản tốt"


def test_the_damaged_file_is_named(backup):
    damage(backup, "content")
    with pytest.raises(CommandError, match=PICTURE):
        replace_by(backup)


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    runs = tmp_path / "runs"
    runs.mkdir()
    code = (
        "import sys, time; from pathlib import Path; from portal.kit.files.scratch import *\n"
        "with scratch_folder(Path(sys.argv[1]), '.backup-') as folder:\n"
        "    (folder / 'half').write_text('x'); print(flush=True); time.sleep(60)"
    )
    run = subprocess.Popen(
        [sys.executable, "-c", code, str(runs)], stdout=subprocess.PIPE, cwd=settings.BASE_DIR
    )
    run.stdout.readline()
    ended = []
    with scratch_folder(runs, ".backup-", before_removal=ended.append):
        # The folder of a run that is still at work is nobody's to remove.
        assert (len(list(runs.iterdir())), ended) == (2, [])
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    run.stdout.close()
    (left,) = runs.iterdir()
    with scratch_folder(runs, ".backup-", before_removal=ended.append) as folder:
        assert (list(runs.iterdir()), ended) == ([folder], [left])
    assert list(runs.iterdir()) == []


def test_what_a_killed_restore_left_is_in_no_backup(media, tmp_path):
    (media / f"{UNFINISHED}x").mkdir()
    (media / f"{UNFINISHED}x" / "file").write_text("nửa chừng", encoding="utf-8")
    target = tmp_path / "sau.backup"
    call_command("backup", str(target), verbosity=0)
    with tarfile.open(target) as archive:
        assert [name for name in archive.getnames() if name.startswith("media/")] == [PICTURE]
