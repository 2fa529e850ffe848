"""A signed link opens what it was made for, and nothing else: no mark is good at another address.

Each kind of mark is tried at the addresses of all others, whole, cut, and with other letters.
"""

from itertools import permutations
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse

from enterprises.freshness.models import ConfirmedVia
from enterprises.freshness.services import confirm, token_for
from enterprises.people.join_views import SENT_SALT as JOIN_SALT
from portal.participation.consultations import tracking
from portal.participation.feedback import services as feedback
from portal.participation.questions import links as questions
from portal.subscriptions import links as following
from portal.subscriptions.models import Follower, Frequency, Subscription
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as question_builders

pytestmark = pytest.mark.django_db
SECRET = "doc@gia.example"
WORDS = (SECRET, question_builders.ASKER, question_builders.TEXT, consultations.MAX_ROWS["text"])
# What an address without its own mark answers: that there is nothing, or that it is over.
NOTHING = {404, 410}
# Who stops letters twice is told that it is so, with 200: a mail program wants that.
OVER = "portal/subscriptions/over.html"


def last(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


@pytest.fixture
def marks() -> dict[str, str]:
    """One mark of each kind, all of them good."""
    question = question_builders.question()
    comment = consultations.comment(consultations.consultation())
    follower = Follower.objects.create(email=SECRET)
    subscription = Subscription.objects.create(
        follower=follower, kind="tat-ca", key="", frequency=Frequency.AT_ONCE, mark=""
    )
    firm = enterprises.enterprise("Công ty A")
    page = builders.article()
    return {
        "questions:sent": last(questions.sent_address(question)),
        "questions:state": last(questions.state_address(question)),
        "consultations:comment_sent": last(tracking.sent_address(comment)),
        "subscriptions:confirm": last(following.confirm_address(subscription)),
        "subscriptions:manage": last(following.manage_address(follower)),
        "subscriptions:stop": last(following.stop_address(follower)),
        "feedback:word": feedback.count(page, is_useful=True),
        "enterprises:still_right": token_for(confirm(firm.pk, via=ConfirmedVia.DESK)),
        "enterprises:join_sent": signing.dumps(1, salt=JOIN_SALT),
        "preview_link": "a" * 43,
    }


def address_of(name: str, mark: str) -> str:
    more = {"slug": "du-thao-quy-che"} if name.startswith("consultations") else {}
    part = "token" if name in ("enterprises:still_right", "preview_link") else "mark"
    return reverse(name, kwargs={part: mark} | more)


def opened(client: Client, address: str) -> bool:
    answer: Any = client.get(address)
    assert answer.status_code < 500, address
    if any(each.name == OVER for each in answer.templates):
        return False
    return answer.status_code not in NOTHING or any(word in answer.text for word in WORDS)


# One mark serves both: whoever may stop all may see what there is to stop.
ALIKE = ({"subscriptions:manage", "subscriptions:stop"},)


def test_no_mark_is_good_at_another_address(client: Client, marks: dict[str, str]) -> None:
    pairs = [
        (made_for, name)
        for made_for, name in permutations(marks, 2)
        if {made_for, name} not in ALIKE
    ]
    assert len(pairs) == 88
    wrong = [pair for pair in pairs if opened(client, address_of(pair[1], marks[pair[0]]))]
    assert wrong == []


def test_no_mark_that_was_tampered_with_is_good(client: Client, marks: dict[str, str]) -> None:
    wrong = []
    for name, mark in marks.items():
        value, _colon, rest = mark.partition(":")
        for tampered in (mark[:-1], value, f":{rest}", f".{mark}", mark.swapcase(), mark + "A"):
            if tampered != mark and opened(client, address_of(name, tampered)):
                wrong.append((name, tampered))
    assert wrong == []


def test_the_marks_themselves_are_good(client: Client, marks: dict[str, str]) -> None:
    """So that what the others are answered says something."""
    del marks["preview_link"], marks["enterprises:join_sent"]
    assert [
        name for name, mark in marks.items() if not opened(client, address_of(name, mark))
    ] == []


def test_a_mark_says_nothing_of_a_person(marks: dict[str, str]) -> None:
    for mark in marks.values():
        value, colon, _rest = mark.partition(":")
        read = signing.b64_decode(value.lstrip(".").encode()) if colon else value.encode()
        assert b"@" not in read
