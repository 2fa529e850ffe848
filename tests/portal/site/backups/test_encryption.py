"""Backups are encrypted to a public key, and opened by the private one only."""

import shutil
import subprocess
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from portal.kit.files import scratch
from portal.site.backups import encryption
from portal.site.backups.archive import opened
from portal.site.backups.models import BackupRun
from tests.portal.site.backups.helpers import back_up

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


@pytest.mark.stack
@pytest.mark.skipif(shutil.which("age") is None, reason="age is not on this machine")
def test_only_the_private_key_opens_an_encrypted_one(folder, tmp_path, settings):
    key = tmp_path / "key"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    public = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True)
    settings.BACKUP_RECIPIENT = public.stdout.strip()
    made = back_up(folder)
    assert made.name.endswith(".backup.age")
    assert b"manifest.json" not in made.read_bytes()
    with pytest.raises(CommandError, match="--identity"):
        call_command("restore", str(made), "--verify")
    with encryption.readable(made, key) as plain, opened(plain) as (_archive, manifest):
        assert manifest.media_files == 1
    assert not plain.exists()


@pytest.mark.parametrize(
    "head", [b"age-encryption.org/v1\n-> X25519 ", b"-----BEGIN AGE ENCRYPTED FILE-----\n"]
)
@pytest.mark.parametrize("way", ["--verify", "--replace"])
def test_an_encrypted_one_is_known_by_its_first_bytes_whatever_its_name(tmp_path, head, way):
    (copy := tmp_path / "ban-sao.age").write_bytes(head + b"\0" * 100)
    with pytest.raises(CommandError, match="--identity"):
        call_command("restore", str(copy), way)


def test_a_renamed_encrypted_one_is_handed_to_age(tmp_path, monkeypatch):
    (copy := tmp_path / "bản sao").write_bytes(b"age-encryption.org/v1\n" + b"\0" * 100)
    age = tmp_path / "bin" / "age"
    age.parent.mkdir()
    (key := tmp_path / "khoa").touch()
    age.write_text(
        f'#!/bin/sh\n[ "$1 $2 $3" = "--decrypt --identity {key}" ] && echo "$6" > "$5"\n'
    )
    age.chmod(0o700)
    monkeypatch.setenv("PATH", f"{age.parent}:/usr/bin:/bin")
    with encryption.readable(copy, key) as plain:
        assert plain.read_text() == f"{copy}\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("no identity matched any of the recipients", "{key} không mở được bản sao lưu này"),
        ("failed to read: unknown identity type", "age: error: failed to read"),
    ],
)
def test_a_key_that_opens_another_backup_is_told_in_our_words(
    tmp_path, monkeypatch, words, message
):
    (copy := tmp_path / "x.age").write_bytes(b"age-encryption.org/v1\n" + b"\0" * 100)
    age = tmp_path / "bin" / "age"
    age.parent.mkdir()
    (key := tmp_path / "khoa").touch()
    age.write_text(
        f"#!/bin/sh\necho 'age: error: {words}' >&2\n"
        "echo 'age: report unexpected or unhelpful errors at https://a.example' >&2\nexit 1\n"
    )
    age.chmod(0o700)
    monkeypatch.setenv("PATH", f"{age.parent}:/usr/bin:/bin")
    with pytest.raises(CommandError) as failed:
        call_command("restore", str(copy), "--verify", identity=key)
    assert message.format(key=key) in str(failed.value)
    assert "report" not in str(failed.value)


def test_a_key_that_this_user_may_not_read_is_said_with_what_to_type(tmp_path):
    (copy := tmp_path / "x.age").write_bytes(b"age-encryption.org/v1\n" + b"\0" * 100)
    key = tmp_path / "khoa"
    with pytest.raises(CommandError, match=f"install -o portal -m 600 {key}"):
        call_command("restore", str(copy), "--verify", identity=key)


def test_what_is_large_is_worked_on_upon_a_disk(monkeypatch):
    """The usual place may be memory; whoever names it has it."""
    monkeypatch.setattr("tempfile.tempdir", str(scratch.USUAL))
    monkeypatch.delenv("TMPDIR", raising=False)
    assert scratch.work_place() == scratch.ON_DISK
    monkeypatch.setenv("TMPDIR", str(scratch.USUAL))
    assert scratch.work_place() == scratch.USUAL


def test_where_there_is_no_room_it_says_so_before_it_begins(tmp_path, monkeypatch):
    (backup := tmp_path / "x.backup").write_bytes(b"0" * 3_000_000)
    monkeypatch.setattr("shutil.disk_usage", lambda _place: SimpleNamespace(free=2_000_000))
    with pytest.raises(CommandError, match=r"3 MB.*TMPDIR="):
        call_command("restore", str(backup), "--verify")


def test_a_key_for_an_open_one_is_said(tmp_path):
    (plain := tmp_path / "x.backup.age").write_bytes(b"nothing of ours")
    with pytest.raises(CommandError):
        call_command(
            "restore", str(plain), "--verify", identity=plain, stderr=(output := StringIO())
        )
    assert "--identity" in output.getvalue()


def test_where_age_is_missing_no_open_backup_is_left(folder, settings, monkeypatch):
    settings.BACKUP_RECIPIENT = "age1abc"
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(CommandError, match="age"):
        back_up(folder)
    assert list(folder.iterdir()) == []
    assert not BackupRun.objects.exists()
