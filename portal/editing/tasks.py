"""What comes round by itself for the forms of the staff."""

from django.tasks import task

from portal.editing import held_files
from portal.media.scanning.services import is_on
from portal.publishing.file_scans import rescan, scan_unscanned

# Of some seconds each at most, so that other work has its turn.
FILES_AT_A_TIME = 40
# Of those that were too large for the scanner, most often films: so many are sent to it in vain.
IN_VAIN_AT_A_TIME = 1


@task
def forget_held_files() -> None:
    """Delete the files that were kept for forms which nobody has sent again."""
    held_files.delete_old()


@task
def scan_files() -> dict[str, int]:
    """Let the virus scanner look at files that came in while it was away, or before it was.

    Where none of these is left, it looks again at some of the others.
    """
    if not is_on():
        return {"scanned": 0, "infected": 0}
    done, infected = scan_unscanned(
        most=FILES_AT_A_TIME, in_vain=IN_VAIN_AT_A_TIME, once_an_hour=True
    )
    again, found = rescan(most=FILES_AT_A_TIME - done) if done < FILES_AT_A_TIME else (0, 0)
    return {"scanned": done + again, "infected": infected + found}
