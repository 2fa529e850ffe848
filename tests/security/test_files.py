"""Each file is taken, cleaned or refused as the manifest of `files.py` says."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.kit.files import documents, photographs, signatures
from portal.publishing.models import Attachment
from tests import builders
from tests.sampling import params
from tests.security.files import ATTACHMENT, CLEANED, TAKEN, Sent, manifest
from tests.security.sending import outcome_of

ROOT = Path(__file__).resolve().parents[2]
ALL = manifest()
# Each costs a process of its own or megabytes.
DEAR = [sent for sent in ALL if sent.door != ATTACHMENT]
CHEAP = [sent for sent in ALL if sent.door == ATTACHMENT]


def test_there_are_more_than_a_hundred_good_and_hostile_ones() -> None:
    assert len(ALL) > 150
    found = Counter(sent.outcome in (TAKEN, CLEANED) for sent in ALL)
    assert found[True] >= 40
    assert found[False] >= 80


@pytest.mark.parametrize("sent", CHEAP, ids=str)
def test_attachments_are_as_the_manifest_says(sent: Sent) -> None:
    assert outcome_of(sent) == sent.outcome


@pytest.mark.parametrize("sent", params(DEAR, one_in=4), ids=str)
def test_others_are_as_the_manifest_says(sent: Sent) -> None:
    assert outcome_of(sent) == sent.outcome


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", params([sent for sent in CHEAP if sent.outcome == TAKEN], one_in=5), ids=str
)
def test_whatever_a_file_is_called_it_is_stored_by_its_content(media: Path, sent: Sent) -> None:
    file = SimpleUploadedFile(sent.name, sent.make())
    row = Attachment(publication=builders.article(), name="Phụ lục", file=file)
    row.full_clean()
    row.save()
    stored = [path.relative_to(media) for path in media.rglob("*") if path.is_file()]
    assert [path.parts[0] for path in stored] == ["attachments"]
    assert stored[0].stem.isalnum()
    assert stored[0].stem.isascii()


def test_a_check_that_believes_names_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "require_kind", lambda *_args: None)
    wrong = [sent for sent in CHEAP[::4] if outcome_of(sent) != sent.outcome]
    assert len(wrong) > 7


def test_an_archive_that_nobody_looks_into_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "danger_in", lambda _archive: "")
    archives = [sent for sent in CHEAP if sent.name == "a.zip"]
    assert sum(outcome_of(sent) != sent.outcome for sent in archives) > 10


def test_a_picture_that_is_kept_as_it_came_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photographs, "without_metadata", lambda content, _kind: content)
    pictures = [sent for sent in CHEAP if sent.name in {"a.jpg", "ảnh.jpg", "ảnh.png"}]
    assert sum(outcome_of(sent) != sent.outcome for sent in pictures) >= 7


# What decoding a picture may take stands in portal/media/pictures/making.py.
MAX_SECONDS, MAX_MEGABYTES = 2, 300


@pytest.mark.stack
def test_no_file_takes_over_two_seconds_or_300_megabytes() -> None:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "portal.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.security.sending"],
        cwd=ROOT,
        env=env,
        capture_output=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.decode().splitlines() if line.startswith("[")]
    assert len(rows) == len(ALL)
    slow = [row for row in rows if row[1] > MAX_SECONDS]
    assert not slow, slow
    assert rows[-1][2] <= MAX_MEGABYTES, max(rows, key=lambda row: row[2])
