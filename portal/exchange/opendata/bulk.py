"""All data sets in one file: written apart, then put in the place of the one before."""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.conf import settings
from django.utils import timezone, translation

from portal.exchange.datafiles.facts import licence
from portal.exchange.datafiles.tables import Dataset
from portal.exchange.datafiles.writing import csv_pieces, json_pieces
from portal.exchange.opendata.descriptions import moment
from portal.exchange.opendata.sets import open_sets
from portal.kit.files import locked, replace_file
from portal.kit.priorities import leisure_task
from portal.kit.progress import progress_bar
from portal.kit.samples import is_shown
from portal.kit.site_names import site_name

MANIFEST: Final = "manifest.json"
_CURRENT: Final = "current.json"
# What was begun longer ago than this, nobody is still writing.
_LEFT_OVER_SECONDS: Final = 12 * 3600


@dataclass(frozen=True, slots=True)
class Bulk:
    """The file of all data sets as it lies on disk."""

    path: Path
    size: int
    sha256: str
    written_at: datetime


def folder() -> Path:
    return Path(settings.VAR_DIR) / "open-data"


def current_bulk() -> Bulk | None:
    """Return the newest complete file; None where none was written yet.

    Nor where it holds samples that the site no longer shows.
    """
    try:
        values = json.loads((folder() / _CURRENT).read_text(encoding="utf-8"))
        path = folder() / values["file"]
        holds_samples = values.get("with_samples", True)
        if path.stat().st_size != values["size"] or not is_shown(is_sample=holds_samples):
            return None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    written_at = datetime.fromisoformat(values["written_at"])
    return Bulk(path, values["size"], values["sha256"], written_at)


def write_bulk() -> Bulk:
    """Write every public row of every data set into a new file, and let it be the current one."""
    folder().mkdir(parents=True, exist_ok=True)
    _remove(folder().glob(".begun-*"), older_than=_LEFT_OVER_SECONDS)
    begun = folder() / f".begun-{os.getpid()}-{time.monotonic_ns()}"
    try:
        with translation.override(settings.LANGUAGE_CODE):
            written_at = timezone.now()
            _write(begun, written_at)
        with begun.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        path = folder() / f"du-lieu-{timezone.localdate():%Y%m%d}-{sha256[:12]}.zip"
        bulk = Bulk(path, begun.stat().st_size, sha256, written_at)
        with locked(folder() / ".lock"):
            return _put_in_place(begun, bulk)
    finally:
        begun.unlink(missing_ok=True)


def _put_in_place(begun: Path, bulk: Bulk) -> Bulk:
    """Return the current file: this one, unless a later one was quicker."""
    current = current_bulk()
    if current is not None and current.written_at > bulk.written_at:
        return current
    begun.replace(bulk.path)
    _point_at(bulk)
    # Whoever is reading an older one goes on reading it.
    _remove(other for other in folder().glob("du-lieu-*.zip") if other != bulk.path)
    return bulk


def _write(path: Path, written_at: datetime) -> None:
    files: list[dict[str, Any]] = []
    with ZipFile(path, "w", ZIP_DEFLATED) as book:
        for name, pieces in _files():
            files.append(_add(book, name, pieces))
        values = {
            "publisher": site_name("vi"),
            "site": settings.SITE_URL + "/",
            "licence": licence(),
            "written_at": moment(written_at),
            "versions": {each.slug: each.version for each in open_sets().values()},
            "files": files,
        }
        book.writestr(MANIFEST, json.dumps(values, ensure_ascii=False, indent=1) + "\n")


def _files() -> Iterator[tuple[str, Iterable[bytes]]]:
    for each in progress_bar(open_sets().values()):
        yield from _files_of(each.slug, each.dataset())
        for data in each.members():
            yield from _files_of(f"{each.slug}/{data.name}", data)


def _files_of(place: str, data: Dataset) -> Iterator[tuple[str, Iterable[bytes]]]:
    yield f"{place}.json", json_pieces(data)
    for table in data.every_table():
        yield f"{place}/{table.name}.csv", csv_pieces(table)


def _add(book: ZipFile, name: str, pieces: Iterable[bytes]) -> dict[str, Any]:
    """Write a file piece by piece; return what the manifest says of it."""
    digest, size = hashlib.sha256(), 0
    part = ZipInfo(name, timezone.localtime().timetuple()[:6])
    part.compress_type = ZIP_DEFLATED
    with book.open(part, "w", force_zip64=True) as file:
        for piece in pieces:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
    return {"name": name, "size": size, "sha256": digest.hexdigest()}


def _point_at(bulk: Bulk) -> None:
    values = {
        "file": bulk.path.name,
        "size": bulk.size,
        "sha256": bulk.sha256,
        "written_at": bulk.written_at.isoformat(),
        "with_samples": settings.SHOW_SAMPLES,
    }
    replace_file(folder() / _CURRENT, json.dumps(values))


def _remove(paths: Iterable[Path], *, older_than: int = 0) -> None:
    limit = time.time() - older_than
    for path in paths:
        if path.stat().st_mtime <= limit:
            path.unlink(missing_ok=True)


@leisure_task
def write_open_data() -> int:
    """Write the file of all data sets anew; return its size in bytes."""
    return write_bulk().size
