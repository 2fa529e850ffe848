"""The lived-in year of the portal's own pages: answers, a consultation, the radio posts on duty."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Final

from portal.emergency.models import DutyContact
from portal.organisations.models import Organisation
from portal.participation.consultations.demo import add_comments
from portal.participation.consultations.models import Consultation
from portal.participation.questions.models import Answer
from portal.publishing import sample_pages
from portal.publishing.models import Section
from portal.publishing.sample_pages import Row, html_of, moment_of, publish_sample, read_rows

FOLDER: Final = Path(__file__).parent
POSTS: Final = 10
WEEK: Final = timedelta(days=7)


def load() -> Counter[str]:
    """Publish all of it; return what was new."""
    return Counter(
        {
            "sample answers": sum(map(_answer, read_rows(FOLDER / "answers.toml"))),
            "sample consultations": sum(
                map(_consultation, read_rows(FOLDER / "consultations.toml"))
            ),
            "sample duty contacts": _duty_contacts(),
        }
    )


def _answer(row: Row) -> bool:
    section = Section.objects.filter(kind=Answer.KIND, name=row["field"]).first()
    answer = Answer(
        question=row["question"],
        asked_on=row["asked_on"],
        answered_by=row["by"],
        section=section,
    )
    return publish_sample(answer, row)


def _consultation(row: Row) -> bool:
    page = Consultation(
        asker=Organisation.objects.filter(name=sample_pages.DEPARTMENT).first(),
        opens_on=row["opens_on"],
        closes_on=row["closes_on"],
        outcome=html_of(row["outcome"]),
    )
    is_new = publish_sample(page, row)
    if is_new:
        received = moment_of(row["opens_on"]) + WEEK
        add_comments(page, row["comments"], received_at=received, decided_at=received + WEEK)
    return is_new


def _duty_contacts() -> int:
    """Add the ten posts of the radio network, unless there is a contact; none has a telephone."""
    if DutyContact.objects.exists():
        return 0
    for number in range(1, POSTS + 1):
        DutyContact.objects.create(
            name=f"Cơ quan {number}",
            radio=f"MH-{number:02d} · kênh {1 + number % 3}",
            position=number,
            is_sample=True,
        )
    return POSTS
