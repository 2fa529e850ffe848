"""Imports articles; docs/van-hanh/nhap-bai.md describes the format."""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import datetime
from pathlib import Path
from typing import IO, NoReturn

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db import Error as DatabaseFault
from django.utils.translation import gettext as _
from tqdm import tqdm

from news.articles.models import Article
from news.importing.dates import DATES
from news.importing.services import ImportCounts, import_file
from portal.kit.progress import progress_bar
from portal.publishing.loading import PACE_FROM, analyze
from portal.search import vocabulary


class Command(BaseCommand):
    help = (
        "Import articles, one JSON object a line: title, summary, body_html, published_at, slug; "
        "optional category, tags, author, source. What is there already is left alone; a bad line "
        "is reported and skipped. Ends with 1 where nothing but bad lines was found, or with "
        "--strict any."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", metavar="FILE.jsonl", help="The file, or - for what is piped in."
        )
        parser.add_argument(
            "--dates",
            choices=sorted(DATES),
            default="iso",
            help="iso (default): 2007-02-01T10:27:14+07:00; us: 2/1/2007 10:27:14 AM, month first, "
            "by Việt Nam's clock.",
        )

        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="Those that read the lines; as many as cores by default.",
        )
        parser.add_argument(
            "--strict",
            action="store_true",
            help="End with 1 where any line is bad; what is good is kept all the same.",
        )

    def handle(
        self, *, file: str, dates: str, processes: int, strict: bool, **options: object
    ) -> None:
        if processes < 1:
            message = _("--processes is %(count)d; write 1 or more.")
            raise CommandError(message % {"count": processes})
        counts = ImportCounts()
        try:
            with _opened(file) as opened, _bar(file) as bar:
                self._import(opened, DATES[dates], counts, processes, bar)
        except CommandError:
            # It may be the database that is gone; why the import ended is told all the same.
            with suppress(DatabaseFault):
                _finish(counts)
            raise
        _finish(counts)
        if counts.refused and not counts.added and not counts.already:
            raise CommandError(_("Nothing but bad lines: %(sum)s.") % {"sum": _sum(counts)})
        if counts.refused and strict:
            raise CommandError(_("There are bad lines: %(sum)s.") % {"sum": _sum(counts)})
        self.stdout.write(_sum(counts))
        if counts.added >= PACE_FROM:
            self.stdout.write(counts.pace.describe(counts.added))

    def _import(
        self,
        file: IO[bytes],
        read_date: Callable[[str], datetime],
        counts: ImportCounts,
        processes: int,
        bar: "tqdm[NoReturn]",
    ) -> None:
        def on_bad_line(number: int, why: str) -> None:
            with bar.external_write_mode(file=sys.stderr):
                self.stderr.write(_("Line %(number)d: %(why)s") % {"number": number, "why": why})

        def on_progress(end: int) -> None:
            bar.update(end - bar.n)

        try:
            import_file(
                file,
                read_date,
                counts,
                processes=processes,
                on_bad_line=on_bad_line,
                on_progress=on_progress,
            )
        except DatabaseError as error:
            message = str(error).splitlines()[0]
            raise CommandError(
                _("The database refused: %(said)s. What came before is kept: %(sum)s.")
                % {"said": message, "sum": _sum(counts)}
            ) from error
        except OSError as error:
            raise CommandError(
                _("The import stopped: %(why)s. What came before is kept: %(sum)s.")
                % {"why": error.strerror or error, "sum": _sum(counts)}
            ) from error


def _finish(counts: ImportCounts) -> None:
    """Let planner and search know what was added."""
    if counts.added:
        analyze(Article)
        vocabulary.refresh()


def _opened(name: str) -> AbstractContextManager[IO[bytes]]:
    """Open the file, or standard input for “-”; raise CommandError where it cannot be read."""
    try:
        return nullcontext(sys.stdin.buffer) if name == "-" else Path(name).open("rb")
    except OSError as error:
        raise CommandError(
            _("Cannot read %(file)s: %(why)s.") % {"file": name, "why": error.strerror}
        ) from error


def _bar(name: str) -> "tqdm[NoReturn]":
    """Return a progress bar over the bytes of the file; silent where stderr is no terminal."""
    total = None if name == "-" else Path(name).stat().st_size
    return progress_bar(total=total, unit="B")


def _sum(counts: ImportCounts) -> str:
    return _("%(added)d added, %(already)d already there, %(refused)d refused") % {
        "added": counts.added,
        "already": counts.already,
        "refused": counts.refused,
    }
