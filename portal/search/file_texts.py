"""The text of attached files: read in the background, searched below the pages' own text."""

import logging
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, Final

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.db.models.expressions import RawSQL
from django.utils import timezone

from portal.kit.postgres.prepared import PreparedText
from portal.kit.text.normalize import nfc, usable
from portal.kit.text.vectors import search_vector
from portal.media.filetexts.sandbox import EXTENSIONS, MAX_FILE_SIZE, text_in_sandbox
from portal.publishing.models import Attachment
from portal.search.candidates import TooCostly, bounded_rows
from portal.search.models import FileText
from portal.search.query import Query
from portal.search.scope import BOUNDS, Scope, Shape, shape_of

logger = logging.getLogger(__name__)
# Seconds of one turn in the background; the next one goes on.
A_TURN: Final = 60.0
MAX_FILES: Final = 100
# After so long a file is tried again that was not read to its end, as on a busy machine; one that
# never is comes round each week.
WAITS: Final = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))
# How often such files were tried, and when they have their next turn: in this process.
_BROKEN_OFF: Final[dict[str, tuple[int, float]]] = {}
TIMEOUT_MS: Final = 300
_CHUNK: Final = 500
_ANY: Final = "SELECT 1 FROM search_filetext WHERE search_vector @@ %s::tsquery LIMIT 1"


@dataclass(frozen=True, slots=True)
class InFile:
    """A file with the words that were asked, what its page calls it, and what that page is."""

    file: str
    name: str
    kind: str
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FilesWith:
    """Pages of which a file has the words, the first such file each.

    `complete` where no more of them do.
    """

    first: dict[int, InFile]
    complete: bool = True


NO_FILES: Final = FilesWith({})


def files_with(scope: Scope, query: Query) -> FilesWith:
    """Return pages in the scope of which a file has all the words, those of the newest.

    Only files that a public page leads to now are looked at; a question that takes long has none.
    """
    tsquery, values = query.tsquery(exact=True), scope.values()
    try:
        # To ask for their pages takes longer than to find that there are none.
        if not bounded_rows(_ANY, [tsquery], TIMEOUT_MS):
            return NO_FILES
        sql, params = _attached(shape_of(values))(at=timezone.now(), tsquery=tsquery, **values)
        attached = bounded_rows(f"{sql} LIMIT %s", [*params, MAX_FILES + 1], TIMEOUT_MS)
    except TooCostly:
        return FilesWith({}, complete=False)
    first: dict[int, InFile] = {}
    for page, *file in attached[:MAX_FILES]:
        first.setdefault(page, InFile(*file))
    return FilesWith(first, complete=len(attached) <= MAX_FILES)


@cache
def _attached(shape: Shape) -> PreparedText:
    """Return the statement for files on pages that are bounded by what is named, newest first."""

    def build(*, at: Any, tsquery: Any, **values: Any) -> models.QuerySet[Any, Any]:
        has_words = RawSQL(
            "search_vector @@ %s::tsquery", (tsquery,), output_field=models.BooleanField()
        )
        texts = FileText.objects.filter(has_words).values("file")
        bounds = {f"publication__{BOUNDS[name]}": value for name, value in values.items()}
        found = Attachment.objects.public(at).filter(file__in=texts, **bounds)
        return found.order_by("-publication__published_at", "position", "pk").values_list(
            "publication_id", "file", "name", "publication__kind", "publication__published_at"
        )

    return PreparedText(build, at=datetime, tsquery=str, **dict(shape))


def texts_of(files: Iterable[InFile]) -> dict[str, str]:
    """Return the texts of files by their stored names; no query for none."""
    names = sorted({each.file for each in files})
    rows = FileText.objects.filter(file__in=names).values_list("file", "text")
    return dict(rows) if names else {}


# --- reading -------------------------------------------------------------------------------------


def unread() -> models.QuerySet[Attachment]:
    """Return the attachments of public pages whose text nobody has read."""
    read = FileText.objects.filter(file=OuterRef("file"))
    rows = Attachment.objects.public().filter(_ends_in(EXTENSIONS)).exclude(Exists(read))
    return rows.order_by("-publication__published_at", "pk")


def _ends_in(extensions: Iterable[str]) -> models.Q:
    named = models.Q(pk__in=[])
    for extension in extensions:
        named |= models.Q(file__iendswith=f".{extension}")
    return named


def forget(extensions: Iterable[str]) -> None:
    """Remove the texts of files of these endings, for them to be read anew."""
    FileText.objects.filter(_ends_in(extensions)).delete()


def read_new(seconds: float | None = None) -> Iterator[str]:
    """Read files one after the other, the newest pages' first; yield the name of each.

    One that the store did not give, or that was not read to its end, is left for another turn.
    """
    _forget_broken_off()
    now = time.monotonic()
    ends = None if seconds is None else now + seconds
    left = {name for name, (_tries, turn) in _BROKEN_OFF.items() if now < turn}
    while names := list(unread().exclude(file__in=left).values_list("file", "size")[:_CHUNK]):
        for name, size in dict(names).items():
            if ends is not None and time.monotonic() > ends:
                return
            text = _read(name, size)
            if text is None:
                left.add(name)
                continue
            _keep(name, text)
            yield name


def forget_unused() -> int:
    """Remove the texts of files that no page leads to any more; return how many."""
    used = Attachment.objects.filter(file=OuterRef("file"))
    return FileText.objects.exclude(Exists(used)).delete()[0]


def _read(name: str, size: int) -> str | None:
    """Return the words of a file, "" where it holds none; None where it is to be tried again."""
    if size > MAX_FILE_SIZE:
        return ""
    try:
        with default_storage.open(name) as file:
            content = file.read(MAX_FILE_SIZE + 1)
    except FileNotFoundError:
        # A disk that is not there has no folder either.
        return "" if default_storage.exists(str(Path(name).parent)) else None
    except OSError as error:
        logger.warning("An attached file could not be read now: %s", type(error).__name__)
        return None
    text = text_in_sandbox(content, Path(name).suffix.lstrip(".").lower())
    if text is None:
        _put_off(name)
        return None
    _BROKEN_OFF.pop(name, None)
    return nfc(usable(text))


def _forget_broken_off() -> None:
    """Forget the tries of files that no public page leads to any more, or that were read."""
    if _BROKEN_OFF:
        names = set(_BROKEN_OFF)
        for name in names.difference(
            unread().filter(file__in=names).values_list("file", flat=True)
        ):
            del _BROKEN_OFF[name]


def _put_off(name: str) -> None:
    tries = _BROKEN_OFF.get(name, (0, 0.0))[0]
    wait = WAITS[min(tries, len(WAITS) - 1)]
    _BROKEN_OFF[name] = (tries + 1, time.monotonic() + wait.total_seconds())


def _keep(name: str, text: str) -> None:
    vector = search_vector(
        title="", summary="", body_html=escape(text), kind="file", language="", published_at=None
    )
    with transaction.atomic():
        FileText.objects.update_or_create(
            file=name, defaults={"text": text, "search_vector": vector}
        )
