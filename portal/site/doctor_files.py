"""Checks the stored files: whether they are there, and what the virus scanner says of them."""

from collections.abc import Iterator

from django.core import checks
from django.core.files.storage import default_storage

from portal.kit.progress import progress_bar
from portal.media.scanning.models import ScannedFile, ScanState
from portal.media.scanning.services import is_on
from portal.publishing.file_scans import scanner_fault, unscanned
from portal.site.backups.uploads import named_files

MAX_FILES_NAMED = 20


def missing_files() -> Iterator[checks.CheckMessage]:
    """Yield the files that rows name and that are gone."""
    names = progress_bar(named_files(), name="files")
    missing = [name for name in names if not default_storage.exists(name)]
    for name in missing[:MAX_FILES_NAMED]:
        yield checks.Error(
            f"The file {name} is gone, though a page shows it.",
            "Put it back from a backup, or upload it again in the admin.",
        )
    if (more := len(missing) - MAX_FILES_NAMED) > 0:
        yield checks.Error(f"{more} more files are gone.", "Restore the media folder.")


def scanner() -> Iterator[checks.CheckMessage]:
    """Yield what is wrong with the virus scanner; that there is none is said once."""
    if not is_on():
        yield checks.Warning(
            "CLAMD_URL is not set: uploaded files are not scanned for viruses.",
            "Install clamav-daemon by “Virus scanner” of docs/operations.md: old files are scanned "
            "before CLAMD_URL is set, else readers get none of them until they are.",
        )
    elif reason := scanner_fault():
        yield checks.Error(
            f"The virus scanner does not answer ({reason}): what is uploaded now is not public.",
            "Start clamav-daemon, or mend CLAMD_URL; waiting files are then scanned by themselves.",
        )


def scanned_files() -> Iterator[checks.CheckMessage]:
    """Yield what waits for the scanner, and what it has found."""
    waiting = sum(1 for _each in unscanned()) if is_on() else 0
    if waiting:
        yield checks.Warning(
            f"{waiting} files are not scanned for viruses yet, and not public.",
            "They are scanned in the background; manage.py scan_files does it at once. Files that "
            "stay: let clamd's StreamMaxLength be 50M or more.",
        )
    infected = ScannedFile.objects.filter(state=ScanState.INFECTED).order_by("at")
    for key, virus in infected.values_list("key", "virus")[:MAX_FILES_NAMED]:
        yield checks.Error(
            f"{key} has a virus ({virus}) and was moved to VAR_DIR/quarantine; nobody gets it.",
            "Let its writer put a clean file in its place.",
        )
