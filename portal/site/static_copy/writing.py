"""Writes a copy: all that anybody can reach by links from the home page, as the site answers it."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.kit.files import replace_file
from portal.kit.files.scratch import scratch_folder
from portal.kit.text.normalize import slugify
from portal.pagecache.outage import line_of_copy, marked
from portal.publishing.languages import language_of
from portal.site.static_copy.addresses import INDEX, TYPES, Rewriter, file_of
from portal.site.static_copy.walking import ATTACHED, PAGE, STYLE, Answer, walk

# In a folder that holds a copy, and what of it the last run has written.
LIST: Final = ".static-copy.json"
# Served without the application, whatever becomes of the database; or, as attached files, by the
# application alone, which knows who may have one.
_ELSEWHERE: Final = ("/static/", "/media/", ATTACHED)
_UNFINISHED: Final = ".unfinished-"


class NotACopy(Exception):
    """The folder holds something else, which is not to be mixed with a copy or removed."""


class SiteAway(Exception):
    """The site cannot answer just now, such as without its database: what stands here is kept."""


@dataclass(slots=True)
class Copied:
    """What a run has written, and what the site answered with an error."""

    files: int = 0
    removed: int = 0
    errors: list[str] = field(default_factory=list)


def write_copy(
    folder: Path,
    on_progress: Callable[[int, int], object] = lambda *_: None,
    *,
    in_place: bool = False,
    most: int | None = None,
    before_moving: Callable[[], object] = lambda: None,
) -> Copied:
    """Write a copy of the public site into `folder`, or bring the copy in it up to date.

    `on_progress` is told how many addresses are done and how many are known. What is no longer on
    the site is removed at the end. A copy `in_place` is served at the site's own addresses: its
    links stay as they are, and of files of style and uploaded ones it has none. All pages are made
    elsewhere, and `before_moving` is called before the first is moved into it. Raises NotACopy,
    OSError, and SiteAway, which leaves the copy as it was.
    """
    before = _files_of(folder)
    folder.mkdir(parents=True, exist_ok=True)
    copied = Copied()
    skipped = _ELSEWHERE if in_place else ()
    with scratch_folder(folder, _UNFINISHED) as unfinished:
        answers = walk(on_progress, most=most, skipped=skipped)
        if in_place:
            answers = filter(_can_stand_in, answers)
        kept, types = _gather(answers, unfinished, copied)
        files = set(kept.values())
        before_moving()
        # A run that is killed from here on leaves files of both: the next one knows them as ours.
        _write_list(folder, before | files)
        _publish(unfinished, folder, kept, types, in_place=in_place)
    for file in before - files:
        _inside(folder, file).unlink(missing_ok=True)
        copied.removed += 1
    # Last: what a run has not come to remove is in the list of the next one.
    _write_list(folder, files)
    copied.files = len(files)
    return copied


def _can_stand_in(found: tuple[str, Answer]) -> bool:
    """Return whether an answer has a file that is sent as what it is; a failure is told anyway."""
    address, answer = found
    ending = Path(file_of(address)).suffix
    is_page = ending == ".html"
    return not answer.is_public or (ending in TYPES and is_page == (answer.content_type == PAGE))


def _gather(
    answers: Iterable[tuple[str, Answer]], unfinished: Path, copied: Copied
) -> tuple[dict[str, str], dict[str, str]]:
    """Write public answers into a folder; return file and type of each address."""
    kept: dict[str, str] = {}
    types: dict[str, str] = {}
    for address, answer in answers:
        if answer.is_away:
            raise SiteAway(
                _("The site cannot answer %(address)s just now; the copy of before stays.")
                % {"address": address}
            )
        if answer.is_failure:
            copied.errors.append(address)
        if not answer.is_public:
            continue
        kept[address], types[address] = _file_for(address, answer), answer.content_type
        replace_file(_inside(unfinished, kept[address]), answer.body)
    return kept, types


def _file_for(address: str, answer: Answer) -> str:
    """Return the file that keeps an answer; one that is no page is not called one."""
    file = file_of(address)
    if answer.content_type == PAGE or not file.endswith(INDEX):
        return file
    name = Path(answer.file_name)
    return f"{file.removesuffix(INDEX)}{slugify(name.stem) or 'tep'}{name.suffix.lower()}"


def _write_list(folder: Path, files: set[str]) -> None:
    replace_file(folder / LIST, json.dumps(sorted(files)))


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


def _publish(
    unfinished: Path, folder: Path, kept: dict[str, str], types: dict[str, str], *, in_place: bool
) -> None:
    """Move all of a run into the copy, with links that lead within it; none is there half."""
    rewriter = Rewriter(kept, settings.SITE_URL)
    for address, content_type in types.items():
        made, target = (_inside(each, kept[address]) for each in (unfinished, folder))
        if content_type == PAGE:
            text = made.read_text(encoding="utf-8")
            if in_place:
                replace_file(target, marked(text.encode(), line_of_copy(address, timezone.now())))
            else:
                text = rewriter.rewrite(text, address)
                replace_file(target, marked(text.encode(), _line(address)))
        elif content_type == STYLE:
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
