"""The staff get letters: what waits, came back, was published or is overdue, each as chosen."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from news.articles.models import Article
from portal.accounts.roles import Role
from portal.newsroom.dashboard import PATIENCE
from portal.newsroom.letters import recipients, tasks
from portal.newsroom.letters.tasks import send_unsent_news, write_digests
from portal.newsroom.models import LetterChoice, NotifiedStep
from portal.publishing import changes, due, revisions, workflow
from portal.publishing.models import State, Transition
from tests import builders
from tests.portal.ownership.builders import ownership

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def someone(name: str, role: Role):
    return builders.person(name, role, email=f"{name}@so.example")


@pytest.fixture
def writer():
    return someone("an", Role.REPORTER)


@pytest.fixture
def boss():
    return someone("binh", Role.PUBLISHER)


def draft(writer, title="Tin mới", **fields) -> Article:
    row = {"state": State.DRAFT, "published_at": None} | fields
    return builders.article(title, by=writer, **row)


def sent(writer, title="Tin mới", **fields) -> Article:
    article = draft(writer, title, **fields)
    workflow.transition(article, to=State.SUBMITTED, by=writer)
    return article


def letters(mailoutbox, to) -> list[str]:
    return [f"{each.subject}\n{each.body}" for each in mailoutbox if each.to == [to.email]]


def test_who_publishes_hears_what_waits_and_answers_by_the_link(writer, boss, mailoutbox, settings):
    article = sent(writer)
    send_unsent_news(timezone.now())
    (letter,) = letters(mailoutbox, boss)
    assert "“Tin mới” chờ bạn quyết định" in letter
    address = reverse("admin:articles_article_preview", args=[article.pk])
    assert f"{settings.SITE_URL}{address}" in letter
    assert f"{settings.SITE_URL}{reverse('admin:letters')}" in letter
    assert letters(mailoutbox, writer) == []


def test_nobody_hears_twice_of_one_step(writer, boss, mailoutbox):
    sent(writer)
    assert send_unsent_news(timezone.now()) == 1
    assert send_unsent_news(timezone.now()) == 0
    assert len(mailoutbox) == 1
    assert NotifiedStep.objects.count() == 1


def test_what_was_told_of_long_ago_is_forgotten_and_not_told_again(writer, boss, mailoutbox):
    sent(writer)
    now = timezone.localtime().replace(hour=8)
    assert send_unsent_news(timezone.now()) == 1
    write_digests(now + timedelta(days=29))
    assert NotifiedStep.objects.count() == 1
    write_digests(now + timedelta(days=31))
    assert not NotifiedStep.objects.exists()
    assert send_unsent_news(now + timedelta(days=31)) == 0


def test_steps_of_before_are_not_read_again(writer, boss):
    old = builders.article("Bài cũ")
    Transition.objects.bulk_create(
        Transition(publication_id=old.pk, from_state="draft", to_state=State.PUBLISHED)
        for _number in range(2_000)
    )
    Transition.objects.update(at=timezone.now() - timedelta(days=40))
    steps = Transition.objects.values_list("pk", flat=True)
    NotifiedStep.objects.bulk_create(NotifiedStep(transition_id=step) for step in steps)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE publishing_transition, newsroom_notifiedstep")
    sent(writer)
    with CaptureQueriesContext(connection) as asked:
        assert send_unsent_news(timezone.now()) == 1
    (question,) = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {question}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "Index Scan Backward using publishing_transition_pkey" in plan
    assert "Seq Scan on publishing_transition" not in plan
    assert "Seq Scan on newsroom_notifiedstep" not in plan


def test_several_things_make_one_letter(writer, boss, mailoutbox):
    sent(writer, "Một")
    sent(writer, "Hai")
    send_unsent_news(timezone.now())
    (letter,) = letters(mailoutbox, boss)
    assert "Có 2 việc mới" in letter
    assert letter.index("“Một”") < letter.index("“Hai”")


def test_what_came_back_comes_with_the_word_and_leads_to_the_form(writer, boss, mailoutbox):
    article = sent(writer)
    workflow.transition(article, to=State.CHANGES_ASKED, by=boss, comment="Ghi nguồn số liệu")
    send_unsent_news(timezone.now())
    (letter,) = letters(mailoutbox, writer)
    assert "Ghi nguồn số liệu" in letter
    assert reverse("admin:articles_article_change", args=[article.pk]) in letter
    assert letters(mailoutbox, boss) == []  # It waits no longer, and the step was the boss's own.


def test_what_was_published_leads_to_readers_page(writer, boss, mailoutbox, settings):
    article = sent(writer)
    workflow.transition(article, to=State.PUBLISHED, by=boss)
    send_unsent_news(timezone.now())
    (letter,) = letters(mailoutbox, writer)
    assert f"{settings.SITE_URL}{article.path}" in letter


def test_what_goes_with_a_hidden_page_is_not_told_to_be_seen(writer, boss, mailoutbox):
    page = builders.english(draft(boss), by=writer, state=State.SUBMITTED, published_at=None)
    workflow.transition(page, to=State.PUBLISHED, by=boss)
    send_unsent_news(timezone.now())
    (letter,) = letters(mailoutbox, writer)
    assert "đã được duyệt đăng: tạm ẩn cùng trang mà nó thuộc về" in letter


def test_a_change_is_news_to_who_wrote_it(writer, boss, mailoutbox, monkeypatch):
    monkeypatch.setattr("portal.pagecache.due.ask_for_turn", lambda moment: None)
    article = builders.article("Trang cũ", by=someone("cuong", Role.EDITOR))
    data = revisions.snapshot(article)
    data["fields"]["title"] = "Trang đổi tên"
    changes.propose(article, data, by=writer)
    article = Article.objects.get()
    due.set_moment(article, timezone.now() + timedelta(hours=1), by=boss)
    workflow.transition(article, to=State.SUBMITTED, by=boss)
    workflow.transition(article, to=State.PUBLISHED, by=boss)
    send_unsent_news(timezone.now())
    (letter,) = mailoutbox
    assert letter.to == [writer.email]
    assert "có hiệu lực lúc" in letter.body


def test_nothing_is_told_of_pages_outside_of_somebodys_sections(writer, boss, mailoutbox):
    builders.section("Mục của tôi").limited_users.add(boss)
    sent(writer, section=builders.section("Mục khác"))
    send_unsent_news(timezone.now())
    assert mailoutbox == []


def test_who_wrote_in_a_text_is_not_asked_to_decide_on_it(boss, mailoutbox):
    other = someone("dung", Role.EDITOR)
    article = draft(boss)
    workflow.transition(article, to=State.SUBMITTED, by=other)
    send_unsent_news(timezone.now())
    assert mailoutbox == []


def test_who_left_or_has_no_address_gets_none(writer, boss, mailoutbox):
    someone("ra", Role.PUBLISHER).__class__.objects.filter(username="ra").update(is_active=False)
    builders.publisher("khong-thu")
    boss.is_staff = False
    boss.save()
    sent(writer)
    assert send_unsent_news(timezone.now()) == 0


@pytest.mark.parametrize("choice", ["never", "daily"])
def test_each_kind_is_turned_off_or_waits_for_the_day(writer, boss, mailoutbox, choice):
    LetterChoice.objects.create(user=boss, waiting=choice)
    sent(writer)
    send_unsent_news(timezone.now())
    assert mailoutbox == []
    morning = timezone.localtime().replace(hour=8) + timedelta(days=1)
    Transition.objects.update(at=morning - timedelta(hours=2))
    write_digests(morning)
    assert len(letters(mailoutbox, boss)) == (choice == "daily")


def test_a_step_that_was_committed_after_the_daily_letter_is_in_the_next_one(
    writer, boss, mailoutbox
):
    LetterChoice.objects.create(user=boss, waiting="daily")
    morning = timezone.localtime().replace(hour=8) - timedelta(days=1)
    write_digests(morning)
    sent(writer)
    Transition.objects.update(at=morning - timedelta(minutes=1))
    write_digests(morning + timedelta(days=1))
    assert len(letters(mailoutbox, boss)) == 1


def waiting_for_days(writer):
    """A text that has become overdue in the hour before the eighth of yesterday; that moment."""
    morning = timezone.localtime().replace(hour=8, minute=0) - timedelta(days=1)
    sent(writer)
    Transition.objects.update(at=morning - PATIENCE - timedelta(minutes=30))
    return morning


def test_the_daily_letter_comes_once_after_seven_and_only_with_something(writer, boss, mailoutbox):
    morning = waiting_for_days(writer)
    assert write_digests(morning - timedelta(hours=1, minutes=1)) == 0
    assert write_digests(morning) == 2
    assert write_digests(morning + timedelta(hours=1)) == 0
    (letter,) = letters(mailoutbox, boss)
    assert "Chờ duyệt đã lâu" in letter
    # Nothing new on the day after: nobody is reminded every day of one thing.
    assert write_digests(morning + timedelta(days=1)) == 0


def test_what_is_new_is_told_however_much_is_older(writer, boss, mailoutbox, monkeypatch):
    monkeypatch.setattr("portal.newsroom.dashboard._MAX_READ", 3)
    monkeypatch.setattr(tasks, "MAX_ROWS", 2)
    morning = waiting_for_days(writer)
    for number in range(3):
        old = sent(writer, f"Cũ {number}")
        Transition.objects.filter(publication=old).update(at=morning - PATIENCE * 3)
    write_digests(morning)
    (letter,) = letters(mailoutbox, boss)
    assert "Cũ 1" in letter
    assert "các việc khác xem ở bàn làm việc" in letter
    assert write_digests(morning + timedelta(days=1)) == 0


@pytest.mark.parametrize("most", [1, 2])
def test_the_daily_letter_says_that_it_is_cut_only_where_it_is(boss, mailoutbox, monkeypatch, most):
    monkeypatch.setattr(tasks, "MAX_ROWS", most)
    for days in (0, -1):
        ownership(builders.article(f"Bài {days}", by=boss), days=days)
    write_digests(timezone.localtime().replace(hour=8))
    (letter,) = letters(mailoutbox, boss)
    assert ("các việc khác xem ở bàn làm việc" in letter) == (most == 1)


@pytest.mark.parametrize("days", [-9, 0])
def test_a_page_to_look_at_again_is_new_behind_thirty_old_ones(boss, mailoutbox, monkeypatch, days):
    monkeypatch.setattr(tasks, "MAX_ROWS", 1)
    ownership(builders.article("Cũ", by=boss), days=-90)
    ownership(builders.article("Mới", by=boss), days=days)
    now = timezone.localtime().replace(hour=8)
    LetterChoice.objects.create(user=boss, digest_at=now - timedelta(days=1))
    assert write_digests(now) == (days == 0)


def test_of_two_runs_at_once_one_writes_the_daily_letter(writer, boss, mailoutbox, monkeypatch):
    morning = waiting_for_days(writer)
    # What the second run read before the first one had written.
    before = tasks.choices_of([writer, boss])
    write_digests(morning)
    monkeypatch.setattr(tasks, "choices_of", lambda _users: before)
    assert write_digests(morning) == 0
    assert len(letters(mailoutbox, boss)) == 1


def test_the_steps_of_a_day_are_read_once_for_all_who_hear_of_them(
    writer, boss, mailoutbox, monkeypatch
):
    hears = [someone(name, Role.PUBLISHER) for name in ("dung", "giang")]
    for person in hears:
        LetterChoice.objects.create(user=person, waiting="daily")
    sent(writer)
    morning = timezone.localtime().replace(hour=8) + timedelta(days=1)
    Transition.objects.update(at=morning - timedelta(hours=2))
    asked = []
    monkeypatch.setattr(tasks, "news_of", lambda *of: asked.append(of) or recipients.news_of(*of))
    assert write_digests(morning) == 2
    assert [people for _steps, people in asked] == [hears]
    assert letters(mailoutbox, boss) == []
    assert all("“Tin mới”" in "".join(letters(mailoutbox, person)) for person in hears)


@pytest.mark.parametrize(("most", "left_out"), [(1, True), (3, False)])
def test_the_daily_letter_says_how_many_news_it_has_no_room_for(
    writer, boss, mailoutbox, monkeypatch, most, left_out
):
    monkeypatch.setattr(tasks, "MAX_ROWS", most)
    LetterChoice.objects.create(user=boss, waiting="daily", overdue="never")
    for number in range(3):
        sent(writer, f"Tin {number}")
    morning = timezone.localtime().replace(hour=8) + timedelta(days=1)
    Transition.objects.update(at=morning - timedelta(hours=2))
    write_digests(morning)
    (letter,) = letters(mailoutbox, boss)
    assert ("Còn 2 việc mới nữa, xem ở bàn làm việc." in letter) == left_out
    assert ("“Tin 2”" in letter) != left_out


def test_after_a_large_job_the_newest_steps_are_told_of(writer, boss, mailoutbox, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 1)
    LetterChoice.objects.create(user=boss, waiting="daily", overdue="never")
    for number in range(11):
        sent(writer, f"Tin số {number}.")
    morning = timezone.localtime().replace(hour=8) + timedelta(days=1)
    Transition.objects.update(at=morning - timedelta(hours=2))
    write_digests(morning)
    (letter,) = letters(mailoutbox, boss)
    assert "“Tin số 0.”" not in letter
    assert letter.index("“Tin số 1.”") < letter.index("“Tin số 10.”")


def test_no_text_is_read_to_name_a_page(writer, boss, mailoutbox):
    sent(writer)
    with CaptureQueriesContext(connection) as asked:
        assert send_unsent_news(timezone.now()) == 1
    selected = " ".join(each["sql"] for each in asked)
    assert '"title"' in selected
    assert '"body"' not in selected
    assert '"search_vector"' not in selected


def test_what_is_overdue_is_turned_off(writer, boss, mailoutbox):
    LetterChoice.objects.create(user=boss, overdue="never")
    write_digests(waiting_for_days(writer))
    assert letters(mailoutbox, boss) == []
    assert len(letters(mailoutbox, writer)) == 1


def test_each_chooses_for_themselves(client, writer, boss):
    client.force_login(boss)
    address = reverse("admin:letters")
    assert "binh@so.example" in client.get(address).text
    typed = {"waiting": "daily", "returned": "never", "published": "at_once", "overdue": "never"}
    assert client.post(address, typed | {"questions": "False"}).status_code == 302
    chosen = LetterChoice.objects.values_list("user", *typed, "questions")
    assert list(chosen) == [(boss.pk, *typed.values(), False)]
    refused = client.post(address, typed | {"overdue": "at_once", "questions": "True"})
    assert refused.status_code == 200
    assert LetterChoice.objects.get().overdue == "never"


def test_who_replies_reads_that_the_mailbox_of_the_office_hears_of_new_questions(
    client, writer, settings
):
    client.force_login(writer)
    message = "có thư tới hộp thư chung của cơ quan"
    assert message not in client.get(reverse("admin:letters")).text
    settings.QUESTION_MAILBOX = ["hoi-dap@so.example"]
    assert message in client.get(reverse("admin:letters")).text


def test_the_page_is_not_there_for_others(client):
    client.force_login(builders.person("ngoai", Role.REPRESENTATIVE))
    assert client.get(reverse("admin:letters")).status_code == 404
