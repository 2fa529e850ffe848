"""The figures of service are counted from the rows, up to yesterday, and say how."""

from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from portal.obligations.models import Duty, Obligation
from portal.participation.questions.models import Question
from portal.participation.questions.tasks import erase_old_questions
from portal.participation.service_figures.counts import YearFigures, figures_until
from tests import builders as site
from tests.news import builders as news
from tests.portal.obligations import builders as obligations
from tests.portal.participation.consultations import builders as consultations
from tests.portal.participation.questions import builders as questions

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]
TODAY = date(2026, 6, 15)
PAGE = "/chat-luong-phuc-vu/"


def at(day, month, hour=9):
    return timezone.make_aware(datetime(2026, month, day, hour))


def question_of(received, closed=None, due=None, state="answered"):
    row = questions.question(received_at=received, due_on=due or date(2026, 6, 10))
    if closed:
        Question.objects.filter(pk=row.pk).update(
            state=state, closed_at=closed, reply="Lời", closed_by=None
        )
    return row


def of_2026():
    return figures_until(TODAY)[0]


def test_questions_count_up_to_yesterday_by_the_day_they_were_promised():
    question_of(at(1, 6), at(3, 6))
    question_of(at(1, 6), at(5, 6), state="refused")
    # On its day, late in the evening, in time; a day later it is not.
    question_of(at(1, 6), at(10, 6, hour=23))
    question_of(at(1, 6), at(11, 6))
    # Past its day and open; not due yet; came today; withdrawn.
    question_of(at(1, 6))
    question_of(at(1, 6), due=date(2026, 6, 30))
    question_of(at(15, 6), at(15, 6))
    question_of(at(1, 6), at(2, 6), state="withdrawn")
    # Replied to today: yesterday it was open.
    question_of(at(2, 6), at(15, 6), due=date(2026, 6, 30))
    found = of_2026()
    assert (found.received, found.replied, found.due, found.in_time) == (7, 4, 5, 3)
    # 2, 4, 9 and 10 days: the middle of four is between the second and the third.
    assert found.median == timedelta(days=6.5)
    assert found.share_in_time == 60


def test_who_left_only_a_number_is_replied_to_by_the_call(settings):
    settings.QUESTION_KEPT_DAYS = -10_000
    for called in (None, at(9, 6), at(12, 6)):
        row = question_of(at(1, 6), at(3, 6))
        caller = called and site.editor(f"bt-{called.day}")
        Question.objects.filter(pk=row.pk).update(
            email="", phone="0905123456", phoned_at=called, phoned_by=caller
        )
    found = of_2026()
    assert (found.received, found.replied, found.due, found.in_time) == (3, 2, 3, 1)
    assert found.median == timedelta(days=9.5)
    # Never called: its words are not erased in time, or it would count as one that was.
    assert erase_old_questions.func() == 2
    assert of_2026() == found


def test_erasing_changes_no_figure():
    row = question_of(at(1, 6), at(3, 6))
    before = of_2026()
    row.refresh_from_db()
    row.erase()
    assert of_2026() == before
    assert before.replied == 1


def test_who_has_a_question_erased_before_the_call_takes_it_back():
    row = question_of(at(1, 6), at(3, 6))
    Question.objects.filter(pk=row.pk).update(email="", phone="0905123456")
    assert (of_2026().received, of_2026().due) == (1, 1)
    row.refresh_from_db()
    row.erase()
    assert (of_2026().received, of_2026().due) == (0, 0)


def test_drafts_and_comments_count_once_they_are_over_and_samples_never():
    days = {"opens_on": date(2026, 4, 1), "closes_on": date(2026, 5, 1)}
    over = consultations.consultation("Dự thảo một", outcome="<p>Đã tiếp thu.</p>", **days)
    consultations.shown(over, verdict="taken")
    consultations.shown(over, "Chưa trả lời")
    consultations.refused(over)
    silent = consultations.consultation("Dự thảo hai", **days)
    consultations.shown(silent, verdict="taken")
    consultations.consultation("Còn mở", opens_on=date(2026, 6, 1), closes_on=TODAY)
    consultations.consultation("Minh họa", outcome="<p>x</p>", is_sample=True, **days)
    found = of_2026()
    assert (found.drafts_closed, found.drafts_summed_up) == (2, 1)
    assert (found.comments_shown, found.comments_answered) == (3, 1)


def test_pages_with_a_day_by_law_are_in_time_or_late():
    today = timezone.localdate()
    rule = Obligation.objects.order_by("pk").first() or obligations.obligation()
    for title, days in (("Đúng hạn", 1), ("Trễ", -3)):
        page = news.article(title, published_at=timezone.now() - timedelta(hours=1))
        Duty.objects.filter(publication_id=page.pk).delete()
        due_on, counted_from = today + timedelta(days=days), today - timedelta(days=9)
        duty = Duty(publication_id=page.pk, obligation=rule, counted_from=counted_from)
        duty.save()
        # Not the day that the calendar works out: this test is about another one.
        Duty.objects.filter(pk=duty.pk).update(due_on=due_on)
    found = figures_until(today + timedelta(days=2))
    assert sum(year.pages_due for year in found) == 2
    assert sum(year.pages_in_time for year in found) == 1
    assert sum(year.pages_late for year in found) == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_asks_four_queries_for_all_figures(django_assert_num_queries, rows):
    for _number in range(rows):
        question_of(at(1, 6), at(3, 6))
    with django_assert_num_queries(4):
        figures_until(TODAY)


def test_nothing_to_count_is_said_and_no_share_is_made_up():
    assert figures_until(TODAY) == [YearFigures(2026), YearFigures(2025), YearFigures(2024)]
    assert (YearFigures(2026).share_in_time, YearFigures(2026).median_days) == (None, None)


@pytest.mark.parametrize(
    ("address", "heading"),
    [(PAGE, "Chất lượng phục vụ qua số liệu"), ("/en" + PAGE, "How we serve, in figures")],
)
def test_each_figure_stands_beside_its_definition_and_nobody_is_named(client, address, heading):
    today = timezone.localdate()
    long_ago = timezone.now() - timedelta(days=40)
    row = questions.question(received_at=long_ago, due_on=today - timedelta(days=20))
    answer = client.get(address)
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.h1.get_text(strip=True) == heading
    assert answer.cookies == {}
    lines = page.select("tbody tr")
    assert len(lines) == 6
    assert all(line.select_one(".service-definition").get_text(strip=True) for line in lines)
    year = lines[1].select_one(f"[data-year='{row.year}']").get_text(strip=True)
    assert year == "0/1 (0 %)"
    assert not any(word in answer.text for word in (row.text, row.name, row.email))
