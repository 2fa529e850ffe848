"""What tests do with a backup: change its manifest, restore it over the site."""

import io
import json
import tarfile
from io import StringIO

from django.core.management import call_command
from django.db import connection


def replace_by(backup):
    """Restore over the site of the tests, as an operator who means it."""
    name = connection.settings_dict["NAME"]
    call_command("restore", str(backup), "--replace", "--confirm", name, stdout=StringIO())


def altered(backup, change, target):
    """A copy of the backup with its manifest changed."""
    with tarfile.open(backup) as old, tarfile.open(target, "w") as new:
        for member in old:
            content = old.extractfile(member).read()
            if member.name == "manifest.json":
                content = json.dumps(json.loads(content) | change).encode()
                member.size = len(content)
            new.addfile(member, io.BytesIO(content))
    return target
