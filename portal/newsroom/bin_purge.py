"""Removing binned pages for good: rare, for a written reason, and recorded."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from django.apps import apps
from django.contrib.admin.utils import NestedObjects
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models, router, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from portal.audit.models import Action
from portal.audit.recording import record
from portal.publishing import links
from portal.publishing.file_locks import hold_files
from portal.publishing.models import Publication, Revision, State
from portal.publishing.models.kinds import kind_named
from portal.publishing.state_words import page_words

MAX_NAMED = 5


@dataclass(frozen=True, slots=True)
class Purged:
    """What was removed, and the pages that linked to it."""

    title: str
    path: str
    files: list[str]
    linked_from: list[str]


def hash_of_text(page: Publication) -> str:
    """Return the SHA-256 of title, summary and text, joined by line breaks, to know a copy by."""
    text = f"{page.title}\n{page.summary}\n{page.body}"
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def purge(path: str, *, reason: str) -> Purged:
    """Remove a page from the bin for good, with its versions; the record keeps who it was and why.

    Its files go when the transaction is through, where nothing else has them. Raises
    ValidationError where no such page lies in the bin, or another record stands on it.
    """
    found = Publication.objects.select_for_update().filter(path=path).first()
    if found is None or found.state != State.BINNED:
        raise ValidationError(hindrance(path))
    page = kind_named(found.kind).objects.get(pk=found.pk)
    files, sources = _files_of(page), links.pages_linking_to(page).order_by("path")
    linked_from = list(sources.values_list("path", flat=True))
    gone = Purged(page.title, path, sorted(files), linked_from)
    record(
        Action.DELETED,
        by=None,
        subject=page,
        old={
            "title": page.title,
            "path": path,
            "text_sha256": hash_of_text(page),
            "versions": page.revisions.count(),
            "files": gone.files,
        },
        new={"reason": reason, "linked_from": gone.linked_from},
    )
    _delete(page)
    transaction.on_commit(partial(_remove_unused, files), robust=True)
    return gone


def hindrance(path: str) -> str:
    """Return why the page at an address cannot be removed; empty where it is in the bin."""
    found = Publication.objects.filter(path=path).first()
    if found is None:
        return _("%(path)s: no page has this address.") % {"path": path}
    if found.state == State.BINNED:
        return ""
    values = {"path": path, "title": found.title, "state": page_words(found)}
    return _("%(path)s: “%(title)s” is not in the bin, it is: %(state)s.") % values


def _delete(page: Publication) -> None:
    try:
        # A version holds on to its change: first the versions.
        page.revisions.all().delete()
        page.delete()
    except ProtectedError as error:
        holders = sorted({f"“{each}”" for each in error.protected_objects})
        named = ", ".join(holders[:MAX_NAMED]) + (" …" if len(holders) > MAX_NAMED else "")
        text = _("%(path)s: it is still needed by %(holders)s.")
        raise ValidationError(text % {"path": page.path, "holders": named}) from error


def _files_of(page: Publication) -> set[str]:
    """Return the files of the page's own rows, and of its attachments in any version."""
    own = NestedObjects(router.db_for_write(type(page)))
    # Who holds on to the page is told of when it is deleted.
    own.collect([page])
    files = {
        getattr(row, field.attname).name
        for model, rows in own.data.items()
        for field in _file_fields(model)
        for row in rows
    }
    for data in page.revisions.values_list("data", flat=True):
        files |= {row["file"] for row in data["parts"].get("attachments", [])}
    return files - {"", None}


def _file_fields(model: type[models.Model]) -> list[models.FileField]:
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]


def _remove_unused(files: Iterable[str]) -> None:
    """Remove the files that no row has any more, and no version of another page."""
    for name in files:
        with transaction.atomic():
            # Who attaches it to another page just now is waited for, and then seen.
            hold_files([name], to_remove=True)
            if not is_file_used(name):
                default_storage.delete(name)


def is_file_used(name: str) -> bool:
    """Return whether a row, or a version of a page, has the stored file."""
    for model in apps.get_models():
        for field in _file_fields(model):
            if model._base_manager.filter(**{field.attname: name}).exists():
                return True
    part = [{"file": name}]
    return Revision.objects.filter(data__parts__attachments__contains=part).exists()
