"""The search of the admin finds a question as the list of questions does."""

import pytest
from django.urls import reverse

from portal.participation.questions.finding import find_questions
from tests import builders as site
from tests.portal.participation.questions import builders

pytestmark = pytest.mark.django_db


def found(typed):
    (hits,) = find_questions(site.editor("bt"), typed)
    return [hit.url for hit in hits.rows]


@pytest.mark.parametrize("typed", ["duong truyen", "ĐƯỜNG quá chậm", "hoa sen", "lien@hue.example"])
def test_words_are_found_without_marks_and_so_is_who_asked(typed):
    asked = builders.question("Đường truyền quá chậm.", name="Hòa Sen", email="lien@hue.example")
    builders.question()
    assert found(typed) == [reverse("admin:questions_question_change", args=[asked.pk])]


def test_a_number_is_found_as_before():
    asked = builders.question()
    builders.question()
    assert found(asked.number) == [reverse("admin:questions_question_change", args=[asked.pk])]
