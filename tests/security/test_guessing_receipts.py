"""Four digits of a telephone are soon guessed: no way round the limits, and no word of the text."""

from typing import Any

import pytest
from django.test import Client

from portal.participation.questions.models import Question
from tests.portal.participation.questions import builders
from tests.portal.participation.questions.test_by_telephone import NO_PAIR, by_phone

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("one_window", "letters_at_once", "forms_at_once"),
]
TRACK, IN_ENGLISH = "/hoi-dap/tra-cuu/", "/en/hoi-dap/tra-cuu/"
END, WRONG = "3456", "0000"
MAX_OF_A_NUMBER = 10


def guess(client: Client, number: str, end: str, address: str = TRACK, **more: Any) -> Any:
    typed = {"number": number, "email": "", "phone_end": end, "website": ""}
    return client.post(address, builders.filled(client, address, typed), **more)


def written(question: Question) -> list[str]:
    """The same number as people, and people who guess, may write it."""
    year, key = question.number.split("-")[-2:]
    return [
        question.number, f" {question.number} ", question.number.lower(), f"{year}-{key}",
        f"{year}-0{key}", f"{year}-000{key}", f"{year}/{key}", f"{year} - {key}",
    ]  # fmt: skip


def test_a_number_that_is_written_otherwise_is_the_same_one(client: Client) -> None:
    """Each address is another network: what is counted here is the number alone."""
    question = by_phone()
    answers = []
    for turn, number in enumerate(written(question) * 3):
        answer = guess(client, number, WRONG, REMOTE_ADDR=f"203.0.113.{turn}")
        if answer.status_code == 429 or NO_PAIR in answer.text:
            answers.append(answer.status_code)
    assert answers[:MAX_OF_A_NUMBER] == [200] * MAX_OF_A_NUMBER
    assert set(answers[MAX_OF_A_NUMBER:]) == {429}
    # The right end waits now, too: else the limit would tell which one that is.
    assert guess(client, question.number, END, REMOTE_ADDR="203.0.113.99").status_code == 429


def test_neither_a_made_up_address_nor_the_other_language_counts_anew(client: Client) -> None:
    question = by_phone()
    statuses = [
        guess(
            client, f"{question.received_at.year}-{turn + 5000}", WRONG,
            IN_ENGLISH if turn % 2 else TRACK,
            headers={"x-forwarded-for": f"198.51.100.{turn}", "x-real-ip": f"198.51.100.{turn}"},
        ).status_code
        for turn in range(21)
    ]  # fmt: skip
    assert statuses == [200] * 20 + [429]


@pytest.mark.parametrize(
    "end", ["%", "____", "3", "456", "", " 3456x", "٣٤٥٦", "34 56%", "3456\x00"]
)
def test_no_other_end_stands_for_the_right_one(client: Client, end: str) -> None:
    question = by_phone()
    answer = guess(client, question.number, end)
    assert answer.status_code == 200
    assert "Đã tiếp nhận" not in answer.text
    assert builders.TEXT not in answer.text


def test_the_right_pair_shows_the_state_and_no_word(client: Client) -> None:
    """So that what the others are answered says something."""
    answer = guess(client, by_phone().number, END)
    assert answer.status_code == 200
    assert NO_PAIR not in answer.text
    assert builders.TEXT not in answer.text
    assert "no-store" in answer["Cache-Control"]
