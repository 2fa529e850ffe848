"""Questions and answers, each from one plain call."""

from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup

from portal.accounts.models import User
from portal.participation.questions.models import Answer, Question, QuestionState
from portal.participation.questions.services import close
from portal.publishing.models import Section, State
from portal.publishing.services import save
from tests import builders as site

ASKER = "cho@ben-ngu.example"
TEXT = "Trạm phát sóng ở phường Vĩ Dạ có được cấp phép không?"
REPLY = "Trạm đã được cấp phép."


def shelf(name: str = "Viễn thông", **fields: Any) -> Section:
    """A field of questions."""
    return Section.objects.create(kind=Answer.KIND, name=name, **fields)


def question(text: str = TEXT, **fields: Any) -> Question:
    """A question that waits, unless the fields say otherwise."""
    row = {
        "name": "Trần Thị Chờ",
        "email": ASKER,
        "phone": "02343000000",
        "stamp": uuid4(),
    } | fields
    return Question.objects.create(text=text, **row)


def replied(
    replied_to: Question | None = None,
    *,
    by: User | None = None,
    state: QuestionState = QuestionState.ANSWERED,
    reply: str = REPLY,
    **more: Any,
) -> Question:
    """A question that was replied to."""
    by = by or User.objects.filter(username="bientap").first() or site.editor()
    return close(replied_to or question(), state, reply=reply, by=by, **more)


def answer(title: str = "Trạm phát sóng ở Vĩ Dạ", **fields: Any) -> Answer:
    """A public answer of 1 February 2007, unless the fields say otherwise."""
    row = {
        "state": State.PUBLISHED,
        "published_at": site.FEBRUARY,
        "summary": "Trạm đã được cấp phép.",
        "question": TEXT,
        "body": "<p>Trạm đã được cấp phép từ năm 2006.</p>",
    } | fields
    return save(Answer(title=title, **row), by=None)


def filled(client: Any, address: str, typed: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The form as a person sends it: typed over what the page holds."""
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return typed | {"stamp": page.find("input", {"name": "stamp"})["value"]} | changes
