"""Numbered lines of a JSON Lines file of any size, and their objects."""

import json
from collections.abc import Iterator
from typing import IO, Final, NamedTuple

from django.utils.translation import gettext as _

# An article of ten million bytes is no article; a file without line breaks must not fill memory.
MAX_LINE_LENGTH: Final = 10_000_000
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


class LineError(Exception):
    """The reason why a line cannot be imported, worded for the operator."""


class ImportLine(NamedTuple):
    """A line that is not blank; `raw` is None where it was too long to be read."""

    number: int
    raw: bytes | None
    end: int
    """How many bytes of the file have been read with it."""


def numbered_lines(file: IO[bytes]) -> Iterator[ImportLine]:
    """Yield the lines of a file with their numbers from 1 on, blank ones left out."""
    number = end = 0
    while raw := file.readline(MAX_LINE_LENGTH + 1):
        number += 1
        end += len(raw)
        if len(raw) > MAX_LINE_LENGTH:
            end += _skip_rest(file) if not raw.endswith(b"\n") else 0
            yield ImportLine(number, None, end)
            continue
        if number == 1:
            raw = raw.removeprefix(_BYTE_ORDER_MARK)
        if raw.strip():
            yield ImportLine(number, raw.rstrip(), end)


def _skip_rest(file: IO[bytes]) -> int:
    skipped = 0
    while piece := file.readline(MAX_LINE_LENGTH):
        skipped += len(piece)
        if piece.endswith(b"\n"):
            break
    return skipped


def object_of(line: ImportLine) -> dict[str, object]:
    """Return the JSON object of a line; raise LineError."""
    if line.raw is None:
        raise LineError(_("longer than %(count)d bytes") % {"count": MAX_LINE_LENGTH})
    try:
        value = json.loads(line.raw.decode())
    except UnicodeDecodeError as error:
        place = error.start + 1
        raise LineError(_("not valid UTF-8 at byte %(place)d") % {"place": place}) from error
    except json.JSONDecodeError as error:
        raise LineError(
            _("not JSON at character %(place)d: %(what)s")
            % {"place": error.pos + 1, "what": error.msg}
        ) from error
    except (ValueError, RecursionError) as error:
        raise LineError(_("not JSON that can be read: %(what)s") % {"what": error}) from error
    if not isinstance(value, dict):
        raise LineError(
            _("not an object in braces but %(found)s") % {"found": excerpt(json.dumps(value))}
        )
    return value


def excerpt(value: object, limit: int = 60) -> str:
    """Return a value in quotes, cut to `limit` characters and without control characters."""
    text = value if isinstance(value, str) else repr(value)
    text = "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text
    )
    return f"“{text[:limit]}…”" if len(text) > limit else f"“{text}”"
