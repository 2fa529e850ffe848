"""Has the text of an attached file taken out by a process of its own, within bounds."""

import logging
import sys
from typing import Final

from portal.kit.files.sandbox import run_sandboxed

logger = logging.getLogger(__name__)
# Files of these endings, and no larger ones, are read.
EXTENSIONS: Final = ("pdf", "docx", "odt")
MAX_FILE_SIZE: Final = 50 * 1024 * 1024
TIMEOUT_SECONDS: Final = 30.0
# With this the program says that it has read the file, and there is no text to take.
_NO_TEXT: Final = 3
_PROGRAM: Final = (sys.executable, "-m", "portal.media.filetexts.reading")


def text_in_sandbox(content: bytes, extension: str) -> str | None:
    """Return the words of a file, "" where it holds none that can be read.

    None where it was not read to its end, as on a busy machine: later it may be.
    """
    if extension not in EXTENSIONS or len(content) > MAX_FILE_SIZE:
        return ""
    done = run_sandboxed((*_PROGRAM, extension), content, timeout=TIMEOUT_SECONDS)
    if done is None:
        logger.warning(
            "The text of a file was not read: no answer within %d seconds", TIMEOUT_SECONDS
        )
        return None
    if done.returncode == _NO_TEXT:
        return ""
    if done.returncode != 0:
        code = done.returncode
        logger.warning("The text of a file was not read: the process ended with %d", code)
        return None
    return done.stdout.decode()
