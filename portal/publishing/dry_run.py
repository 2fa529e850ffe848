"""Doing as if: the database shows a pending text in its place, and then it never happened."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar

from django.db import connection, transaction
from django.db.models.fields.files import FieldFile

from portal.media.scanning.services import verdicts_kept
from portal.pagecache.generation import unseen

_is_dry_run: ContextVar[bool] = ContextVar("is_dry_run", default=False)
_files_below: ContextVar[str] = ContextVar("files_below", default="")
_live: ContextVar[bool] = ContextVar("live", default=False)


def is_dry_run() -> bool:
    """Return whether the rows are those of a dry run, which nobody else can ask for."""
    return _is_dry_run.get()


def dry_run_address(file: FieldFile) -> str:
    """Return where the person for whom the dry run is made fetches a stored file."""
    below = _files_below.get()
    return f"{below}{file.name}" if below else str(file.url)


@contextmanager
def dry_run(*, files_below: str = "", is_open: bool = True) -> Iterator[None]:
    """Whatever is written inside is seen inside only, and is gone afterwards.

    What a virus scanner has said of a file stays, for the file does.

    `files_below` is an address of one's own below which files are fetched, else their usual one.
    Who seldom writes live texts inside opens the door there, and passes `is_open=False`.
    Forms, previews and comparisons of a pending version thus use the very code that serves the
    live one. Whoever else asks meanwhile sees the rows as they were.
    """
    token, below = _is_dry_run.set(True), _files_below.set(files_below)
    try:
        with verdicts_kept(), unseen(), transaction.atomic():
            # Rolling back closes the door, too.
            with allow_live_writes(is_rolled_back=True) if is_open else nullcontext():
                yield
            transaction.set_rollback(True)
    finally:
        _files_below.reset(below)
        _is_dry_run.reset(token)


@contextmanager
def allow_live_writes(*, is_rolled_back: bool = False) -> Iterator[None]:
    """Change live texts inside, which the database refuses to every side door."""
    if _live.get():  # The outermost one closes the door.
        yield
        return
    token = _live.set(True)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL portal.may_write_live = 'on'")
        yield
        if not is_rolled_back:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL portal.may_write_live = 'off'")
    finally:
        _live.reset(token)
