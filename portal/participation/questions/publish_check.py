"""The publish check of answers: nobody may read out of one who asked."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from portal.editing.checks.personal_numbers import spans
from portal.editing.checks.rules import READ
from portal.editing.checks.texts import Text
from portal.editing.checks.violations import Level, Violation
from portal.kit.text.html import plain_text
from portal.participation.questions.models import Answer, Question
from portal.participation.questions.redaction import Asker, Trace, traces

FIELDS = ("title", "summary", "question", "body")


def find_personal_data(texts: Sequence[Text]) -> list[list[Violation]]:
    """Return the personal data left in each text; two queries for all of them."""
    keys = [page.pk for page, _fields in texts if page.pk]
    questions = Question.objects.filter(published_as__in=keys).exclude(name="")
    values = questions.values_list("published_as", "name", "email", "phone")
    askers = {key: Asker(*details) for key, *details in values}
    rows = dict(Answer.objects.filter(pk__in=keys).values_list("pk", "question"))
    return [
        list(
            _violations({"question": rows.get(page.pk, "")} | fields, askers.get(page.pk, Asker()))
        )
        for page, fields in texts
    ]


def _violations(fields: dict[str, str], asker: Asker) -> Iterator[Violation]:
    for field in FIELDS:
        text = plain_text(fields[field]) if field == "body" else fields[field]
        # What is asked of every page is not said twice.
        known = [place[:2] for place in spans(text)] if field in READ else []
        for trace in traces(text, asker):
            if not any(start < trace.end and trace.start < end for start, end in known):
                yield _violation(field, text, trace)


def _violation(field: str, text: str, trace: Trace) -> Violation:
    shown = text[trace.start : trace.end]
    masked = shown[:2] + "•" * max(len(shown) - 2, 1)
    return Violation(
        Level.WARN,
        field,
        _("This looks like somebody's %(kind)s: %(number)s.")
        % {"kind": trace.label, "number": masked},
        _("Take it out unless it is the department's own; nobody shall read who asked."),
    )
