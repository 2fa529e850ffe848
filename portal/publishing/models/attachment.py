import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self, Unpack

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.files.captions import MAX_LENGTH as MAX_CAPTIONS
from portal.kit.files.captions import as_webvtt, parse_captions, transcript_of
from portal.kit.files.documents import FILMS, RECORDINGS, check_document, extension_of
from portal.kit.files.photographs import STRIPPED, stripped
from portal.kit.sorted_names import position_field
from portal.kit.text.normalize import as_name
from portal.kit.typing import SaveOptions
from portal.media.scanning.models import ScannedFile, ScanState
from portal.media.scanning.services import check_upload, is_on
from portal.publishing.dry_run import dry_run_address, is_dry_run
from portal.publishing.file_locks import hold_files
from portal.publishing.models.attachment_version import AttachmentVersion
from portal.publishing.models.revision import Revision
from portal.publishing.models.visibility import come_out_rule, public_rule


def attachment_path(attachment: "Attachment", filename: str) -> str:
    """Return a name made by the server: what was sent gives only its ending, which is checked."""
    return f"attachments/{uuid.uuid4().hex}{Path(filename).suffix.lower()}"


class AttachmentFileField(models.FileField):
    """A file whose name the server makes; in migrations it is a plain FileField."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs | {"upload_to": ""}


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def played(self) -> Self:
        """Return the recordings and films: readers play them on the page."""
        is_recording = models.Q(content_type__startswith=RECORDINGS)
        return self.filter(is_recording | models.Q(content_type__startswith=FILMS))

    def public(self, at: datetime | None = None) -> Self:
        """Return those of pages that anybody may read now, or at the given moment.

        Where there is a virus scanner, it has to have found the file clean.
        """
        rows = self.filter(public_rule(at or timezone.now(), "publication__"))
        if not is_on():
            return rows
        clean = ScannedFile.objects.filter(key=models.OuterRef("file"), state=ScanState.CLEAN)
        return rows.filter(models.Exists(clean))


class Attachment(models.Model):
    """A file to take along; a part of its publication."""

    publication = models.ForeignKey(
        "publishing.Publication",
        verbose_name=_("publication"),
        on_delete=models.CASCADE,
        related_name="attachments",
    )
    name = models.CharField(
        _("name"), max_length=200, help_text=_("What the file is, as readers see it.")
    )
    file = AttachmentFileField(
        _("file"),
        upload_to=attachment_path,
        max_length=200,
        help_text=_(
            "PDF, Word, Excel and the like; what it holds is checked, not only its name. "
            "Another file in its place keeps the address; readers still find the earlier one. "
            "A JPEG or PNG loses what the camera wrote in it, such as the place. "
            "A recording (MP3, OGG, M4A) is played on the page: its text says what is heard. "
            "A film (MP4, WebM) is played, too: it needs captions and what is said as text."
        ),
    )
    is_original = models.BooleanField(
        _("signed original"),
        default=False,
        help_text=_(
            "The paper as it was signed, scanned or signed digitally; readers see it said."
        ),
    )
    size = models.PositiveBigIntegerField(_("size in bytes"), editable=False)
    content_type = models.CharField(_("type"), max_length=100, editable=False)
    pages = models.PositiveIntegerField(
        _("pages"), null=True, blank=True, editable=False, validators=[MinValueValidator(1)]
    )
    seconds = models.PositiveIntegerField(
        _("length in seconds"),
        null=True,
        blank=True,
        editable=False,
        validators=[MinValueValidator(1)],
    )
    width = models.PositiveIntegerField(_("width"), null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(_("height"), null=True, blank=True, editable=False)
    captions = models.TextField(
        _("captions of a film"),
        blank=True,
        max_length=MAX_CAPTIONS,
        help_text=_("What is said, with its moments (WebVTT); a file above fills it."),
    )
    transcript = models.TextField(
        _("text of a film"),
        blank=True,
        help_text=_(
            "What is said and what is to be seen, to be read instead; empty: taken from the "
            "captions."
        ),
    )
    still = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("still of a film"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("A picture of the library that stands there until somebody presses play."),
    )
    position = position_field()

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["position", "id"]
        # The address of a stored file says its name only. Not unique: the same file stands once.
        indexes = [models.Index(fields=["file"], name="publishing_attachment_by_file")]

    def __str__(self) -> str:
        return self.name

    @property
    def extension(self) -> str:
        """Return the ending in capitals, such as PDF."""
        return extension_of(self.file).upper()

    @property
    def is_recording(self) -> bool:
        """Return whether it is listened to on the page, whose text says what is heard."""
        return self.content_type.startswith(RECORDINGS)

    @property
    def is_film(self) -> bool:
        """Return whether it is watched on the page."""
        return self.content_type.startswith(FILMS)

    @property
    def captions_address(self) -> str:
        """Return where a player fetches the captions; "" in a dry run, which nobody else sees."""
        has_address = self.captions and not is_dry_run()
        return reverse("captions", args=[self.pk]) if has_address else ""

    @property
    def address(self) -> str:
        """Return where readers fetch it, whichever file it leads to; in a dry run the very file."""
        if is_dry_run():
            return dry_run_address(self.file)
        return reverse("attachment", args=[self.pk])

    def clean(self) -> None:
        """Refuse a file that is not what it says; note its size, type and pages."""
        self.name = as_name(self.name)
        sent = getattr(self.file, "file", None) if self.file else None
        if isinstance(sent, UploadedFile):
            try:
                facts = check_document(sent)
                kept = stripped(sent, facts.kind) if facts.kind in STRIPPED else sent
                check_upload(sent, name=_stored_name(kept, str(self.file.name)))
            except ValidationError as error:
                raise ValidationError({"file": error}) from error
            if kept is not sent:
                self.file = kept
            self.size, self.content_type = kept.size or facts.size, facts.content_type
            self.pages = facts.pages
            self.seconds, self.width, self.height = facts.seconds, facts.width, facts.height
        self._check_captions()

    def _check_captions(self) -> None:
        """Keep captions as browsers read them; a film's text is theirs where nobody wrote one."""
        self.captions, self.transcript = self.captions.strip(), self.transcript.strip()
        if not self.captions:
            return
        try:
            cues = parse_captions(self.captions)
        except ValidationError as error:
            raise ValidationError({"captions": error}) from error
        self.captions = as_webvtt(cues)
        self.transcript = self.transcript or transcript_of(cues)

    def save(self, **options: Unpack[SaveOptions]) -> None:
        """Store the row; a file that readers see and that another replaces becomes a version."""
        if self.size is None:
            self.size = self.file.size
        self._keep_file_once()
        stored = Attachment.objects.filter(pk=self.pk).first() if self.pk else None
        if stored is not None and stored.file.name != self.file.name and stored.was_seen():
            AttachmentVersion.objects.keep(stored)
        super().save(**options)

    def _keep_file_once(self) -> None:
        if store := self.name_file():
            self.file = store()

    def name_file(self) -> Callable[[], str] | None:
        """Name a new file by what is in it, so that the same file stands there once.

        What stores it comes back, or None where it is stored already: whoever may still refuse the
        row calls that last, for no rolling back takes a stored file away. Nobody removes a file
        that is there before the transaction ends.
        """
        # Django's own mark of a file that is stored already.
        if not self.file or getattr(self.file, "_committed", True):
            return None
        content, storage = self.file.file, self.file.storage
        name = _stored_name(content, str(self.file.name))
        self.file = name
        hold_files([name])
        return partial(_store_once, storage, name, content)

    def was_seen(self) -> bool:
        """Return whether the version of the page that readers see now leads to this file.

        What was withdrawn is not offered again beside what takes its place, nor is what waits for
        its moment.
        """
        live = Revision.objects.filter(
            come_out_rule(timezone.now(), "publication__"),
            publication_id=self.publication_id,
            number=models.F("publication__live_number"),
        ).first()
        rows = live.data["parts"].get("attachments", []) if live is not None else []
        return any(row["id"] == self.pk and row["file"] == self.file.name for row in rows)


def _store_once(storage: Storage, name: str, content: File[bytes]) -> str:
    if storage.exists(name) and storage.size(name) != content.size:
        storage.delete(name)  # Left by an upload that did not end.
    return name if storage.exists(name) else storage.save(name, content)


def _stored_name(content: File[bytes], filename: str) -> str:
    content.seek(0)
    digest = hashlib.file_digest(content, "sha256").hexdigest()
    content.seek(0)
    return f"attachments/{digest[:2]}/{digest}{Path(filename).suffix.lower()}"
