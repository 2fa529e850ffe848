"""Sends the files of the manifest where they go, and says what becomes of them.

As a program it sends them all, one after another, and says what each took; the long suite asks.
"""

import json
import resource
import sys
from collections.abc import Callable
from functools import partial

from tests.security.contents import HIDDEN
from tests.security.files import ATTACHMENT, CLEANED, PICTURE, SHEET, TAKEN, WORD, Sent, manifest
from tests.security.pace import seconds_of
from tests.security.worst import peak_memory


def outcome_of(sent: Sent, content: bytes | None = None) -> str:
    """Send a file where it goes; return TAKEN, CLEANED, or the code of what it is refused for."""
    from django.core.exceptions import ValidationError

    try:
        return _DOORS[sent.door](sent.name, sent.make() if content is None else content)
    except ValidationError as error:
        code = error.error_list[0].code
        return str(code or "refused") if sent.door != SHEET else "refused"


def _to_attachments(name: str, content: bytes) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.kit.files.documents import check_document
    from portal.kit.files.photographs import STRIPPED, stripped

    sent = SimpleUploadedFile(name, content)
    facts = check_document(sent)
    kept = stripped(sent, facts.kind) if facts.kind in STRIPPED else sent
    return CLEANED if HIDDEN in content and HIDDEN not in kept.read() else TAKEN


def _to_pictures(name: str, content: bytes) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.media.pictures.intake import _checked_content
    from portal.media.pictures.sandbox import make_in_sandbox

    made = make_in_sandbox(_checked_content(SimpleUploadedFile(name, content)))
    return (
        TAKEN
        if any(HIDDEN in file.content or b"Exif" in file.content for file in made)
        else CLEANED
    )


def _to_sheets(_name: str, content: bytes) -> str:
    from portal.exchange.sheets.reading import read_table

    read_table(content, known=["Tiêu đề"], max_rows=100)
    return TAKEN


def _to_word_files(name: str, content: bytes) -> str:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from portal.media.wordfiles.reading import convert

    convert(SimpleUploadedFile(name, content), by=None)
    return TAKEN


_DOORS: dict[str, Callable[[str, bytes], str]] = {
    ATTACHMENT: _to_attachments,
    PICTURE: _to_pictures,
    SHEET: _to_sheets,
    WORD: _to_word_files,
}


def main() -> None:
    """Write a line of JSON for each file: name, seconds of CPU, megabytes at most so far."""
    import django

    django.setup()
    for sent in manifest():
        content = sent.make()
        took = seconds_of(partial(outcome_of, sent, content))
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        most = max(peak_memory(), children)
        sys.stdout.write(json.dumps([str(sent), round(took, 2), most]) + "\n")


if __name__ == "__main__":
    main()
