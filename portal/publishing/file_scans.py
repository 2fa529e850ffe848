"""Stored files that no virus scanner has seen yet: scanned in the background, locked if bad."""

import logging
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from sys import maxsize
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, Func, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from portal.audit.models import Action
from portal.audit.recording import record
from portal.kit.files.clamd import Unavailable, ping, signatures
from portal.kit.postgres.pieces import in_pieces
from portal.kit.progress import progress_bar
from portal.media.pictures.models import Picture
from portal.media.pictures.names import FOLDER
from portal.media.scanning import services
from portal.media.scanning.models import UNSCANNABLE, ScannedFile, ScanState
from portal.pagecache.generation import unseen
from portal.publishing.models import Attachment, AttachmentVersion, Revision
from portal.publishing.models.state import OPEN

logger = logging.getLogger(__name__)
# A form that was refused leaves a word about a file that was never stored.
NEVER_STORED_AFTER = timedelta(days=2)
# Signatures come daily; to try each of them on all files would be all that a disk does.
RESCAN_AFTER = timedelta(days=7)
# Until files without a row are looked for again, among all that are named; and so many a query.
_REST: Final = timedelta(hours=1)
_PIECE: Final = 500
_ALL_TAKEN: Final = "files-without-a-row-were-all-taken"


def unscanned(*, once_an_hour: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Yield key and names of each stored file that has no verdict, those that came in first.

    What the scanner could not scan comes last. With `once_an_hour` files without a row are passed
    over for an hour after all of them were taken: whatever comes in has one.
    """
    tried = _tried_in_vain()
    waiting = ScannedFile.objects.filter(state=ScanState.WAITING).exclude(signatures=UNSCANNABLE)
    for key in list(waiting.order_by("at").values_list("key", flat=True)):
        yield key, _names_of(key)
    if not (once_an_hour and cache.get(_ALL_TAKEN)):
        yield from _without_row()
        if once_an_hour:
            cache.set(_ALL_TAKEN, True, _REST.total_seconds())
    for key in tried:
        yield key, _names_of(key)


def _without_row() -> Iterator[tuple[str, list[str]]]:
    """Yield the files of which nothing is known: all that are named are compared for it."""
    without_row = ~Exists(ScannedFile.objects.filter(key=OuterRef("key")))
    pictures = _with_key(Picture.objects.all()).filter(without_row)
    for picture in in_pieces(pictures, size=_PIECE):
        yield services.key_of(str(picture.file.name)), _sizes(picture)
    unseen = ~Exists(ScannedFile.objects.filter(key=OuterRef("file")))
    for model in (Attachment, AttachmentVersion):
        files = model._base_manager.filter(unseen).values_list("file", flat=True).distinct()
        yield from (
            (name, [name]) for name in in_pieces(files, size=_PIECE, column="file", value=str)
        )
    yield from ((name, [name]) for name in _unscanned_of_changes())


def _unscanned_of_changes() -> list[str]:
    """Return the files without a verdict that only a change has, which waits to be put in place."""
    waiting = Revision.objects.filter(change_set__state__in=OPEN)
    newest = waiting.order_by("publication", "-number").distinct("publication")
    rows = Revision.objects.filter(pk__in=newest.values("pk")).order_by()
    names = set(rows.values_list(_FilesOf("data"), flat=True).iterator())
    columns = ((ScannedFile, "key"), (Attachment, "file"), (AttachmentVersion, "file"))
    known = (
        model._base_manager.filter(**{f"{column}__in": names}).values_list(column, flat=True)
        for model, column in columns
    )
    return sorted(filter(default_storage.exists, names.difference(*known)))


class _FilesOf(Func):
    """The names of the files that a version lists, a row each; its texts stay in the database."""

    template = "jsonb_path_query(%(expressions)s, '$.parts.attachments[*].file') #>> '{}'"
    output_field = TextField()
    set_returning = True


def _tried_in_vain() -> list[str]:
    """Return the keys of what the scanner could not scan, the longest ago first."""
    rows = ScannedFile.objects.filter(state=ScanState.WAITING, signatures=UNSCANNABLE)
    return list(rows.order_by("at").values_list("key", flat=True))


def scan_unscanned(
    *, most: int = maxsize, in_vain: int = maxsize, once_an_hour: bool = False
) -> tuple[int, int]:
    """Scan so many files; return how many have a verdict now, and in how many a virus was found.

    Of those that could not be scanned before, so many are tried in vain; `once_an_hour` as for
    `unscanned`. It ends where the scanner does not work: it is asked again at the next turn.
    """
    states: Counter[str] = Counter()
    tried = set(_tried_in_vain())
    for key, names in progress_bar(unscanned(once_an_hour=once_an_hour)):
        if states.total() >= most or in_vain <= 0:
            break
        stored = [name for name in names if default_storage.exists(name)]
        if not stored:
            _forget_never_stored(key)
            continue
        try:
            state = _scan(key, stored).state
        except Unavailable as error:
            logger.warning("The virus scanner gives no verdict: %s", error)
            break
        states[state] += 1
        in_vain -= state == ScanState.WAITING and key in tried
    _lock_away_what_is_left()
    infected = states[ScanState.INFECTED]
    return states[ScanState.CLEAN] + infected, infected


def rescan(*, most: int) -> tuple[int, int]:
    """Scan so many clean files again with what the scanner has learnt since; return as above.

    Each at most once in RESCAN_AFTER, those that were looked at longest ago first, and none where
    the scanner has learnt nothing. Readers see nothing of it but what is taken away.
    """
    try:
        known = signatures(settings.CLAMD_URL)
    except Unavailable:
        return 0, 0
    states: Counter[str] = Counter()
    for row in _to_rescan(known)[:most]:
        stored = [name for name in _names_of(row.key) if default_storage.exists(name)]
        try:
            states[_scan_again(row, stored, known)] += 1
        except Unavailable as error:
            logger.warning("The virus scanner gives no verdict: %s", error)
            break
    infected = states[ScanState.INFECTED]
    return states[ScanState.CLEAN] + infected, infected


def _to_rescan(known: str) -> QuerySet[ScannedFile]:
    rows = ScannedFile.objects.filter(state=ScanState.CLEAN, at__lt=timezone.now() - RESCAN_AFTER)
    return (rows.exclude(signatures=known) if known else rows).order_by("at")


def _scan_again(row: ScannedFile, stored: list[str], known: str) -> str:
    """Return the new verdict; a file that is gone, or that it cannot scan again, stays clean."""
    virus = ""
    for name in stored:
        with default_storage.open(name) as file:
            virus = virus or services.verdict_on(file)
    if virus:
        return _scan(row.key, stored, known).state
    with unseen():
        values = {"at": timezone.now(), "signatures": known}
        ScannedFile.objects.filter(pk=row.pk, state=ScanState.CLEAN).update(**values)
    return ScanState.CLEAN


def scanner_fault() -> str:
    """Return why the configured scanner does not answer; "" where it does."""
    try:
        ping(settings.CLAMD_URL)
    except Unavailable as error:
        return str(error)
    return ""


def infected_attachments() -> QuerySet[Attachment]:
    """Return the attachments whose file was locked away."""
    locked = ScannedFile.objects.filter(state=ScanState.INFECTED, key=OuterRef("file"))
    return Attachment.objects.filter(Exists(locked)).annotate(
        virus=Subquery(locked.values("virus"))
    )


def infected_pictures() -> QuerySet[Picture]:
    """Return the pictures whose files were locked away."""
    locked = ScannedFile.objects.filter(state=ScanState.INFECTED, key=OuterRef("key"))
    rows = _with_key(Picture.objects.all()).filter(Exists(locked))
    return rows.annotate(virus=Subquery(locked.values("virus")))


def _scan(key: str, names: list[str], known: str = "") -> ScannedFile:
    files: list[File[bytes]] = []
    try:
        files.extend(default_storage.open(name) for name in names)
        with transaction.atomic():
            row = services.scan_stored(key, files, signatures=known)
            if row.state == ScanState.INFECTED:
                record(Action.UPLOAD_REFUSED, by=None, new={"file": key, "virus": row.virus})
    finally:
        for file in files:
            file.close()
    if row.state == ScanState.INFECTED:
        _lock_away(names)
    return row


def _lock_away(names: list[str]) -> None:
    """Move files out of the media folder, to where only the operator reaches them."""
    for name in names:
        path = _quarantined(name)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Its own name never holds half of it: it may be the only copy.
        beside = path.with_name(f".{path.name}.new")
        with default_storage.open(name) as stored, beside.open("wb") as kept:
            beside.chmod(0o600)
            shutil.copyfileobj(stored, kept)
        beside.replace(path)
        default_storage.delete(name)


def _quarantined(name: str) -> Path:
    return Path(settings.VAR_DIR) / "quarantine" / name


def _lock_away_what_is_left() -> None:
    """Go on with infected files whose moving was broken off, by a full disk or a restart."""
    infected = ScannedFile.objects.filter(state=ScanState.INFECTED)
    for key in infected.values_list("key", flat=True):
        _lock_away([name for name in _names_of(key) if _was_left(name)])


def _was_left(name: str) -> bool:
    """Return whether a file is there still; one that an operator has just put back is younger."""
    locked, stored = _quarantined(name), Path(default_storage.path(name))
    if not stored.exists():
        return False
    return not locked.exists() or stored.stat().st_mtime <= locked.stat().st_mtime


def _forget_never_stored(key: str) -> None:
    old = timezone.now() - NEVER_STORED_AFTER
    ScannedFile.objects.filter(key=key, state=ScanState.WAITING, at__lt=old).delete()


def _with_key(pictures: QuerySet[Picture]) -> QuerySet[Picture]:
    """Annotate what a picture is known by to the scanner: `services.key_of` of its files."""
    digest = Substr("sha256", 1, 32)
    return pictures.annotate(
        key=Concat(Value(f"{FOLDER}/"), Substr("sha256", 1, 2), Value("/"), digest)
    )


def _names_of(key: str) -> list[str]:
    """Return the stored files of a key: of a picture all sizes, else the one of that name."""
    digest = key.rpartition("/")[2]
    if not key.startswith(f"{FOLDER}/"):
        return [key]
    picture = Picture.objects.filter(sha256__startswith=digest).first()
    return _sizes(picture) if picture is not None else [key]


def _sizes(picture: Picture) -> list[str]:
    sizes = {size["path"] for size in (*picture.renditions, *picture.crops)}
    return [str(picture.file.name), *sorted(sizes - {str(picture.file.name)})]
