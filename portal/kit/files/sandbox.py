"""Programs of our own that read one file each, apart from the site: no file harms it.

Who starts one bounds how long it takes; the program bounds itself in memory and work. Nothing here
knows Django, for the programs do not.
"""

import logging
import resource
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

logger = logging.getLogger(__name__)
_ROOT: Final = Path(__file__).resolve().parents[3]
# Nothing of ours in it: what breaks out of a reader finds no secret there.
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


def run_sandboxed(
    words: Sequence[str],
    content: bytes,
    *,
    timeout: float,
    keeps_complaints: bool = False,
    **environment: str,
) -> subprocess.CompletedProcess[bytes] | None:
    """Give a program a file to read; return how it ended.

    None where it took too many seconds, or the machine could start no process: that is no fault of
    the file.
    What it complains of may be as long as the file is bad, and is kept only where it is asked for.
    """
    try:
        return subprocess.run(  # noqa: S603  # our own words
            words,
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if keeps_complaints else subprocess.DEVNULL,
            timeout=timeout,
            check=False,
            cwd=_ROOT,
            env=_ENVIRONMENT | environment,
        )
    except subprocess.TimeoutExpired:
        return None
    except OSError:
        logger.warning("No process for a file could be started", exc_info=True)
        return None


def bound(memory: int, seconds: int) -> None:
    """Let this process map so many bytes, its libraries included, and reckon so long; no more."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
