"""The row that every public page has: what a list, a feed, a search or a menu needs to know."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, ClassVar, Self, Unpack

from django.conf import settings
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.kit.text.normalize import nfc, visible
from portal.kit.typing import SaveOptions
from portal.media.richtext.fields import RichTextField
from portal.publishing.dry_run import allow_live_writes
from portal.publishing.errors import StaleSave
from portal.publishing.languages import english_path
from portal.publishing.models.addresses import SLUG, check_address, free_slug
from portal.publishing.models.combined_checks import combine_checks
from portal.publishing.models.correction import Correctable
from portal.publishing.models.kept_back import KeptBackMixin
from portal.publishing.models.kind_options import KindOptionsMixin
from portal.publishing.models.metadata import MetadataMixin
from portal.publishing.models.publication_table import CONSTRAINTS, INDEXES
from portal.publishing.models.querysets import PublicationManager
from portal.publishing.models.quoted import QuotedFiguresMixin
from portal.publishing.models.redirect import Redirect, StoredPathMixin
from portal.publishing.models.searched import SearchedMixin, Words
from portal.publishing.models.section import Section
from portal.publishing.models.state import State
from portal.publishing.models.topic import Topic
from portal.publishing.models.visibility import hidden_reasons


class Publication(
    KindOptionsMixin,
    StoredPathMixin,
    Correctable,
    KeptBackMixin,
    QuotedFiguresMixin,
    SearchedMixin,
    MetadataMixin,
):
    """A public page of any kind; kinds inherit from it and add their own fields."""

    kind = models.CharField(_("kind"), max_length=32, editable=False)
    path = models.CharField(_("address"), max_length=255, unique=True, editable=False)
    slug = models.SlugField(
        _("address word"),
        max_length=120,
        blank=True,
        help_text=_(
            "Made from the title when left empty. A changed address leads on from the old one."
        ),
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The shelf on which readers look for it; it also decides who may work on it."),
    )
    topics = models.ManyToManyField(
        Topic,
        verbose_name=_("topics"),
        blank=True,
        related_name="publications",
        help_text=_("Subjects that it shares with pages of other kinds; type to find one."),
    )
    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("What it is about, in one line that also makes sense alone in a list."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("Two or three sentences that say the whole; shown in lists and search."),
    )
    body = RichTextField(
        _("text"),
        blank=True,
        help_text=_("The most important first. Text pasted from Word is cleaned by itself."),
    )
    cover = models.ForeignKey(
        "pictures.Picture",
        verbose_name=_("cover picture"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Shown at the top and in lists; choose it with the lens from the library."),
    )
    cover_alt = models.CharField(
        _("what the cover shows"),
        max_length=300,
        blank=True,
        help_text=_("For readers who cannot see the picture."),
    )
    cover_decorative = models.BooleanField(
        _("the cover is decoration"),
        default=False,
        help_text=_("It tells nothing that the text does not say."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        default="vi",
        help_text=_("That the text is written in; search and screen readers go by it."),
    )
    translation_of = models.ForeignKey(
        "self",
        verbose_name=_("translation of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
    )
    # Set once an English version is begun; spares every other page the question for one.
    is_translated = models.BooleanField(
        _("has a translation"), default=False, db_default=False, editable=False
    )
    state = models.CharField(
        _("state"), max_length=16, choices=State, default=State.DRAFT, editable=False
    )
    published_at = models.DateTimeField(
        _("publication time"),
        null=True,
        blank=True,
        help_text=_("Empty: at the moment of publishing. Later: it appears by itself."),
    )
    expires_at = models.DateTimeField(
        _("hidden from"),
        null=True,
        blank=True,
        help_text=_("From this moment on readers no longer see it. Nothing is deleted."),
    )
    # Beside what people write, and in no version: that nobody has vouched for it for too long
    # (see `set_lapse`), and the page that it is a piece of (see `get_parent_page_id`).
    lapses_at = models.DateTimeField(_("lapses"), null=True, editable=False)
    parent_page = models.ForeignKey(
        "self",
        verbose_name=_("shown with"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        db_index=False,
        related_name="+",
    )
    is_sample = models.BooleanField(
        _("sample"),
        default=False,
        help_text=_("Marked “minh họa” on the page: made up to show the site."),
    )
    sort_key = models.CharField(max_length=400, editable=False, db_collation="C")
    # The title's words without case and marks, for suggestions and for what is merely similar.
    folded_title = models.TextField(default="", db_default="", blank=True, editable=False)
    search_vector = SearchVectorField(editable=False)
    revision_number = models.PositiveIntegerField(_("version"), default=0, editable=False)
    # The version that readers see; pending versions have higher numbers. Empty: never published.
    live_number = models.PositiveIntegerField(_("live version"), null=True, editable=False)
    created_at = models.DateTimeField(
        _("created"), default=timezone.now, db_default=Now(), editable=False
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    updated_at = models.DateTimeField(
        _("last changed"), default=timezone.now, db_default=Now(), editable=False
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("last changed by"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )

    objects: ClassVar[PublicationManager[Self]] = PublicationManager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        permissions = [
            ("write_publication", "Writes and submits publications"),
            ("edit_publication", "Edits the publications of others"),
            ("publish_publication", "Reviews, publishes, schedules and withdraws publications"),
        ]
        constraints = CONSTRAINTS
        indexes = INDEXES

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return self.path

    @property
    def last_changed_at(self) -> datetime:
        """Return when readers last saw a change: never before they first saw the page."""
        return max(self.updated_at, self.published_at or self.updated_at)

    @property
    def shows_cover(self) -> bool:
        """Return whether the cover stands above the text: not where that has the same picture."""
        return self.cover is not None and self.cover.file.name not in self.body

    @property
    def is_public(self) -> bool:
        """Return whether anybody may read it now; the row's own form of `.public()`."""
        return next(hidden_reasons(self, timezone.now()), None) is None

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        super().clean_fields(exclude)
        is_checked = bool(self.title) and "title" not in (exclude or ())
        if is_checked and not visible(self.title).strip():
            raise ValidationError({"title": type(self).title.field.error_messages["blank"]})

    def clean(self) -> None:
        super().clean()
        self.title = nfc(self.title).strip()
        self._clean_place()

    def _clean_place(self) -> None:
        """Refuse an address that is not to be had, and a section of another kind."""
        if not self.slug:
            self.slug = free_slug(type(self), self.title, but=self.pk)
        elif not self._lives_at(self.slug):
            check_address(type(self), self.slug, but=self.pk)
        if self.section is not None and self.section.kind != self.KIND:
            raise ValidationError({"section": _("This section is for pages of another kind.")})

    def _lives_at(self, slug: str) -> bool:
        """Return whether the stored row has the slug's address, so that nobody else can have it."""
        return bool(SLUG.fullmatch(slug)) and self._stored_path == self.path_of(slug)

    def get_constraints(self) -> Any:
        """Return what Django validates before a save; the checks of each table in one question."""
        return [(model, combine_checks(rules)) for model, rules in super().get_constraints()]

    def save(
        self, *, is_locked: bool = False, is_derived: bool = False, **options: Unpack[SaveOptions]
    ) -> None:
        """Store the row and what is worked out from it; a changed address leaves a redirect.

        `is_locked` says that the caller's transaction has locked the row and seen that it has not
        moved on, `is_derived` that all is worked out since the text was written. Raises StaleSave.
        """
        if not is_derived:
            self.derive()
        with transaction.atomic():
            if not (is_locked or self._state.adding):
                self.lock()
            super().save(**options)
            Redirect.objects.path_changed(self._stored_path, self.path, publication=self)
            if self.is_translated and self._has_moved():
                self._take_translations_along()
        self._stored_path, self._stored_section_id = self.path, self.section_id

    def _has_moved(self) -> bool:
        stored = self._stored_path, self._stored_section_id
        return self._stored_path is not None and stored != (self.path, self.section_id)

    def _take_translations_along(self) -> None:
        """Keep each English version at the address of its page, below /en/, and in its section."""
        for version in self.translations.filter(kind="english"):
            path = english_path(self.path)
            with allow_live_writes():
                Publication.objects.filter(pk=version.pk).update(
                    path=path, slug=self.slug, section_id=self.section_id
                )
            Redirect.objects.path_changed(version.path, path, publication=version)

    def lock(self) -> None:
        """Lock the row; raise StaleSave where another version was kept since it was loaded."""
        columns = ("revision_number", "is_translated")
        rows = Publication.objects.select_for_update(no_key=True).only(*columns)
        stored = rows.get(pk=self.pk)
        if stored.revision_number != self.revision_number:
            raise StaleSave
        self.is_translated = stored.is_translated  # no text: it may be true only by now

    def derive(self) -> None:
        """Work out kind, address, sort key and what the search asks, from what was written."""
        self._derive_row()
        self.set_words(self.get_words(self.take_figures()))

    def derive_with(self, words: Words) -> None:
        """Work out the same, but for the words, which are known; the text quotes no figure."""
        self._derive_row()
        self.set_words(words)

    def _derive_row(self) -> None:
        self.kind = self.KIND
        self.title = nfc(self.title).strip()
        self.summary = nfc(self.summary).strip()
        self._derive_place()
        self.parent_page_id = self.get_parent_page_id()

    def _derive_place(self) -> None:
        self.slug = self.slug or free_slug(type(self), self.title, but=self.pk)
        self.path = self.path_of(self.slug)
