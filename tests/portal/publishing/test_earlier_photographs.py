"""Photographs attached before lose what their cameras wrote, once and in all versions."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.test import Client

from portal.publishing.models import Attachment, AttachmentVersion, Revision
from tests import builders
from tests.portal.kit.files.test_photographs import SECRET, drawing, opened, photograph

pytestmark = pytest.mark.django_db


def attached(name: str, content: bytes) -> Attachment:
    """A photograph as it was stored before anything was taken out."""
    default_storage.save(name, ContentFile(content))
    page = builders.article()
    row = Attachment.objects.create(
        publication=page, name="Ảnh", file=name, size=len(content), content_type="image/jpeg"
    )
    version = page.revisions.get(number=page.live_number)
    version.data["parts"]["attachments"] = [{"id": row.pk, "file": name, "size": len(content)}]
    version.save()
    return row


def run(capsys: Any) -> str:
    call_command("strip_photographs")
    return str(capsys.readouterr().out)


def test_place_and_time_go_and_the_pixels_stay(media: Path, capsys: Any, client: Client) -> None:
    before = photograph()
    row = attached("attachments/aa/a.jpg", before)
    assert run(capsys) == "1 of 1 photographs stripped.\n"
    after = (media / "attachments/aa/a.jpg").read_bytes()
    assert SECRET.encode() in before
    assert SECRET.encode() not in after
    assert opened(after).tobytes() == opened(before).tobytes()
    served = client.get(row.address)
    assert b"".join(served.streaming_content) == after  # type: ignore[attr-defined]  # a file is streamed


def test_rows_and_versions_say_the_new_size(media: Path, capsys: Any) -> None:
    row = attached("attachments/aa/a.png", drawing())
    AttachmentVersion.objects.keep(row)
    run(capsys)
    size = (media / "attachments/aa/a.png").stat().st_size
    row.refresh_from_db()
    [listed] = Revision.objects.get(publication=row.publication_id).data["parts"]["attachments"]
    assert row.size == AttachmentVersion.objects.get().size == listed["size"] == size


def test_what_only_a_proposed_version_has_is_stripped(media: Path, capsys: Any) -> None:
    attached("attachments/aa/a.jpg", photograph())
    Attachment.objects.all().delete()
    assert run(capsys) == "1 of 1 photographs stripped.\n"


def test_a_second_time_nothing_is_done(media: Path, capsys: Any) -> None:
    attached("attachments/aa/a.jpg", photograph())
    run(capsys)
    path = media / "attachments/aa/a.jpg"
    before = path.stat()
    assert run(capsys) == "0 of 1 photographs stripped.\n"
    assert path.stat() == before
    assert [each.name for each in path.parent.iterdir()] == ["a.jpg"]


def test_sizes_that_a_killed_run_left_wrong_are_mended(media: Path, capsys: Any) -> None:
    row = attached("attachments/aa/a.jpg", photograph())
    before = Revision.objects.get(publication=row.publication_id)
    run(capsys)
    # The bytes are new and the commit never came.
    row.save()
    before.save()
    assert run(capsys) == "0 of 1 photographs stripped.\n"
    size = (media / "attachments/aa/a.jpg").stat().st_size
    row.refresh_from_db()
    before.refresh_from_db()
    assert row.size == before.data["parts"]["attachments"][0]["size"] == size


def test_a_damaged_one_is_named_and_left(media: Path, capsys: Any) -> None:
    attached("attachments/aa/a.jpg", photograph()[:300])
    attached("attachments/aa/b.jpg", photograph())
    default_storage.save("attachments/aa/c.pdf", ContentFile(b"%PDF-1.4"))
    with pytest.raises(SystemExit):
        run(capsys)
    assert capsys.readouterr().out == (
        "attachments/aa/a.jpg: damaged, left as it is\n1 of 2 photographs stripped.\n"
    )
    assert len((media / "attachments/aa/a.jpg").read_bytes()) == 300


def test_a_file_that_is_gone_is_passed_over(media: Path, capsys: Any) -> None:
    attached("attachments/aa/a.jpg", photograph())
    (media / "attachments/aa/a.jpg").unlink()
    assert run(capsys) == "0 of 0 photographs stripped.\n"
