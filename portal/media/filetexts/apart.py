"""Has the text of an attached file taken out by a process of its own, within bounds."""

import logging
import subprocess
import sys
from typing import Final

from django.conf import settings

logger = logging.getLogger(__name__)
# Files of these endings, and no larger ones, are read.
EXTENSIONS: Final = ("pdf", "docx", "odt")
MAX_FILE_SIZE: Final = 50 * 1024 * 1024
LONGEST: Final = 30.0
_PROGRAM: Final = (sys.executable, "-m", "portal.media.filetexts.reading")


def text_apart(content: bytes, extension: str) -> str | None:
    """Return the words of a file; None where it holds none that can be read."""
    if extension not in EXTENSIONS or len(content) > MAX_FILE_SIZE:
        return None
    try:
        done = subprocess.run(  # noqa: S603  # our own words
            (*_PROGRAM, extension),
            input=content,
            stdout=subprocess.PIPE,
            # What a reader complains of may be as long as the file is bad.
            stderr=subprocess.DEVNULL,
            timeout=LONGEST,
            check=False,
            cwd=settings.BASE_DIR,
            # Nothing of ours in it: what breaks out of a reader finds no secret there.
            env={"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0:
        logger.info("The text of a file was not read: the process ended with %d", done.returncode)
        return None
    return done.stdout.decode()
