"""A copy of the site at its own addresses, kept fresh: shown while the database is gone.

The page cache takes pages of it that nobody has asked for lately; the server in front takes them
while the application itself is away (deploy/nginx). It lies on the machine whose helper has written
it; several machines share VAR_DIR for it.
"""

import json
import logging
import time
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs

from django.conf import settings

from portal.emergency.alerts import current_alert
from portal.kit.files import replace_file
from portal.kit.priorities import leisure_task
from portal.pagecache.clock import Stamp, stamp_outside_transactions
from portal.pagecache.pages import Environ, Page
from portal.pagecache.store import settings_mark
from portal.site.headers import headers_of_stand_ins
from portal.site.static_copy.addresses import PAGE_PARAMETER, TYPES, file_of
from portal.site.static_copy.writing import Copied, write_copy

logger = logging.getLogger(__name__)
# What the copy says of itself, beside its folder: a copy holds nothing else than pages.
FACTS: Final = "static-copy.json"
FOLDER: Final = "static-copy"
# Written anew after so long even where nothing was published: pages change by the day.
MAX_AGE_SECONDS: Final = 24 * 3600
# And after so long where it lacks pages that answered with an error.
MAX_AGE_WITH_GAPS: Final = 3600
# So often in a turn: a newsroom that publishes all the time waits for the next.
MAX_TIMES: Final = 3


@leisure_task
def refresh() -> None:
    """Bring the copy up to date where something was published since, or a day has passed.

    Where another warning holds, too: the server in front shows the copy as it is. What is published
    while it is written goes into it at once: else there were none till the next turn.
    """
    for _again in range(MAX_TIMES if settings.STATIC_COPY_PAGES else 0):
        stamp = stamp_outside_transactions()
        if stamp is None or _is_up_to_date(_facts(), stamp):
            return
        write_served_copy(stamp)


def _is_up_to_date(facts: dict[str, Any], stamp: Stamp) -> bool:
    longest = MAX_AGE_WITH_GAPS if facts.get("lacks") else MAX_AGE_SECONDS
    is_young = time.time() - facts.get("made_at", 0) < longest
    return _is_of(facts, stamp) and facts.get("warning") == _warning() and is_young


def _is_of(facts: dict[str, Any], stamp: Stamp) -> bool:
    """Return whether the copy shows what is public at a stamp under the settings of today."""
    return facts.get("stamp") == list(stamp) and facts.get("settings") == settings_mark()


def _warning() -> str:
    """Return what tells the warning that holds now from another; nothing where none does."""
    return str(current_alert() or "")


def write_served_copy(stamp: Stamp) -> Copied:
    """Write the copy that stands in; it is of the generation that was public when it was begun.

    Until all pages are made, and where that fails, the one of before stands in further.
    """
    folder = Path(settings.VAR_DIR) / FOLDER
    made_at, warning = time.time(), _warning()
    copied = write_copy(
        folder, in_place=True, most=settings.STATIC_COPY_PAGES, before_moving=_forget_facts
    )
    lacks = len(copied.errors)
    if lacks:
        logger.warning("The copy lacks %d pages, %s is the first.", lacks, copied.errors[0])
    if stamp_outside_transactions() == stamp:
        of = {"stamp": list(stamp), "settings": settings_mark()}
        _write_facts({**of, "made_at": made_at, "warning": warning, "lacks": lacks})
    return copied


def copied_page(environ: Environ, last: Stamp | None) -> Page | None:
    """Return the page of the copy that answers a request; None where there is none.

    A copy of before the last change is not shown, nor one under other settings: what was
    withdrawn since would come back, and so would samples.
    """
    facts = _facts()
    if last is None or not _is_of(facts, last):
        return None
    path = environ.get("PATH_INFO", "").encode("latin-1").decode(errors="replace")
    file = _file(path, environ.get("QUERY_STRING", ""))
    if file is None:
        return None
    try:
        body = file.read_bytes()
    except OSError:
        return None
    kind = TYPES[file.suffix]
    made_at = float(facts["made_at"])
    age = str(int(time.time() - made_at))
    headers = [("Content-Type", kind), ("Age", age), *headers_of_stand_ins()]
    return Page(headers, body, last, "", 0.0, made_at, int(made_at))


def _file(path: str, query: str) -> Path | None:
    parameters = parse_qs(query)
    address = f"{path}?{query}" if query else path
    if set(parameters) - {PAGE_PARAMETER} or "\0" in address:
        return None
    root = (Path(settings.VAR_DIR) / FOLDER).resolve()
    file = (root / file_of(address)).resolve()
    is_ours = file.is_relative_to(root) and not file.name.startswith(".")
    return file if is_ours and file.suffix in TYPES else None


def _facts() -> dict[str, Any]:
    try:
        found = json.loads((Path(settings.VAR_DIR) / FACTS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _forget_facts() -> None:
    """Let the copy stand in no more: pages of two generations will lie side by side."""
    _write_facts({})


def _write_facts(facts: dict[str, Any]) -> None:
    replace_file(Path(settings.VAR_DIR) / FACTS, json.dumps(facts))
