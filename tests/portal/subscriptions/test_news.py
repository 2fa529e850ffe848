"""What letters to followers tell, when, and to whom."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from portal.publishing.models import Correction, Publication, State, Topic
from portal.publishing.workflow import transition
from portal.subscriptions import letters, services, tasks
from portal.subscriptions.models import Follower, Frequency, Subscription
from portal.subscriptions.subjects import MAX_NEWS
from projects.kit.models import TaskState
from tests import builders
from tests.enterprises import builders as enterprises
from tests.portal.subscriptions.making import ask, follower, letters_sent, new_article
from tests.projects import builders as projects

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("letters_at_once")]


def test_what_was_committed_while_letters_were_reckoned_is_in_the_next_one():
    follower()
    tasks.notify_followers.call()
    new_article("Trong đợt đăng lớn")
    [body] = letters_sent()
    assert "Trong đợt đăng lớn" in body


@pytest.mark.parametrize("frequency", Frequency.values)
def test_after_a_clock_that_was_ahead_letters_go_on(frequency):
    follower(frequency=frequency)
    # In the night the letters of a day are not asked for yet.
    morning = timezone.localtime().replace(hour=9)
    letters_sent(morning + timedelta(days=365))
    assert Subscription.objects.get().notified_until > morning + timedelta(days=300)
    assert letters_sent() == []
    builders.article("Tin sau khi chỉnh giờ", published_at=timezone.now())
    [body] = letters_sent(morning + timedelta(days=8))
    assert "Tin sau khi chỉnh giờ" in body


@pytest.mark.parametrize("is_databases_too", [False, True])
def test_a_clock_that_is_behind_sends_no_news_twice(monkeypatch, is_databases_too):
    follower()
    new_article("Tin trong tuần")
    assert len(letters_sent()) == 1
    until = Subscription.objects.get().notified_until
    behind = timezone.now() - timedelta(days=3)
    with monkeypatch.context() as patched:
        if is_databases_too:
            patched.setattr(tasks, "database_now", lambda: behind)
        assert letters_sent(behind) == []
    assert Subscription.objects.get().notified_until == until
    assert letters_sent() == []


def test_who_has_just_confirmed_is_not_told_of_what_was_before():
    follower()
    just_now = timezone.now()
    Subscription.objects.update(notified_until=just_now)
    tasks.notify_followers.call()
    assert Subscription.objects.get().notified_until == just_now


def test_who_wants_letters_more_often_hears_of_the_week_that_is_open():
    weekly = follower(frequency=Frequency.WEEKLY)
    now = timezone.now()
    Subscription.objects.update(notified_until=now - timedelta(days=6))
    builders.article("Tin thứ Ba", published_at=now - timedelta(days=5))
    services.change(weekly, Subscription.objects.get().pk, Frequency.AT_ONCE)
    [body] = letters_sent()
    assert "Tin thứ Ba" in body


def test_what_is_made_up_is_called_so():
    page = new_article("Bảng thuê bao", is_sample=True)
    follower("trang", str(page.pk))
    [body] = letters_sent()
    assert "Bảng thuê bao (minh họa)" in body
    Correction.objects.create(publication=page, text="Là 35.", number=2)
    assert "Đính chính: Bảng thuê bao (minh họa)" in "".join(letters_sent())


def test_each_subject_tells_of_its_own_only():
    topic, other = Topic.objects.create(name="Cáp quang"), Topic.objects.create(name="Tần số")
    section = builders.section("Thông báo")
    for kind, key in (
        ("danh-sach", "project"),
        ("chu-de", str(other.pk)),
        ("tim", "không có từ này"),
        ("chu-de", str(topic.pk)),
        ("chuyen-muc", str(section.pk)),
        ("danh-sach", "article"),
        ("tim", "cap quang bien"),
    ):
        follower(kind, key, email=f"{kind}{key}".replace(" ", "-") + "@gia.example")
    page = new_article("Cáp quang biển đứt", section=section)
    page.topics.add(topic)
    letters_sent()
    found = {letter.to[0].partition("@")[0] for letter in mail.outbox}
    assert found == {
        f"chu-de{topic.pk}", f"chuyen-muc{section.pk}", "danh-sacharticle",
        "timcap-quang-bien",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("language", "subject", "rest"),
    [
        ("vi", "Hơn 30 tin mới trong các mục", "còn những tin khác"),
        ("en", "More than 30 new items", "There is more than these"),
    ],
)
def test_a_full_letter_leads_to_the_rest_and_tells_of_each_correction(language, subject, rest):
    person = follower("danh-sach", "article")
    Follower.objects.filter(pk=person.pk).update(language=language)
    old = builders.article("Tin cũ")
    for number in range(MAX_NEWS):
        new_article(f"Tin {number}")
    [body] = letters_sent()
    assert body.count("/tin-tuc/tin-") == MAX_NEWS
    assert rest not in body
    assert "30 " in mail.outbox[0].subject
    Subscription.objects.update(notified_until=timezone.now() - timedelta(hours=1))
    Correction.objects.create(publication=old, text="Số đúng là 40.", number=2)
    [body] = letters_sent()
    assert "Số đúng là 40." in body
    assert body.count("/tin-tuc/tin-") == MAX_NEWS
    assert rest in body
    assert "/tin-tuc/\n" in body
    assert subject in mail.outbox[0].subject


def test_a_full_letter_on_everything_leads_to_all_lists():
    follower()
    for number in range(MAX_NEWS + 1):
        new_article(f"Tin {number}")
    [body] = letters_sent()
    rest = body.partition("còn những tin khác")[2]
    assert rest.split()[1].endswith("/so-do/")


def test_what_is_embargoed_or_withdrawn_before_sending_is_left_out():
    person = follower()
    builders.article("Ngày mai mới đăng", published_at=timezone.now() + timedelta(days=1))
    assert letters_sent() == []
    page = new_article()
    now = timezone.now()
    since = now - timedelta(hours=1)
    window = f"{person.subscriptions.get().pk},{since.isoformat()},{now.isoformat()}"
    assert letters.news.func(person.pk, window) is True
    mail.outbox.clear()
    transition(page, to=State.WITHDRAWN, by=builders.publisher(), comment="Sai số liệu")
    assert letters.news.func(person.pk, window) is False
    assert mail.outbox == []


def test_a_page_that_is_put_up_with_an_old_day_is_news_all_the_same():
    follower()
    builders.article("Quyết định năm 2007")
    assert letters_sent() == []
    draft = builders.article("Báo cáo năm 2007", state=State.SUBMITTED)
    transition(draft, to=State.PUBLISHED, by=builders.publisher(), published_at=builders.FEBRUARY)
    [body] = letters_sent()
    assert "Báo cáo năm 2007" in body
    assert "Quyết định năm 2007" not in body


def test_one_page_tells_that_it_changed_and_a_promise_what_came_of_it():
    consultation = projects.project("Đường cáp ngầm")
    promise = projects.promise("Kiện toàn hội")
    follower("trang", str(consultation.pk), email="trang@gia.example")
    follower("cam-ket", str(promise.pk), email="hua@gia.example")
    Publication.objects.filter(pk=consultation.pk).update(
        updated_at=timezone.now() - timedelta(hours=3)
    )
    assert letters_sent() == []
    Publication.objects.filter(pk=consultation.pk).update(updated_at=timezone.now())
    proof = builders.article("Đã kiện toàn")
    type(promise).objects.filter(pk=promise.pk).update(state=TaskState.DONE, proof=proof)
    found = "".join(letters_sent(timezone.now() + timedelta(minutes=1)))
    assert "Đường cáp ngầm" in found
    assert "Tình trạng hiện nay: " in found
    assert letters_sent(timezone.now() + timedelta(minutes=2)) == []


@pytest.mark.parametrize("is_of_before", [True, False])
def test_a_series_tells_of_a_new_event_under_another_address_word(is_of_before):
    series = enterprises.series()
    # The code of before wrote down the word.
    follower("loat", "ten-khac" if is_of_before else str(series.pk))
    series.slug = "ten-khac"
    series.save()
    event = enterprises.event("Giao ban quý II", series=series)
    Publication.objects.filter(pk=event.pk).update(updated_at=timezone.now())
    [body] = letters_sent(timezone.now() + timedelta(minutes=1))
    assert "Giao ban quý II" in body


def test_a_digest_comes_in_the_morning_and_once():
    follower(frequency=Frequency.DAILY)
    new_article("Một")
    here = timezone.localtime().replace(hour=6, minute=0) + timedelta(days=1)
    assert letters_sent(here) == []
    assert len(letters_sent(here + timedelta(hours=2))) == 1
    assert letters_sent(here + timedelta(hours=3)) == []


def test_all_that_one_person_follows_is_one_letter_that_names_a_page_once():
    follower()
    person = follower("danh-sach", "article")
    new_article("Một tin")
    [body] = letters_sent()
    assert body.count("/tin-tuc/mot-tin/") == 2
    assert mail.outbox[0].subject.endswith("Một tin")
    assert person.subscriptions.count() == 2


def test_letters_speak_english_to_whoever_chose_that(client):
    ask(client, language="en")
    assert "open this link" in mail.outbox[0].body
    Follower.objects.all().delete()
    person = follower()
    Follower.objects.filter(pk=person.pk).update(language="en")
    new_article()
    [body] = letters_sent()
    assert "Stop all letters" in body


@pytest.mark.parametrize("people", [1, 3])
def test_many_followers_take_as_many_transactions(people, django_assert_num_queries, monkeypatch):
    for number in range(people):
        follower(email=f"{number}@gia.example")
    # In the night the letters of a day are not asked for yet.
    morning = timezone.localtime().replace(hour=9) - timedelta(days=1)
    Subscription.objects.update(notified_until=morning - timedelta(hours=1))
    builders.article("Tin mới", published_at=morning - timedelta(minutes=1))
    calls = []
    monkeypatch.setattr(type(letters.news), "enqueue", lambda self, *args: calls.append(args))
    with django_assert_num_queries(13):
        tasks.notify(morning)
    assert len(calls) == people
