"""Reads the text of attached files for the search at once, instead of bit by bit."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from portal.kit.progress import progress_bar
from portal.media.filetexts.sandbox import EXTENSIONS
from portal.search.file_texts import forget, forget_unused, read_new, unread


class Command(BaseCommand):
    help = (
        "Read the text of all attached PDF, DOCX and ODT files of public pages that was not read "
        "yet, so that the search finds it. The helper does the same by itself, bit by bit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            nargs="+",
            choices=EXTENSIONS,
            default=[],
            help="Read files of these endings anew: where they are read in another way by now.",
        )

    def handle(self, *, again: list[str], **options: object) -> None:
        forget(again)
        total = unread().count()
        with progress_bar(read_new(), total=total) as bar:
            read = sum(1 for _name in bar)
        gone = forget_unused()
        self.stdout.write(
            _(
                "Files read: %(read)d; texts of files that are gone: %(gone)d; "
                "files not read yet: %(left)d."
            )
            % {"read": read, "gone": gone, "left": unread().count()}
        )
