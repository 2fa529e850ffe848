"""What comes round by itself for the forms of the staff."""

from django.tasks import task

from portal.editing import held_files
from portal.media.scanning.services import is_on
from portal.publishing.file_scans import scan_unscanned

# Of some seconds each at most, so that other work has its turn.
FILES_AT_A_TIME = 40


@task
def forget_held_files() -> None:
    """Delete the files that were kept for forms which nobody has sent again."""
    held_files.delete_old()


@task
def scan_files() -> dict[str, int]:
    """Let the virus scanner look at files that came in while it was away, or before it was."""
    done, infected = scan_unscanned(most=FILES_AT_A_TIME) if is_on() else (0, 0)
    return {"scanned": done, "infected": infected}
