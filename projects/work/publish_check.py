"""The publish check of projects: what proves a typed figure has to be there for readers, too."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from portal.editing.checks.texts import Text
from portal.editing.checks.violations import Level, Violation
from portal.publishing.models import Publication
from projects.work.models import ProgressNote


def find_hidden_proofs(texts: Sequence[Text]) -> list[list[Violation]]:
    """Return for each project the advice to publish what proves its figures; one query at most.

    The notes of a page that readers have are looked at where they are typed.
    """
    coming = [page.pk for page, _fields in texts if page.pk and not page.is_public]
    days: dict[int, list[date]] = defaultdict(list)
    if coming:
        notes = ProgressNote.objects.filter(project__in=coming).exclude(percent=None)
        hidden = notes.exclude(proof__in=Publication.objects.public().values("pk"))
        for key, day in hidden.order_by("noted_on").values_list("project", "noted_on"):
            days[key].append(day)
    return [[_hidden_proof(day) for day in days.get(page.pk, ())] for page, _fields in texts]


def _hidden_proof(day: date) -> Violation:
    # Its title may be another's secret: who reads this sees the note, and perhaps not that page.
    return Violation(
        Level.WARN,
        "progress_notes",
        _("The page that proves the typed progress of %(day)s is not seen by readers yet.")
        % {"day": f"{day:%d/%m/%Y}"},
        _("Publish it before the project or together with it, or take the percentage out."),
        is_table=True,
    )
