"""An e-mail address by which a person is found again is kept in small letters."""

import pytest

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
