"""How a page is told of elsewhere: in feeds, by machines, where it is shared."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from portal.publishing.languages import spoken_path

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


class MetadataMixin(models.Model):
    """What a kind says of its pages where nothing else on the site stands around them."""

    # What the names below are made of, to be read with the rows.
    META_SELECT_RELATED: ClassVar[tuple[str, ...]] = ()
    # What it is in the vocabulary of the Dublin Core (DCMI Type).
    DC_TYPE: ClassVar[str] = "Text"
    # Whether its page stands below /en/, too, translated or not: figures need no translation.
    IS_BILINGUAL: ClassVar[bool] = False
    # The field that names who wrote a text, where a kind says so to readers.
    BYLINE: ClassVar[str] = ""

    # A plain class would be named, and imported, by migrations.
    class Meta:
        abstract = True

    @property
    def spoken_path(self) -> str:
        """Return its address; where it stands in both languages, the one in the one spoken now."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return spoken_path(page.path) if self.IS_BILINGUAL else page.path

    @property
    def is_made_up(self) -> bool:
        """Return whether it is a sample; a translation is one where its original is."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        original = page.translation_of
        return page.is_sample if original is None else original.is_sample

    def meta_title(self) -> str:
        """Return the title as it says alone what the page is.

        A document leads it with its number.
        """
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return page.title

    def meta_creator(self) -> str:
        """Return who wrote or issued it, by name; empty where it is the department itself."""
        byline: Any = getattr(self, self.BYLINE) if self.BYLINE else None
        return byline.name if byline else ""

    def meta_tags(self) -> tuple[str, ...]:
        """Words that a reader's program may sort it by."""
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        return (page.section.name,) if page.section else ()
