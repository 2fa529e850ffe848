"""A page that quotes figures: which number its text holds, and which one readers see."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import models

from portal.media.richtext import figures
from portal.media.richtext.cleaning import clean_html
from portal.media.richtext.fields import rich_fields, rich_text_of

if TYPE_CHECKING:
    from portal.publishing.models.publication import Publication


class QuotedFiguresMixin(models.Model):
    """Its texts keep the number that readers were told last, until a correction tells them more."""

    class Meta:
        abstract = True

    def take_figures(self) -> str:
        """Bring the numbers in the texts up to date.

        Return the texts that are not kept back, all with the numbers of today. Of a page that
        readers have seen, a number that has changed since stays in its text until the page's
        correction names the new one. One query where there are figures.
        """
        page: Publication = self  # type: ignore[assignment]  # nothing else inherits from it
        for name in rich_fields(type(page)):
            if figures.may_be_typed(text := getattr(page, name)):
                setattr(page, name, clean_html(text))
        shown = rich_text_of(page, without=page.kept_back())
        quoted = figures.quoted(rich_text_of(page))
        if not quoted:
            return shown
        found = figures.resolve(quoted)
        today = {each: figure.number for each, figure in found.items() if figure.is_public}
        unmentioned = page.unmentioned(quoted, found, page.correction)
        mentioned = {each: number for each, number in today.items() if each not in unmentioned}
        for name in rich_fields(type(page)):
            setattr(page, name, figures.with_numbers(getattr(page, name), mentioned))
        return figures.with_numbers(shown, today)

    def unmentioned(
        self, quoted: Mapping[str, str], found: Mapping[str, figures.Figure], correction: str
    ) -> dict[str, figures.Figure]:
        """Return figures that readers have read otherwise and no correction names."""
        page: Any = self
        changed = {
            each: figure
            for each, number in quoted.items()
            if (figure := found.get(each)) is not None
            and figure.is_public
            and number != figures.UNKNOWN
            and not figure.is_written(number)
            # The staff is told the Vietnamese number, readers of an English page read the other.
            and not figures.names_number(correction, figure.number)
            and not figures.names_number(
                correction, figures.written_in(page.language, figure.number)
            )
        }
        if not changed or not page.was_seen():
            return {}
        # What stands in the change only, nobody has read.
        seen = page.links.filter(is_pending=False, address__in=list(changed))
        return {each: changed[each] for each in seen.values_list("address", flat=True)}
