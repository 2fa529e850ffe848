"""A walk through the public pages of the sitemap, which names those that do not answer."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from html import unescape
from http import HTTPStatus
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import Client
from django.utils.translation import gettext as _

from portal.kit.arguments import counted
from portal.kit.progress import progress_of_known

_FIRST = ("/", "/en/", "/khan-cap/", "/robots.txt")
_LOC = re.compile(r"<loc>(.*?)</loc>")


class Command(BaseCommand):
    help = "Ask for the pages of the sitemap, in this process, and name those that fail."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--most", type=counted(), default=None, help="Stop after so many addresses."
        )

    def handle(self, *, most: int | None, **options: object) -> None:
        _name_static_files_plainly()
        client = Client(raise_request_exception=False, HTTP_HOST=settings.SITE_HOST)
        addresses = list(islice(_addresses(client), most))
        failed, missing = [], []
        with progress_of_known() as on_progress:
            for number, address in enumerate(addresses, start=1):
                status = client.get(address, secure=settings.SITE_HTTPS).status_code
                failed += [address] if status >= HTTPStatus.INTERNAL_SERVER_ERROR else []
                missing += [address] if status == HTTPStatus.NOT_FOUND else []
                on_progress(number, len(addresses))
        message = _("%(asked)d addresses answered, %(missing)d links lead nowhere.")
        self.stdout.write(message % {"asked": len(addresses), "missing": len(missing)})
        for address in missing:
            self.stdout.write(f"404 {address}")
        if failed:
            raise CommandError(
                _("%(count)d addresses answered with an error, the first is %(first)s.")
                % {"count": len(failed), "first": failed[0]}
            )


def _addresses(client: Client) -> Iterator[str]:
    """Yield the address of each page of the sitemap, month by month."""
    yield from _FIRST
    for month in _places(client, "/sitemap.xml"):
        yield from _places(client, month)


def _places(client: Client, address: str) -> list[str]:
    answer = client.get(address, secure=settings.SITE_HTTPS)
    found = _LOC.findall(answer.content.decode())
    return [unescape(place).removeprefix(settings.SITE_URL) for place in found]


def _name_static_files_plainly() -> None:
    """Let pages be made where no static files were collected, as beside a copy of the database."""
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
        settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": plain}}
