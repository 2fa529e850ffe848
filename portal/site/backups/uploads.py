"""Uploaded files: those on the disk, those that rows name, and whether many of these are gone."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from django.core.files.storage import default_storage
from django.db import DEFAULT_DB_ALIAS

from portal.media.pictures.models import Picture
from portal.media.scanning.models import ScannedFile, ScanState
from portal.media.scanning.services import key_of
from portal.publishing.models import Attachment, AttachmentVersion

# So many of a folder may be lost, or a tenth, before its disk is taken for one that is away.
_FEW: Final = 3
# Of each kind those that came first and last are looked for.
_AT_EACH_END: Final = 10


def uploaded_files(root: Path) -> Iterator[Path]:
    """Yield uploaded files, behind links as well, for the site serves those, too.

    What a killed restore left behind, or doctor tries with, is none.
    """
    for name, folders, files in os.walk(root, followlinks=True):
        folder = Path(name)
        if folder == root:
            for each in (folders, files):
                each[:] = [name for name in each if not name.startswith(".")]
        if folder.resolve() in map(Path.resolve, folder.parents):  # a link that leads back
            folders.clear()
            continue
        yield from filter(Path.is_file, map(folder.joinpath, files))


def named_files(using: str = DEFAULT_DB_ALIAS) -> Iterator[str]:
    """Yield the files that rows name, but those that the virus scanner has taken away."""
    pictures = Picture.objects.using(using).values_list("file", "renditions", "crops")
    of_pictures = (
        sorted({file, *(size["path"] for size in (*renditions, *crops))})
        for file, renditions, crops in pictures.iterator()
    )
    attached = (
        model._base_manager.using(using).values_list("file", flat=True).iterator()
        for model in (Attachment, AttachmentVersion)
    )
    return _not_taken_away(chain.from_iterable(chain(of_pictures, attached)), using)


def missing_at_the_ends() -> list[str]:
    """Return which of the files that came first and last are gone: without their disk, all.

    What came in while it was away lies below, and is gone once it is back.
    """
    names = (
        name
        for model in (Picture, Attachment)
        for order in ("pk", "-pk")
        for name in model._base_manager.order_by(order).values_list("file", flat=True)[
            :_AT_EACH_END
        ]
    )
    missing = [name for name in dict.fromkeys(names) if not default_storage.exists(name)]
    return list(_not_taken_away(missing, DEFAULT_DB_ALIAS)) if missing else []


def folders_that_lack_many(root: Path, using: str = DEFAULT_DB_ALIAS) -> str:
    """Return the folders without many files that rows name, and how many of each; "" where none."""
    # The rows first: each file that one of them names is there by then.
    named = set(named_files(using))
    missing = named.difference(path.relative_to(root).as_posix() for path in uploaded_files(root))
    of_folder, lacking = (Counter(name.split("/")[0] for name in each) for each in (named, missing))
    return ", ".join(
        f"{folder}: {lacking[folder]} / {count}"
        for folder, count in sorted(of_folder.items())
        if lacking[folder] > max(_FEW, count // 10)
    )


def _not_taken_away(names: Iterable[str], using: str) -> Iterator[str]:
    infected = ScannedFile.objects.using(using).filter(state=ScanState.INFECTED)
    taken_away = set(infected.values_list("key", flat=True))
    return (name for name in names if key_of(name) not in taken_away)
