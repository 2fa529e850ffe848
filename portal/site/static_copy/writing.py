"""Writes a copy: all that anybody can reach by links from the home page, as the site answers it."""

import json
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.kit.files import replace_file
from portal.kit.files.scratch import scratch_folder
from portal.pagecache.outage import marked
from portal.publishing.languages import language_of
from portal.site.static_copy.addresses import Rewriter, file_of, links_in, normalized, places_in

# In a folder that holds a copy, and what of it the last run has written.
LIST: Final = ".static-copy.json"
# Beside what the home page leads to: machines ask for these by their names.
_BEGIN: Final = ("/", "/en/", "/sitemap.xml", "/robots.txt", "/khan-cap/")
_UNFINISHED: Final = ".unfinished-"
_PAGE, _STYLE = "text/html", "text/css"


class NotACopy(Exception):
    """The folder holds something else, which is not to be mixed with a copy or removed."""


@dataclass(slots=True)
class Copied:
    """What a run has written, and what the site answered with an error."""

    files: int = 0
    removed: int = 0
    errors: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Answer:
    """The answer of the site to somebody whom it does not know."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def is_sitemap(self) -> bool:
        return self.content_type == "application/xml"

    @property
    def is_public(self) -> bool:
        control = self.headers.get("cache-control", "")
        is_private = "no-store" in control or "private" in control
        return self.status == HTTPStatus.OK and "set-cookie" not in self.headers and not is_private


def write_copy(folder: Path, on_progress: Callable[[int, int], object] = lambda *_: None) -> Copied:
    """Write a copy of the public site into `folder`, or bring the copy in it up to date.

    `on_progress` is told how many addresses are done and how many are known. What is no longer on
    the site is removed at the end. Raises NotACopy and OSError.
    """
    before = _files_of(folder)
    folder.mkdir(parents=True, exist_ok=True)
    copied = Copied()
    kept: dict[str, str] = {}
    types: dict[str, str] = {}
    with scratch_folder(folder, _UNFINISHED) as unfinished:
        for address, answer in _walk(copied, on_progress):
            file = file_of(address)
            replace_file(_inside(unfinished, file), answer.body)
            kept[address], types[address] = file, answer.content_type
        _publish(unfinished, folder, kept, types)
    files = set(kept.values())
    replace_file(folder / LIST, json.dumps(sorted(files)))
    for file in before - files:
        _inside(folder, file).unlink(missing_ok=True)
        copied.removed += 1
    copied.files = len(files)
    return copied


def _files_of(folder: Path) -> set[str]:
    """Return the files that an earlier run has written; raise NotACopy where another has."""
    found = [path for path in folder.glob("*") if not path.name.startswith(_UNFINISHED)]
    if not found:
        return set()
    try:
        return set(json.loads((folder / LIST).read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise NotACopy(
            _("%(folder)s holds something else than a copy; name an empty or a new folder.")
            % {"folder": folder}
        ) from error


def _inside(folder: Path, file: str) -> Path:
    path = (folder / file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise NotACopy(file)
    return path


def _walk(
    copied: Copied, on_progress: Callable[[int, int], object]
) -> Iterator[tuple[str, Answer]]:
    """Yield each public address once, with its answer."""
    ask = _asker()
    queue = deque(_BEGIN)
    known = set(queue)
    done = 0
    while queue:
        address = queue.popleft()
        answer = ask(address)
        done += 1
        on_progress(done, len(known))
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            copied.errors.append(address)
        if not answer.is_public:
            continue
        yield address, answer
        new = {
            each for each in map(normalized, _links(answer, address)) if each is not None
        } - known
        known |= new
        queue.extend(sorted(new))


def _links(answer: Answer, address: str) -> set[str]:
    if answer.content_type in (_PAGE, _STYLE):
        return links_in(answer.body.decode(), address)
    return places_in(answer.body.decode(), settings.SITE_URL) if answer.is_sitemap else set()


def _asker() -> Callable[[str], Answer]:
    """Return a function that asks the site in this process, past the kept pages."""
    application: Any = get_wsgi_application()

    def ask(address: str) -> Answer:
        path, _mark, query = address.partition("?")
        environ: dict[str, Any] = {
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": settings.SITE_HOST,
            "wsgi.url_scheme": "https" if settings.SITE_HTTPS else "http",
        }
        setup_testing_defaults(environ)
        said: list[Any] = []
        parts = application(environ, lambda *line_and_headers: said.extend(line_and_headers[:2]))
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        headers = {name.lower(): value for name, value in said[1]}
        return Answer(int(said[0][:3]), headers, body)

    return ask


def _publish(unfinished: Path, folder: Path, kept: dict[str, str], types: dict[str, str]) -> None:
    """Move all of a run into the copy, with links that lead within it; none is there half."""
    rewriter = Rewriter(kept, settings.SITE_URL)
    for address, content_type in types.items():
        made, target = (_inside(each, kept[address]) for each in (unfinished, folder))
        if content_type == _PAGE:
            text = rewriter.rewrite(made.read_text(encoding="utf-8"), address)
            replace_file(target, marked(text.encode(), _line(address)))
        elif content_type == _STYLE:
            text = rewriter.rewrite_style(made.read_text(encoding="utf-8"), address)
            replace_file(target, text)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.replace(target)


def _line(address: str) -> str:
    with translation.override(language_of(address)):
        text = _("Copy of %(time)s. Search and forms are on the site itself: %(site)s")
        made_at = date_format(timezone.localtime(), "DATETIME_FORMAT")
        return text % {"time": made_at, "site": settings.SITE_URL}
