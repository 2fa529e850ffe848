import hashlib
from collections.abc import Collection
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import ClassVar, Final, Unpack

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from portal.kit.typing import SaveOptions
from portal.publishing.languages import ENGLISH, english_path
from portal.publishing.models.followed import (
    FOLLOWED,
    digest_of,
    digest_of_original,
    digest_of_texts,
)
from portal.publishing.models.kinds import kind_named, parent_link
from portal.publishing.models.publication import Publication
from portal.publishing.models.querysets import PublicationManager, PublicationQuerySet
from portal.publishing.models.searched import Beside

_LONG = ("body", "search_vector")
# A page that is saved while its translation begins may bear a time before that.
AT_ONCE: Final = timedelta(minutes=10)


def text_digest(page: Publication) -> str:
    """Return a short mark of what a page says; another text has another one.

    One query where its kind says more than title, summary and text.
    """
    kind = kind_named(page.kind)
    if not kind.FOLLOWED_IN_ENGLISH:
        return _plain_digest(page)
    rows = kind.objects.filter(pk=page.pk).annotate(followed=digest_of(kind))
    return str(rows.values_list("followed", flat=True).get())


def _plain_digest(page: Publication) -> str:
    text = "\n".join(getattr(page, name) for name in FOLLOWED)
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _beside_originals(
    kind: str, rows: Collection[tuple[int, int, datetime | None]]
) -> dict[int, Beside]:
    """Return what stands beside each version of pages of a kind: what these are, and say."""
    model = kind_named(kind)
    name = capfirst(str(model._meta.verbose_name))
    titles = model.beside_title([original for _version, original, _at in rows])
    found = {}
    for version, original, at in rows:
        text, day, label = titles.get(original, Beside())
        day = day or (timezone.localdate(at) if at else None)
        found[version] = Beside(" · ".join(filter(None, (name, text))), day, label)
    return found


class EnglishVersionQuerySet(PublicationQuerySet["EnglishVersion"]):
    def with_original(self) -> "EnglishVersionQuerySet":
        """With the Vietnamese page, and the mark of its text as it is now, without the text."""
        marks = {
            "digest_now": digest_of_original(),
            "plain_digest_now": digest_of_texts("translation_of__"),
        }
        rows = self.annotate(**marks).select_related("translation_of", "parent_page")
        return rows.defer(
            *(f"{page}__{name}" for page in ("translation_of", "parent_page") for name in _LONG)
        )

    def outdated(self) -> "EnglishVersionQuerySet":
        """Return those whose Vietnamese text says something else by now, with it.

        What was not touched since the translation was begun still says what it said then: of that
        no text is unpacked for its mark.
        """
        touched = Q(translation_of__updated_at__gt=F("created_at") - AT_ONCE)
        # The mark of before kinds said what else is followed holds until somebody ticks anew.
        current = Q(original_digest=F("digest_now")) | Q(original_digest=F("plain_digest_now"))
        return self.with_original().filter(touched).exclude(current)


class EnglishVersion(Publication):
    """What a page of any kind says, in English; readers see it only while they see that page.

    A kind of its own: no list, sum or file of the other kinds ever counts a page twice.
    """

    KIND: ClassVar[str] = "english"
    DETAIL_VIEW: ClassVar[str] = "en:page"
    # With their figures and charts.
    OTHER_VIEWS: ClassVar[tuple[str, ...]] = ("en:projects:indicator",)
    LIST_VIEW: ClassVar[str] = "en:home"
    COMPARED: ClassVar[tuple[str, ...]] = (*Publication.COMPARED, "translator_note")
    # Its number, which not all kinds have; `renamed.py` asks the kind.
    NAMES_SEARCHED: ClassVar[dict[str, tuple[str, ...]]] = {"translation_of": ("title",)}
    WORKED_OUT: ClassVar[frozenset[str]] = frozenset({"slug", "section"})
    # Those of the Vietnamese page.
    HAS_TOPICS: ClassVar[bool] = False

    publication_ptr = parent_link()
    translator_note = models.CharField(
        _("who translated it"),
        max_length=300,
        blank=True,
        help_text=_(
            "In English, shown below the title, such as “Translated by the department's office”."
        ),
    )
    original_digest = models.CharField(
        _("follows the Vietnamese text as it is now"),
        max_length=32,
        blank=True,
        help_text=_(
            "Tick when the English says what the Vietnamese says today; the mark “outdated” goes."
        ),
    )

    objects: ClassVar = PublicationManager.from_queryset(EnglishVersionQuerySet)()

    class Meta:
        verbose_name = _("English version")
        verbose_name_plural = _("English versions")

    @property
    def is_outdated(self) -> bool:
        """Return whether the Vietnamese text says something else than what was translated."""
        found, page = vars(self), self.translation_of
        if "digest_now" in found:
            return self.original_digest not in (found["digest_now"], found["plain_digest_now"])
        if page is None or self.original_digest == _plain_digest(page):
            return page is None
        return self.original_digest != text_digest(page)

    @classmethod
    def beside_title(cls, keys: Collection[int]) -> dict[int, Beside]:
        """Return what the Vietnamese page is, such as an article, and what that says of itself."""
        columns = ("translation_of__kind", "pk", "translation_of", "translation_of__published_at")
        rows = sorted(cls.objects.filter(pk__in=keys).values_list(*columns))
        found: dict[int, Beside] = {}
        for kind, of_kind in groupby(rows, key=itemgetter(0)):
            found |= _beside_originals(kind, [row[1:] for row in of_kind])
        return found

    def number_to_search(self) -> str:
        original = self.translation_of
        if original is None:
            return ""
        kind = kind_named(original.kind)
        page = kind.objects.filter(pk=original.pk).first() if kind.has_number() else None
        return page.number_to_search() if page is not None else ""

    def search_extra(self) -> str:
        return self.number_to_search()

    def get_parent_page_id(self) -> int | None:
        """Return the Vietnamese page: what is withdrawn there is gone here."""
        return self.translation_of_id

    def _clean_place(self) -> None:
        original = self.translation_of
        if original is None:
            raise ValidationError({"translation_of": _("Choose the Vietnamese page.")})
        if original.kind == self.KIND or original.parent_page_id is not None:
            message = _("This page has no English version: it is shown with another one.")
            raise ValidationError({"translation_of": message})

    def _derive_place(self) -> None:
        self.language = ENGLISH
        if self.translation_of is not None:
            self.slug, self.section_id = self.translation_of.slug, self.translation_of.section_id
            self.path = english_path(self.translation_of.path)

    def save(
        self, *, is_locked: bool = False, is_derived: bool = False, **options: Unpack[SaveOptions]
    ) -> None:
        """Store it, and let its page know that it has one."""
        super().save(is_locked=is_locked, is_derived=is_derived, **options)
        pages = Publication.objects.filter(pk=self.translation_of_id or 0, is_translated=False)
        pages.update(is_translated=True)
