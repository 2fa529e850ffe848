"""“Is this page of use?” is answered without cookie and script, and only from our own pages."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.pagecache import generation
from portal.participation.feedback import services, views
from portal.participation.feedback.models import FeedbackWord, PageFeedback
from portal.participation.publicforms.limits import Limit
from portal.publishing.models import State
from tests import builders as site
from tests.news import builders
from tests.portal.participation.questions.builders import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_window", "forms_at_once")]
ADDRESS = "/co-ich/"
HERE = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def page():
    return builders.article("Trạm mới")


def answer(client, page, given="co", headers=HERE, **more):
    sent = {"trang": getattr(page, "path", page), "tra-loi": given}
    return client.post(ADDRESS, sent, headers=headers, **more)


def counts():
    return list(PageFeedback.objects.values_list("publication_id", "useful", "not_useful"))


def test_the_question_stands_below_a_page_and_sets_no_cookie(client, page):
    shown = client.get(page.path)
    form = BeautifulSoup(shown.content, "html.parser").select_one("form.useful-question")
    assert (form["action"], form["method"]) == (ADDRESS, "post")
    assert form.select_one("[name=trang]")["value"] == page.path
    assert [button["value"] for button in form.select("button")] == ["co", "khong"]
    assert shown.cookies == {}
    assert "csrf" not in str(form)


def test_who_answers_in_english_is_led_to_the_form_in_english(client):
    page = site.english(builders.article("Trạm mới"), "New station")
    thanks = client.post(
        "/en/co-ich/", {"trang": page.path, "tra-loi": "co"}, headers=HERE, follow=True
    )
    refused = client.post("/en/co-ich/", headers={"Sec-Fetch-Site": "cross-site"})
    for shown in (thanks, refused):
        assert 'href="/en/lien-he/#hoi"' in shown.text
        assert 'href="/lien-he/#hoi"' not in shown.text


def test_an_answer_is_counted_and_thanked_for(page):
    # Checked as browsers are, and not let through as test clients are.
    client = Client(enforce_csrf_checks=True)
    before = generation.current()
    for given in ("co", "khong", "khong"):
        thanks = answer(client, page, given)
        assert thanks.status_code == 302
    assert counts() == [(page.pk, 1, 2)]
    shown = client.get(thanks["Location"])
    assert "Cảm ơn Anh/Chị đã trả lời" in shown.text
    assert "no-store" in shown["Cache-Control"]
    # What readers see has not changed: no kept page is made anew.
    assert generation.current() == before


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Origin": settings.SITE_URL}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "https://ke-xau.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_send_answers(client, page, headers, status):
    assert answer(client, page, headers=headers).status_code == status
    assert PageFeedback.objects.exists() is (status == 302)


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/tin-tuc/khong-co/", "co"), ("/lien-he/", "co"), ("", "co"), ("/tin-tuc/\0/", "co"),
        ("x" * 9000, "co"), ("/tin-tuc/nhap/", "co"), ("/tin-tuc/tram-moi/", "la"),
    ],
)  # fmt: skip
def test_of_nothing_else_answers_are_counted(client, page, path, given):
    builders.article("Nháp", state=State.DRAFT)
    assert answer(client, path, given).status_code == 404
    assert counts() == []
    assert client.get(ADDRESS).status_code == 405


def test_one_place_counts_a_few_times_a_day_for_one_page(client, page):
    other = builders.article("Trạm khác")
    for _number in range(5):
        answer(client, page)
    again = answer(client, page)
    assert again.status_code == 429
    assert "không đếm thêm" in again.text
    assert answer(client, page, REMOTE_ADDR="10.0.0.9").status_code == 302
    assert answer(client, other).status_code == 302
    assert counts() == [(other.pk, 1, 0), (page.pk, 6, 0)]


def test_one_place_counts_so_often_an_hour_for_all_pages_and_is_told_when_again(
    client, page, monkeypatch
):
    monkeypatch.setattr(views, "PER_PLACE", Limit("co-ich", 1, timedelta(hours=1)))
    answer(client, builders.article("Trạm khác"))
    refused = answer(client, page)
    assert refused.status_code == 429
    assert "mạng mà Anh/Chị đang dùng" in refused.text
    assert "về trang này" not in refused.text
    assert 0 < int(refused["Retry-After"]) <= 3600
    assert re.search(r"trả lời lại sau \d\d:01\.", refused.text)


def test_a_word_goes_to_the_staff_once_for_each_answer(client, page):
    mark = answer(client, page, "khong")["Location"]
    typed = {"text": "Thiếu số điện thoại.\u200b", "website": ""}
    sent = client.post(mark, filled(client, mark, typed))
    assert sent["Location"] == mark
    word = FeedbackWord.objects.get()
    assert (word.text, word.is_useful, word.read_at) == ("Thiếu số điện thoại.", False, None)
    shown = client.get(mark).text
    assert "<textarea" not in shown
    assert "Thiếu số điện thoại." not in shown
    client.post(mark, typed | {"text": "Lần nữa", "stamp": "x"})
    assert FeedbackWord.objects.count() == 1
    # Never shown to readers, at any address of the page.
    assert "Thiếu số" not in client.get(page.path).text


@pytest.mark.parametrize("text", ["", "   ", "\u200b\u200b", "x" * 501, "a\0b"])
def test_an_empty_or_endless_word_is_refused_and_nothing_breaks(client, page, text):
    mark = answer(client, page)["Location"]
    sent = client.post(mark, filled(client, mark, {"text": text, "website": ""}))
    assert sent.status_code == 200
    assert FeedbackWord.objects.exists() is False


def test_marks_of_others_and_old_ones_open_nothing(client, page, monkeypatch):
    mark = answer(client, page)["Location"]
    for bad in ("/co-ich/x/", mark[:-2] + "/", "/co-ich/" + "x" * 400 + "/"):
        assert client.get(bad).status_code == 404
    monkeypatch.setattr(services, "MARK_LIFE", timedelta(seconds=-1))
    assert client.get(mark).status_code == 404


def test_a_word_that_comes_too_late_is_shown_again(client, page, monkeypatch):
    mark = answer(client, page)["Location"]
    typed = filled(client, mark, {"text": "Thiếu số <điện thoại>.", "website": ""})
    monkeypatch.setattr(services, "MARK_LIFE", timedelta(seconds=-1))
    late = client.post(mark, typed)
    assert late.status_code == 410
    assert "Thiếu số &lt;điện thoại&gt;." in late.text
    assert "hãy sao chép lại để không bị mất" in late.text
    assert late["Cache-Control"] == "no-store"
    assert FeedbackWord.objects.exists() is False
    assert client.post(mark, {"text": ""}).status_code == 404


def test_a_word_that_is_here_is_never_too_late(client, page, monkeypatch):
    mark = answer(client, page)["Location"]
    typed = filled(client, mark, {"text": "Thiếu số điện thoại.", "website": ""})
    client.post(mark, typed)
    monkeypatch.setattr(services, "MARK_LIFE", timedelta(seconds=-1))
    again = client.post(mark, typed)
    assert again.status_code == 200
    assert "<textarea" not in again.text
    assert FeedbackWord.objects.count() == 1


def test_another_word_to_an_answer_is_shown_again_and_the_same_is_sent_already(client, page):
    mark = answer(client, page, "khong")["Location"]
    typed = filled(client, mark, {"text": "Thiếu số điện thoại.", "website": ""})
    client.post(mark, typed)
    same = client.post(mark, typed | {"text": " Thiếu  số điện thoại.\r\n"})
    assert same.status_code == 200
    assert "đến cán bộ phụ trách" in same.text
    for more in ("Thiếu số điện thoại và <giờ làm việc>.", "<giờ làm việc> " * 50):
        other = client.post(mark, typed | {"text": more})
        assert other.status_code == 409
        assert "lời mới này chưa được gửi" in other.text
        assert "&lt;giờ làm việc&gt;" in other.text
        assert "đến cán bộ phụ trách" not in other.text
    assert FeedbackWord.objects.get().text == "Thiếu số điện thoại."


def test_in_english_it_is_asked_and_thanked_in_english(client, page):
    thanks = client.post("/en" + ADDRESS, {"trang": page.path, "tra-loi": "co"}, headers=HERE)
    assert thanks["Location"].startswith("/en/co-ich/")
    assert "Thank you for your answer" in client.get(thanks["Location"]).text


def test_words_are_erased_in_time_and_counts_stay(client, page, settings):
    settings.FEEDBACK_KEPT_DAYS = 30
    for text in ("Cũ", "Mới"):
        mark = answer(client, page)["Location"]
        client.post(mark, filled(client, mark, {"text": text, "website": ""}))
    old = timezone.now() - timedelta(days=31)
    FeedbackWord.objects.filter(text="Cũ").update(given_at=old)
    assert services.erase_old_words.func() == 1
    assert [word.text for word in FeedbackWord.objects.all()] == ["Mới"]
    assert counts() == [(page.pk, 2, 0)]
