"""What is checked of the figures that a text quotes."""

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _

from portal.editing.checks.rules import READ
from portal.editing.checks.violations import Level, Violation
from portal.kit.text.html import plain_text
from portal.media.richtext import figures
from portal.media.richtext.fields import rich_fields, rich_text_in
from portal.media.richtext.figures import UNKNOWN, Figure
from portal.publishing.models import Publication

# Only rich text holds references; elsewhere readers would see the brackets.
_PLAIN: Final = tuple(name for name in READ if name != "body")


def quotes_in(
    page: Publication, fields: Mapping[str, str], found: Mapping[str, Figure]
) -> Iterator[Violation]:
    """Yield the violations about the figures of one text, given what its references mean today."""
    yield from _typed_wrongly(page, fields)
    for name in rich_fields(type(page)):
        for reference, number in figures.quoted(fields.get(name) or "").items():
            figure = found.get(reference)
            if figure is None:
                yield _nothing(name, reference)
            elif not figure.is_public:
                yield _hidden(name, reference, number)
    quoted = figures.quoted(rich_text_in(type(page), fields))
    unmentioned = page.unmentioned(quoted, found, fields.get("correction", "")) if quoted else {}
    for reference, figure in unmentioned.items():
        yield _unmentioned(figure, quoted[reference])


def _typed_wrongly(page: Publication, fields: Mapping[str, str]) -> Iterator[Violation]:
    for name in rich_fields(type(page)):
        for typed in figures.malformed_references(plain_text(fields.get(name) or "")):
            yield Violation(
                Level.BLOCK,
                name,
                _("This is meant to be a figure and is none: %(typed)s") % {"typed": typed},
                _("Copy it whole from “Insert a figure”, or type the number."),
            )
    for name in _PLAIN:
        for typed in figures.malformed_references(fields.get(name, "")):
            yield Violation(
                Level.BLOCK,
                name,
                _("A figure can be inserted into the text only: %(typed)s") % {"typed": typed},
                _("Type the number here."),
            )


def _nothing(name: str, reference: str) -> Violation:
    return Violation(
        Level.BLOCK,
        name,
        _("The text quotes a figure that does not exist: %(reference)s") % {"reference": reference},
        _("Copy it whole from “Insert a figure”, or type the number."),
    )


def _hidden(name: str, reference: str, number: str) -> Violation:
    if number == UNKNOWN:
        return Violation(
            Level.BLOCK,
            name,
            _("Readers cannot see this figure yet: %(reference)s") % {"reference": reference},
            _("Publish the indicator first, or type the number."),
        )
    return Violation(
        Level.WARN,
        name,
        _("Readers no longer see the page of this figure; the text keeps %(number)s.")
        % {"number": number},
        _("Type the number in its place, or publish the indicator again."),
    )


def _unmentioned(figure: Figure, number: str) -> Violation:
    return Violation(
        Level.WARN,
        "correction",
        _("A figure was corrected since readers read it, from %(old)s to %(new)s: %(name)s.")
        % {"old": number, "new": figure.number, "name": figure.name},
        _("Say so in the correction and name the new number; a mark stands beside it until then."),
    )
