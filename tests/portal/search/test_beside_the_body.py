"""A hit marks its words where readers find them: in a question, in minutes, in what came of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from enterprises.events.models import Event
from portal.participation.consultations.models import Consultation
from portal.publishing.later_texts import find_by_later_texts
from portal.search.search import search
from tests.enterprises import builders as enterprises
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions

pytestmark = pytest.mark.django_db

TEXT = "<p>Thống nhất dời cột anten & cáp.</p>"
MARKED = "dời <mark>cột anten</mark> &amp; cáp."


def snippet():
    (hit,) = search("cột anten").hits
    return hit.snippet


def test_words_of_the_minutes_are_marked_once_the_meeting_has_begun():
    begun = timezone.now() - timedelta(hours=1)
    enterprises.event(starts_at=begun, minutes=TEXT)
    assert MARKED in snippet()


def test_minutes_that_were_written_before_are_not_found_until_it_begins():
    page = enterprises.event(minutes=TEXT)
    assert search("cột anten").hits == []
    Event.objects.filter(pk=page.pk).update(starts_at=timezone.now() - timedelta(minutes=1))
    find_by_later_texts.call()
    assert MARKED in snippet()


def test_words_of_what_came_of_the_comments_are_marked_once_these_are_closed():
    consultations.done(outcome=TEXT)
    assert MARKED in snippet()


def test_what_is_summed_up_while_people_still_comment_is_not_found_until_they_are_done():
    page = consultations.consultation(outcome=TEXT)
    assert search("cột anten").hits == []
    yesterday = timezone.localdate() - timedelta(days=1)
    Consultation.objects.filter(pk=page.pk).update(opens_on=yesterday, closes_on=yesterday)
    find_by_later_texts.call()
    assert MARKED in snippet()


def test_what_search_knew_too_early_is_forgotten():
    yesterday = timezone.localdate() - timedelta(days=1)
    page = consultations.done(outcome=TEXT)
    assert MARKED in snippet()
    Consultation.objects.filter(pk=page.pk).update(closes_on=yesterday + timedelta(days=9))
    find_by_later_texts.call()
    assert search("cột anten").hits == []


def test_only_pages_with_such_a_text_are_looked_at_again():
    consultations.consultation(outcome=TEXT)
    consultations.closed(body=TEXT)
    enterprises.event()
    assert find_by_later_texts.call() == 1


def test_words_of_the_question_are_marked_and_are_no_markup():
    questions.answer(question="Bao giờ dời cột anten & <b>cáp</b>?")
    assert "Bao giờ dời <mark>cột anten</mark> &amp; &lt;b&gt;cáp&lt;/b&gt;?" in snippet()


@pytest.mark.parametrize("rows", [1, 3])
def test_it_asks_once_for_all_hits_of_a_kind(rows, django_assert_num_queries):
    for number in range(rows):
        consultations.done(f"Dự thảo {number}", outcome=TEXT)
    search("cột anten")
    with django_assert_num_queries(39):
        assert len(search("cột anten").hits) == rows
