"""Articles of the department with their authors and sources."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_stubs_ext import StrPromise

from portal.kit.sorted_names import SortedByName, position_field
from portal.media.pictures.models import Picture
from portal.publishing.models import Publication
from portal.publishing.models.kinds import parent_link


class Author(SortedByName):
    """The author named under an article; not necessarily a user."""

    name = models.CharField(
        _("name"),
        max_length=150,
        unique=True,
        help_text=_("As it stands under articles; a pen name, too."),
    )
    post = models.CharField(
        _("post or office"),
        max_length=150,
        blank=True,
        help_text=_("Tells two authors of one name apart."),
    )

    class Meta(SortedByName.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return self.name


class Source(SortedByName):
    """An agency or newspaper that articles were taken over from."""

    name = models.CharField(
        _("name"),
        max_length=200,
        unique=True,
        help_text=_("The agency or newspaper, as it calls itself."),
    )
    url = models.URLField(
        _("web address"), blank=True, help_text=_("Its home page; readers get a link to it.")
    )

    class Meta(SortedByName.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name


class Article(Publication):
    KIND: ClassVar[str] = "article"
    DETAIL_VIEW: ClassVar[str] = "news:article"
    LIST_VIEW: ClassVar[str] = "news:list"
    HAS_COVER_IN_LISTS: ClassVar[bool] = True
    LIST_WORDS: ClassVar[StrPromise] = pgettext_lazy(
        "searched as", "news; announcements; press releases"
    )
    SECTION_VIEW: ClassVar[str] = "news:section"
    SCHEMA_TYPE: ClassVar[str] = "NewsArticle"
    BYLINE: ClassVar[str] = "author"
    META_SELECT_RELATED: ClassVar[tuple[str, ...]] = ("author",)
    PARTS: ClassVar[tuple[str, ...]] = (*Publication.PARTS, "gallery")
    COMPARED: ClassVar[tuple[str, ...]] = (
        *Publication.COMPARED, "author", "source", "gallery.picture", "gallery.alt",
        "gallery.caption",
    )  # fmt: skip

    publication_ptr = parent_link()
    author = models.ForeignKey(
        Author,
        verbose_name=_("author"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text=_("Who is named under the title; empty: the department."),
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        help_text=_("Only where it was taken over from another agency or newspaper."),
    )
    is_imported = models.BooleanField(
        _("imported"),
        default=False,
        editable=False,
        help_text=_("Taken over from elsewhere as it was: today's rules for editors do not apply."),
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")


class GalleryPicture(models.Model):
    """One of several pictures under an article; a part of the article."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="gallery"
    )
    picture = models.ForeignKey(
        Picture,
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("One of the library; or upload a new one right below."),
    )
    alt = models.CharField(
        _("text alternative"),
        max_length=300,
        help_text=_("What the picture shows, for those who cannot see it."),
    )
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("What stands below the picture: who, where, when. May stay empty."),
    )
    position = position_field()

    class Meta:
        verbose_name = _("picture below the text")
        verbose_name_plural = _("pictures below the text")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(alt=""),
                name="articles_gallerypicture_is_described",
                violation_error_message=_("Say what the picture shows."),
            ),
        ]

    def __str__(self) -> str:
        return self.alt

    def clean(self) -> None:
        """Keep the words without spaces around them: blank ones describe nothing."""
        self.alt, self.caption = self.alt.strip(), self.caption.strip()
