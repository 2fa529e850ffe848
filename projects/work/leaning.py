"""Typed progress of projects that a page proves."""

from django.utils.translation import ngettext

from portal.editing.leaning import Leaning
from portal.publishing.models import Publication
from projects.work.models import ProgressNote


def progress_notes(page: Publication) -> list[Leaning]:
    """Return the notes of progress whose proof the page is."""
    return [Leaning(ProgressNote.objects.filter(proof=page), _proven)]


def _proven(number: int) -> str:
    text = ngettext(
        "It proves %(number)d note of a project's progress, which goes on saying so.",
        "It proves %(number)d notes of projects' progress, which go on saying so.",
        number,
    )
    return text % {"number": number}
