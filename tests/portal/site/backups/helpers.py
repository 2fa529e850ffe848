"""What tests do with a backup: change its manifest, restore it over the site."""

import errno
import json
import os
import tarfile
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from portal.site.backups.sums import SUMS, SummingArchive


def replace_by(backup):
    """Restore over the site of the tests, as an operator who means it."""
    name = connection.settings_dict["NAME"]
    call_command("restore", str(backup), "--replace", "--confirm", name, stdout=StringIO())


def rewritten(backup, target, **edits):
    """A copy of the backup, whole by its checksums, in which functions have changed members.

    A member is named by its file's stem (`database=`); a function that returns None takes it out.
    """
    with tarfile.open(backup) as old, tarfile.open(target, "w") as new:
        summing = SummingArchive(new)
        for member in old:
            if member.name == SUMS:
                continue
            content = old.extractfile(member).read()
            edit = edits.get(Path(member.name).stem, bytes)
            if (content := edit(content)) is not None:
                summing.add(member.name, content)
        summing.add_sums()
    return target


def altered(backup, change, target):
    """A copy of the backup with its manifest changed."""

    def edit(manifest):
        return json.dumps(json.loads(manifest) | change).encode()

    return rewritten(backup, target, manifest=edit)


def back_up(folder):
    call_command("backup", "--into", str(folder), stdout=StringIO())
    return sorted(folder.glob("portal-*"))[-1]


def put(folder, *, days):
    for day in days:
        (folder / f"portal-200702{day:02}-020000.backup").touch()


def days_in(folder):
    """The days of old backups, without the one that was just made."""
    return [int(path.name[13:15]) for path in sorted(folder.glob("portal-200702*"))]


def is_full(*_where):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
