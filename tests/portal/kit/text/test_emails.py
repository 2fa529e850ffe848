"""An e-mail address by which a person is found again is kept in small letters."""

import pytest
from django.core.exceptions import ValidationError

from portal.kit.text.emails import can_be_written_to
from portal.participation.publicforms.forms import checked_address
from portal.participation.questions.models import Question
from tests.portal.participation.questions import builders

pytestmark = pytest.mark.django_db


def test_it_is_stored_and_looked_up_in_small_letters():
    question = builders.question()
    Question.objects.filter(pk=question.pk).update(email="Ba@Vi-Du.example")
    question.refresh_from_db()
    assert question.email == "ba@vi-du.example"
    assert Question.objects.get(email="BA@vi-du.example") == question


def test_a_form_has_it_so_before_it_is_stored():
    question = builders.question()
    question.email = "Ba@Vi-Du.example"
    question.full_clean()
    assert question.email == "ba@vi-du.example"


@pytest.mark.parametrize(
    ("address", "can_be"),
    [
        ("ba@vi-du.example", True),
        ("a@sở.vn", True),
        ("o'b+c@x.vn", True),
        # In the DNS its name is longer than any may be.
        (f"x@{'ă' * 60}.vn", False),
        ("ſ@a.vn", False),
        ("bà@x.vn", False),
        ('"\x01"@x.vn', False),
        ("", False),
        ("a@", False),
    ],
)
def test_it_is_refused_where_no_server_can_be_told_of_it(address, can_be):
    assert can_be_written_to(address) is can_be
    question = builders.question()
    question.email = address
    if address and not can_be:
        with pytest.raises(ValidationError, match="email"):
            question.full_clean()
    else:
        question.full_clean()


@pytest.mark.parametrize("address", [f"x@{'ă' * 60}.vn", "ſ@a.vn", "\u212a@x.vn"])
def test_who_sends_a_public_form_is_told_so(address):
    with pytest.raises(ValidationError):
        checked_address(address)
