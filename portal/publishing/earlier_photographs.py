"""Takes out of photographs that were attached before what their cameras wrote in them.

What is attached today loses it when it is sent. A file keeps its name, which older versions of its
page, its address and its verdict of the virus scanner go by; only its bytes and its size change.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from portal.kit.files.photographs import Damaged, without_metadata
from portal.kit.progress import progress_bar
from portal.pagecache.generation import invalidate_public_content
from portal.publishing.models import Attachment, AttachmentVersion, Revision

_KINDS: Final = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png"}


@dataclass
class StripReport:
    """How many were looked at, how many were stripped, and which could not be followed."""

    seen: int = 0
    stripped: int = 0
    damaged: list[str] = field(default_factory=list)


def strip_earlier_photographs() -> StripReport:
    """Strip every attached JPEG and PNG, those of earlier and of proposed versions too.

    What is stripped already stays as it is: it may be done again, and go on where it ended.
    """
    report = StripReport()
    for name, sizes in progress_bar(sorted(_sizes_by_name().items())):
        if not default_storage.exists(name):
            continue
        report.seen += 1
        with default_storage.open(name) as file:
            content = file.read()
        try:
            kept = without_metadata(content, _KINDS[Path(name).suffix.lower()])
        except Damaged:
            report.damaged.append(name)
            continue
        if kept != content:
            _replace(name, kept)
            report.stripped += 1
        elif sizes != {len(content)}:
            # It was broken off between the bytes and the commit.
            _write_size(name, len(content))
    return report


def _sizes_by_name() -> dict[str, set[int | None]]:
    """Return all photographs that some version of a page has attached, and what sizes are said."""
    rows = Revision.objects.filter(data__parts__has_key="attachments")
    listed = rows.values_list("data__parts__attachments", flat=True).iterator()
    sizes: dict[str, set[int | None]] = {}
    for name, size in (
        *Attachment.objects.values_list("file", "size"),
        *AttachmentVersion.objects.values_list("file", "size"),
        *((str(row["file"]), row.get("size")) for attachments in listed for row in attachments),
    ):
        if Path(name).suffix.lower() in _KINDS:
            sizes.setdefault(name, set()).add(size)
    return sizes


def _replace(name: str, content: bytes) -> None:
    """Put other bytes under a stored name at once: no reader gets half of a file."""
    path = Path(default_storage.path(name))
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    os.chmod(beside, path.stat().st_mode & 0o777)
    with transaction.atomic():
        _write_size(name, len(content))
        beside.replace(path)


@transaction.atomic
def _write_size(name: str, size: int) -> None:
    """Write the size of a stored file wherever a version of a page has it."""
    for rows in (Attachment.objects, AttachmentVersion.objects):
        rows.filter(file=name).update(size=size)
    for revision in _revisions_with(name):
        for row in revision.data["parts"]["attachments"]:
            if row["file"] == name:
                row["size"] = size
        revision.save(update_fields=["data"])
    # Pages say how large a file is.
    invalidate_public_content()


def _revisions_with(name: str) -> Iterator[Revision]:
    rows: QuerySet[Revision] = Revision.objects.filter(
        data__parts__attachments__contains=[{"file": name}]
    )
    return rows.iterator()
